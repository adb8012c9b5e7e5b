"""What a plan holds beside its indicators comes in once, changes as its sheets do, and keeps what people said since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot import sheets
from bot.commands.import_words import told
from bot.domain.actions import ActionKind, ActionState
from bot.domain.comparators import Against
from bot.domain.errors import BadImport, ReasonNeeded
from bot.domain.reading.plan_sheet import Given
from bot.domain.risks import RiskScore, Trend
from bot.domain.statements import StatementKind
from bot.services.plan import import_plan
from store import actions, agendas, audit, comparators, importing, plan, risks, samples, statements
from tests.builders import county_planfile, later_county_planfile
from tests.conftest import MORNING
from tests.sheets.papers import a_folder

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.actions import Action
    from bot.domain.risks import Risk
    from bot.services.plan import Imported
    from bot.workspace import Workspace

INDICATORS = "code,title,objective,Good Performance,Outturn 2012/13,Q1 2013/14\nA1,Smokers,1,Lower numbers,5,4\n"
OBJECTIVES = (
    "number,title,delivery group,lead,sponsor,cadence\n1,Fewer smoke,Smoking group,Named officer 01,Chair,quarterly\n"
)
ACTIONS = (
    "ref,action,by,due,status,progress,barrier,indicators,priority\n"
    "1,Write to the surgeries,Health - Named officer 04,by March 2014,delayed,Drafted,No clerk,A1,1\n"
    "2,Open a clinic,Board,2014-06-30,,,,,\n"
)
RISKS = (
    "ref,risk,likelihood,impact,score,mitigation,risk owner,direction of travel\nR1,Funds end,4,4,16,Bids,Health,up\n"
)
OTHERS = {
    "findings": "characteristic,finding\nSex,Boys are seen less\n",
    "recommendations": "recommendation,answer,meeting\nFund it,Agreed,2014-07-02\n",
    "narratives": "locality,text\nNorth,Two clinics opened\n",
    "comparators": "code,period,national,statistical neighbours,region\nA1,2012/13,6,7,~\n",
    "forward_plan": "no,item\n1,Smoking review\n2,Clinics\n",
}


def taken(workspace: Workspace, folder: Path, reason: str = "", **others: str) -> Imported:
    """An own plan, with these sheets in place of those above."""
    given = {"objectives": OBJECTIVES, "actions": ACTIONS, "risks": RISKS} | OTHERS | others
    return import_plan(workspace, sheets.read_plan(a_folder(folder, INDICATORS, **given)), reason=reason)


def held_actions(workspace: Workspace) -> tuple[Action, ...]:
    with workspace.reading() as work:
        current = plan.current(work)
        assert current
        return actions.actions(work, current.id)


def held_risk(workspace: Workspace) -> Risk:
    with workspace.reading() as work:
        current = plan.current(work)
        assert current
        (found,) = risks.risks(work, current.id)
        return found


@pytest.mark.parametrize("sample", samples.names())
def test_a_sample_comes_in_once_and_a_second_import_writes_nothing(workspace: Workspace, sample: str) -> None:
    read = sheets.read_plan(samples.path(sample))
    first = import_plan(workspace, read)
    assert first.written
    with workspace.reading() as work:
        held = importing.held(work, read.plan.name, MORNING).beside
    assert len(held.actions) == len(read.beside.actions)
    assert len(held.risks) == len(read.beside.risks)
    assert len(held.agenda) == len(read.beside.agenda)
    assert len(held.forward) == len(read.beside.forward or ())
    assert [each.text for each in held.statements] == [each.text for each in read.beside.statements]
    assert [each.title for each in held.comparators] == [each.comparator.title for each in read.beside.comparators]
    again = import_plan(workspace, read)
    assert not again.written
    assert again.difference.beside.kept == ()


def test_a_sheet_of_the_board_s_own_is_read_with_owner_state_objective_and_indicators(
    workspace: Workspace, tmp_path: Path
) -> None:
    taken(workspace, tmp_path / "own")
    first, second = held_actions(workspace)
    assert (first.kind, first.reference, first.objective) == (ActionKind.ACTION, "1", ("", 1))
    assert first.owner
    assert (first.owner.organisation, first.owner.post) == ("Health", "Named officer 04")
    assert first.owner_person_id
    assert (first.due, first.due_printed, first.state) == (date(2014, 3, 31), "by March 2014", ActionState.DELAYED)
    assert (first.progress, first.barrier, len(first.measure_ids)) == ("Drafted", "No clerk", 1)
    assert (second.owner, second.owner_printed, second.due) == (None, "Board", date(2014, 6, 30))
    risk = held_risk(workspace)
    assert (risk.score, risk.mitigation, risk.trend()) == (16, "Bids", Trend.UP)
    with workspace.reading() as work:
        current = plan.current(work)
        assert current
        catalogue = plan.catalogue(work, current.id)
        words = {each.kind: each for each in statements.statements(work, current.id)}
        others = comparators.comparators(work, current.id)
    assert catalogue
    (objective,) = catalogue.objectives
    assert (objective.delivery_group, objective.lead_printed) == ("Smoking group", "Named officer 01")
    assert (objective.sponsor, objective.cadence) == ("Chair", "quarterly")
    assert (words[StatementKind.FINDING].about, words[StatementKind.NARRATIVE].about) == ("Sex", "North")
    assert (words[StatementKind.RECOMMENDATION].answer, words[StatementKind.RECOMMENDATION].on) == (
        "Agreed", date(2014, 7, 2),
    )  # fmt: skip
    (indicator,) = catalogue.indicators
    assert [(each.against, each.as_printed, each.series_id, each.measure_id) for each in others] == [
        (Against.NATIONAL, "6", indicator.headline.id, indicator.id),
        (Against.NEIGHBOURS, "7", indicator.headline.id, indicator.id),
        (Against.REGION, "~", indicator.headline.id, indicator.id),
    ]


def test_what_an_owner_said_since_outlasts_a_sheet_that_says_what_it_said(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, tmp_path / "own")
    first, _ = held_actions(workspace)
    with workspace.begin() as work:
        assert actions.change(work, first.id, 1, MORNING, state=ActionState.COMPLETED, progress="Sent to all")
    again = taken(workspace, tmp_path / "own")
    assert not again.written
    assert [change.field for _, change in again.difference.beside.kept] == ["state", "progress"]
    assert "  1 Write to the surgeries, state: completed" in list(told(again))
    changed = taken(workspace, tmp_path / "own", actions=ACTIONS.replace("No clerk", "No stamps"))
    assert changed.written
    found, _ = held_actions(workspace)
    assert (found.barrier, found.state, found.progress) == ("No stamps", ActionState.COMPLETED, "Sent to all")
    assert found.revision == 3


def test_a_sheet_that_says_something_else_wins_and_says_why(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, tmp_path / "own")
    first, _ = held_actions(workspace)
    with workspace.begin() as work:
        assert actions.change(work, first.id, 1, MORNING, state=ActionState.COMPLETED)
    newer = ACTIONS.replace("delayed", "on schedule")
    with pytest.raises(ReasonNeeded, match="Write to the surgeries, state: completed -> on schedule"):
        taken(workspace, tmp_path / "own", actions=newer)
    assert held_actions(workspace)[0].state is ActionState.COMPLETED
    taken(workspace, tmp_path / "own", reason="The minutes of June", actions=newer)
    assert held_actions(workspace)[0].state is ActionState.ON_SCHEDULE
    with workspace.reading() as work:
        told = audit.of(work, "action", first.id)  # of one moment, in any order
    (told_of,) = [each for each in told if each.what == "state changed"]
    assert len(told) == 2
    assert (told_of.old, told_of.new) == ("completed", "on schedule")
    assert told_of.reason == "The minutes of June"


def test_a_form_open_on_an_action_that_an_import_changed_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, tmp_path / "own")
    first, second = held_actions(workspace)
    taken(workspace, tmp_path / "own", actions=ACTIONS.replace("Drafted", "Typed"))
    with workspace.begin() as work:
        assert not actions.change(work, first.id, first.revision, MORNING, progress="Mine")
        assert actions.change(work, second.id, second.revision, MORNING, progress="Mine")


def test_the_minutes_of_another_meeting_come_beside_those_held(workspace: Workspace, tmp_path: Path) -> None:
    dated = "ref,action,decided on\n1,Minutes confirmed,2014-03-19\n2,Buy stamps,2014-03-19\n"
    taken(workspace, tmp_path / "own", actions=dated)
    later = taken(workspace, tmp_path / "own", actions=dated.replace("2014-03-19", "2014-07-02"))
    assert [each.decided_on for each in held_actions(workspace)] == [date(2014, 3, 19)] * 2 + [date(2014, 7, 2)] * 2
    assert len(later.difference.beside.lacking_actions) == 2
    assert "  Buy stamps" in list(told(later))


def test_a_reworded_action_is_known_again_by_its_reference(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, tmp_path / "own")
    done = taken(workspace, tmp_path / "own", actions=ACTIONS.replace("Open a clinic", "Open two clinics"))
    assert [each.title for each in held_actions(workspace)] == ["Write to the surgeries", "Open two clinics"]
    assert "  2 Open two clinics: title: Open a clinic -> Open two clinics" in list(told(done))


def test_a_new_score_stands_beside_the_old_one_and_one_given_in_steward_is_kept(
    workspace: Workspace, tmp_path: Path
) -> None:
    taken(workspace, tmp_path / "own")
    before = held_risk(workspace)
    taken(workspace, tmp_path / "own", risks=RISKS.replace("4,4,16", "5,4,20"))
    after = held_risk(workspace)
    assert [each.score for each in after.scores][-1] == 20
    assert after.trend() is Trend.UP
    assert after.scores[-1].on >= before.scores[-1].on
    with workspace.begin() as work:
        risks.score(work, after.id, RiskScore(on=date(2030, 1, 1), likelihood=1, impact=1), MORNING)
    again = taken(workspace, tmp_path / "own", risks=RISKS.replace("4,4,16", "5,4,20"))
    assert not again.written
    assert held_risk(workspace).score == 1


def test_a_list_is_replaced_by_the_sheet_s_own_and_one_without_a_sheet_is_left(
    workspace: Workspace, tmp_path: Path
) -> None:
    taken(workspace, tmp_path / "own")
    changed = taken(workspace, tmp_path / "own", forward_plan="no,item,date\n1,Clinics,2014-10-01\n2,Stamps,\n")
    said = list(told(changed))
    assert "  + forward plan item: Stamps" in said
    assert "  - forward plan item: Smoking review" in said
    (tmp_path / "own" / "findings.csv").unlink()
    (tmp_path / "own" / "forward_plan.csv").unlink()
    with workspace.reading() as work:
        current = plan.current(work)
        assert current
        forward = agendas.forward(work, current.id)
    assert [(each.title, each.number, each.on) for each in forward] == [
        ("Clinics", 1, date(2014, 10, 1)), ("Stamps", 2, None),
    ]  # fmt: skip
    left = import_plan(workspace, sheets.read_plan(tmp_path / "own"))
    assert not left.written


def test_what_hung_on_an_objective_that_a_new_version_has_not_hangs_on_none(workspace: Workspace) -> None:
    """Both plans of the county have one name: the later one's priority 1 is another."""
    import_plan(workspace, county_planfile())
    assert all(each.objective for each in held_actions(workspace))
    done = import_plan(workspace, later_county_planfile())
    found = held_actions(workspace)
    assert len(found) == 62
    assert {each.objective for each in found} == {None}
    assert "Of an objective that this version has not; they stay, and belong to none:" in list(told(done))
    assert not import_plan(workspace, later_county_planfile()).written


def test_a_new_version_with_the_same_objectives_keeps_what_hangs_on_them(workspace: Workspace) -> None:
    import_plan(workspace, county_planfile())
    head = replace(county_planfile().plan, version="1.2")
    import_plan(workspace, replace(county_planfile(), plan=head))
    assert all(each.objective for each in held_actions(workspace))


def test_a_sheet_of_objectives_without_a_column_blanks_nothing(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, tmp_path / "own")
    taken(workspace, tmp_path / "own", objectives="number,title\n1,Nobody smokes\n")
    with workspace.reading() as work:
        current = plan.current(work)
        assert current
        catalogue = plan.catalogue(work, current.id)
    assert catalogue
    (found,) = catalogue.objectives
    assert (found.title, found.delivery_group, found.cadence) == ("Nobody smokes", "Smoking group", "quarterly")


def test_the_day_of_the_minutes_can_be_said_beside_the_file(workspace: Workspace, tmp_path: Path) -> None:
    agreed = "action,due\nWrite,in 3 months' time\n"
    folder = a_folder(tmp_path / "own", INDICATORS, objectives=OBJECTIVES, actions=agreed)
    import_plan(workspace, sheets.read_plan(folder, Given(minutes_of=date(2014, 3, 31))))
    (found,) = held_actions(workspace)
    assert (found.decided_on, found.due) == (date(2014, 3, 31), date(2014, 6, 30))


BAD = {
    "a measure of two sheets": ("measures", "title,period,value\nSmokers two,2013,3\nA1,2013,3\n",
        "measures, row 3: “A1” is in another sheet of indicators too"),
    "two figures for one period": ("measures", "title,period,value\nQuitters,2013,3\nQuitters,2013,4\n",
        "measures, row 3, period: the same stands in row 2 too"),
    "a measure of no time": ("measures", "title,period,value\nQuitters,lately,3\n",
        "measures, row 2, period: “lately” is not a year or quarter"),
    "a date that is none": ("actions", ACTIONS.replace("ref,action,by,due", "ref,action,by,due date").replace(
        "by March 2014", "soon"), "actions, row 2, due date: “soon” is not a date"),
    "a state that is none": ("actions", ACTIONS.replace("delayed", "sideways"),
        "actions, row 2, status: “sideways” is not known here"),
    "an objective that is none": ("actions", ACTIONS.replace("A1,1", "A1,7"),
        "actions, row 2, priority: “7” is not an objective of the plan"),
    "an indicator that is none": ("actions", ACTIONS.replace("A1,1", "B9,1"),
        "actions, row 2, indicators: “B9” is no code, number or title of an indicator"),
    "an action without words": ("actions", ACTIONS.replace("Open a clinic", ""),
        "actions, row 3, action: the cell is empty"),
    "an action twice": ("actions", "ref,action,by\n1,Write,Health\n1,Write,Police\n",
        "actions, row 3, action: the same stands in row 2 too"),
    "a score above five": ("risks", RISKS.replace("4,4,16", "6,4,24"),
        "risks, row 2, likelihood: “6” is not a whole number from 1 to 5"),
    "a score that does not multiply": ("risks", RISKS.replace("4,4,16", "4,4,15"),
        "risks, row 2, score: the score 15 is not likelihood times impact, which is 16"),
    "a trend that is none": ("risks", RISKS.replace(",up", ",maybe"),
        "risks, row 2, direction of travel: “maybe” is not known here"),
    "a comparator of nothing": ("comparators", "code,period,national\nB9,2012/13,6\n",
        "comparators, row 2, code: “B9” is no code, number or title of an indicator"),
    "a comparator of no time": ("comparators", "code,period,national\nA1,soon,6\n",
        "comparators, row 2, period: “soon” is not a year or quarter"),
    "a comparator that is no number": ("comparators", 'code,period,national\nA1,2012/13,"6,5"\n',
        "comparators, row 2, national: “6,5” looks like a decimal comma"),
    "an agenda without a meeting": ("board", "no,title\n1,Minutes\n",
        "board, row 2, decided on: nothing says which meeting the agenda is of"),
    "a sheet without its column": ("risks", "ref,mitigation\nR1,Bids\n",
        "risks: there is no column title, likelihood, impact"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_cell_is_named_with_its_place_and_nothing_is_saved(
    workspace: Workspace, tmp_path: Path, case: str
) -> None:
    sheet, content, problem = BAD[case]
    with pytest.raises(BadImport) as refused:
        taken(workspace, tmp_path / "own", **{sheet: content})
    assert [str(each).partition(". What to do")[0] for each in refused.value.problems] == [problem]
    with workspace.reading() as work:
        assert plan.current(work) is None


@pytest.mark.parametrize(
    ("one", "other", "content", "column"),
    [
        ("risk", "risks", RISKS, "risk"),
        ("action", "actions", ACTIONS.splitlines()[0] + "\n1,Write" + "," * 7, "action"),
    ],
)
def test_the_same_in_the_same_row_of_two_sheets_is_told_as_in_two_rows(
    workspace: Workspace, tmp_path: Path, one: str, other: str, content: str, column: str
) -> None:
    """It was taken for one row, and came in once more with each import."""
    with pytest.raises(BadImport) as refused:
        taken(workspace, tmp_path / "own", **{one: content, other: content})
    (problem,) = refused.value.problems
    assert (
        str(problem).partition(". What to do")[0]
        == f'{other}, row 2, {column}: the same stands in row 2 of "{one}" too'
    )
