"""What would go out on a day and what is planned for it are one answer, however often it is asked, and by whom."""

from __future__ import annotations

import dataclasses
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event
from typer.testing import CliRunner

from bot import freshening, render
from bot.commands import command_line
from bot.commands import previewing as command
from bot.domain.errors import NoPlanHeld, NoSuchPlan
from bot.domain.kinds import State
from bot.domain.model import Figure
from bot.domain.periods import from_key
from bot.domain.rounds import NudgeKind
from bot.services import choosing, reminders
from bot.services import plan as plans
from bot.services.reminders.letters import in_messages
from bot.workspace import Workspaces
from store import figures, outbox, owners, people, rules, told
from store.figures import Provenance
from store.outbox import NUDGE
from store.work import Store
from tests.builders import city_planfile, imported_city
from tests.conftest import LONDON, MORNING

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.model import Indicator
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

DUE, LATE = date(2014, 5, 19), date(2014, 5, 22)
Q4 = "Q2013.4"


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the City's plan in it, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "city.sqlite3"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    imported_city(Workspaces(store, lambda: MORNING).make_first())
    store.close()
    return path


@pytest.fixture
def city(workspace: Workspace, clock: StandingClock) -> int:
    """Nottingham City's plan on the day its figures are due, ten o'clock; the plan's id."""
    clock.set(datetime(2014, 5, 19, 10, 0, tzinfo=LONDON))
    return choosing.plans(workspace).current_id or imported_city(workspace)


def coded(workspace: Workspace, code: str) -> Indicator:
    with workspace.reading() as work:
        held = workspace.catalogue(work)
    assert held
    return next(each for each in held.indicators if each.code == code)


def matched(workspace: Workspace, post: str, account: str, plan_id: int = 0, role: str = "") -> int:
    with workspace.begin() as work:
        person = people.person(work, post)
        people.link(work, person, account)
        if role:
            people.join(work, person, plan_id, role)
    return person


def owns(workspace: Workspace, person: int, *codes: str) -> None:
    for code in codes:
        indicator = coded(workspace, code)
        with workspace.begin() as work:
            owners.assign(work, indicator.id, person, None)


def came_in(workspace: Workspace, code: str, **provenance: Any) -> None:  # noqa: ANN401  any field of the value
    indicator = coded(workspace, code)
    with workspace.begin() as work:
        for series in indicator.series:
            figure = Figure(
                series_id=series.id,
                period=from_key(Q4),
                as_printed="77.7",
                value=Decimal("77.7"),
                state=State.SUBMITTED,
            )
            figures.add(work, figure, workspace.now(), Provenance(**provenance))


def told_codes(workspace: Workspace, day: date | None = None) -> set[str]:
    return {item.owed.indicator.code for nudge in reminders.decided(workspace, day) for item in nudge.items}


def planned(workspace: Workspace, kind: str = NUDGE) -> list[outbox.Delivery]:
    with workspace.reading() as work:
        return [each for each in outbox.every(work) if each.kind == kind]


def previewed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, *words: str) -> str:
    monkeypatch.setattr(command, "open_workspace", lambda _name: workspace)
    done = CliRunner().invoke(command_line(["preview"]), ["preview", "reminders", *words])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.mark.usefixtures("city")
def test_a_preview_as_json_keeps_its_promise_and_sends_nothing(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    owns(workspace, matched(workspace, "Named officer 03", "U1"), "NI 126")
    found = json.loads(previewed(workspace, monkeypatch, "--on", "2014-05-22", "--json"))
    theirs = next(each for each in found if each["to"] == "Named officer 03")
    assert theirs == {
        "to": "Named officer 03",
        "kind": "reminder",
        "step": "late",
        "items": [
            {
                "code": "NI 126",
                "title": "Early access for women to maternity services",
                "period": "Q4 2013/14",
                "due": "2014-05-19",
                "days_late": 3,
            }
        ],
    }
    assert {each["kind"] for each in found} <= {kind.value for kind in NudgeKind}
    assert planned(workspace) == []


@pytest.mark.usefixtures("city")
def test_an_indicator_without_a_code_has_null_for_it(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    found = json.loads(previewed(workspace, monkeypatch, "--json"))
    codes = [item["code"] for each in found for item in each["items"]]
    assert None in codes
    assert "" not in codes


def test_a_preview_says_in_plain_words_to_whom_and_why(
    workspace: Workspace, city: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    owns(workspace, matched(workspace, "Named officer 03", "U1"), "NI 126")
    said = previewed(workspace, monkeypatch)
    assert "No performance officer can be reached in Slack" in said
    assert "To Named officer 03: a reminder.\n  Why: something is due today.\n" in said
    assert "(NI 126), Q4 2013/14: due 19 May 2014" in said
    assert re.match(r"19 May 2014: (\d+ messages?, )?\d+ emails for the officers to pass on\.\n", said)
    assert "To Health - Named officer 04: a reminder, as an email for the officer to pass on" in said
    matched(workspace, "Performance officer", "U4", city, "officer")
    assert "No performance officer" not in previewed(workspace, monkeypatch)


@pytest.mark.usefixtures("city")
def test_nothing_goes_out_on_a_day_that_is_no_working_day(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, said in (("2014-05-24", "24 May 2014"), ("2014-05-26", "26 May 2014")):
        assert previewed(workspace, monkeypatch, "--on", day).startswith(f"{said} is no working day: nothing goes out.")
        assert json.loads(previewed(workspace, monkeypatch, "--on", day, "--json")) == []


def test_a_plan_may_switch_reminders_off(workspace: Workspace, city: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with workspace.begin() as work:
        rules.set_rules(work, city, dataclasses.replace(rules.rules(work, city), nudging=False))
    assert previewed(workspace, monkeypatch).startswith("Reminders are switched off")
    assert reminders.plan_for_today(workspace) == 0


@pytest.mark.usefixtures("city")
def test_a_preview_of_no_plan_is_refused(workspace: Workspace, other_workspace: Workspace) -> None:
    with pytest.raises(NoPlanHeld):
        reminders.preview(other_workspace)
    with pytest.raises(NoSuchPlan, match='There is no plan called "Moon"'):
        reminders.preview(workspace, plan="Moon")


@pytest.mark.usefixtures("city")
def test_what_is_under_embargo_is_not_hinted_at(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "NI 126" in told_codes(workspace)
    came_in(workspace, "NI 126", embargoed_until=workspace.now() + timedelta(days=60))
    for day in ("2014-05-12", "2014-05-19", "2014-05-30", "2014-06-03"):
        said = previewed(workspace, monkeypatch, "--on", day)
        assert "NI 126" not in said
        assert "77.7" not in said
        assert "NI 126" not in previewed(workspace, monkeypatch, "--on", day, "--json")


def test_what_is_planned_is_what_the_preview_says(workspace: Workspace, city: int) -> None:
    owns(workspace, matched(workspace, "Named officer 03", "U1"), "NI 126", "NI 053a")
    matched(workspace, "Performance officer", "U4", city, "officer")
    nudges = reminders.decided(workspace)
    assert reminders.plan_for_today(workspace) > 0
    (delivery,) = planned(workspace)
    (nudge,) = [each for each in nudges if each.to and each.to.reachable and each.kind is NudgeKind.REMINDER]
    assert nudge.to
    assert delivery.key == f"nudge:{nudge.to.id}:2014-05-19"
    assert [tuple(key) for key in delivery.facts["items"]] == [item.owed.key for item in nudge.items]
    assert delivery.not_before.astimezone(LONDON) == datetime(2014, 5, 19, 9, 0, tzinfo=LONDON)
    letters = {key for each in planned(workspace, told.PASS_ON) for key in each.facts["keys"]}
    assert letters == {each.key for each in nudges if not (each.to and each.to.reachable)}
    assert reminders.decided(workspace) == nudges


def test_planned_once_whoever_asks(workspace: Workspace, city: int) -> None:
    owns(workspace, matched(workspace, "Named officer 03", "U1"), "NI 126")
    matched(workspace, "Performance officer", "U4", city, "officer")
    with ThreadPoolExecutor(4) as threads:
        added = list(threads.map(lambda _: reminders.plan_for_today(workspace), range(4)))
    assert sum(added) == len(planned(workspace)) + len(planned(workspace, told.PASS_ON))
    assert len(planned(workspace)) == 1
    assert reminders.plan_for_today(workspace) == 0


def test_facts_hold_ids_and_days_alone(workspace: Workspace, city: int) -> None:
    owns(workspace, matched(workspace, "Named officer 03", "U1"), "NI 126")
    matched(workspace, "Performance officer", "U4", city, "officer")
    reminders.plan_for_today(workspace)
    with workspace.reading() as work:
        written = json.dumps([each.facts for each in outbox.every(work)])
    assert "Early access" not in written
    assert "NI 126" not in written


def test_those_without_slack_are_passed_on_once_a_step(workspace: Workspace, city: int, clock: StandingClock) -> None:
    matched(workspace, "Performance officer", "U4", city, "officer")
    days = {}
    for day in (DUE, DUE + timedelta(days=1), LATE):
        clock.set(datetime(day.year, day.month, day.day, 10, 0, tzinfo=LONDON))
        reminders.plan_for_today(workspace)
        days[day] = sum(each.facts["on"] == day.isoformat() for each in planned(workspace, told.PASS_ON))
    assert days[DUE]
    assert not days[DUE + timedelta(days=1)]
    assert days[LATE]


@pytest.mark.usefixtures("city")
def test_only_the_plan_that_answers_is_chased_for_no_figure_can_be_given_for_another(workspace: Workspace) -> None:
    owns(workspace, matched(workspace, "Named officer 03", "U1"), "NI 126")
    mine = [each for each in reminders.decided(workspace) if each.label == "Named officer 03"]
    assert mine
    other = city_planfile()
    head = dataclasses.replace(other.plan, name="Health Plan", short_name="Health")
    one_of_them = dataclasses.replace(
        other, plan=head, indicators=[each for each in other.indicators if each.code == "NI 055a"]
    )
    plans.import_plan(workspace, one_of_them)
    choosing.use(workspace, "Health")
    assert [each for each in reminders.decided(workspace) if each.label == "Named officer 03"] == []
    assert [each for each in reminders.decided(workspace, plan="Nottingham City CYPP") if each in mine] == mine


@pytest.mark.usefixtures("city")
def test_a_preview_says_of_which_plans_nobody_is_asked_for_figures(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "answer" not in previewed(workspace, monkeypatch)
    other = city_planfile()
    head = dataclasses.replace(other.plan, name="Health Plan", short_name="Health")
    plans.import_plan(workspace, dataclasses.replace(other, plan=head, indicators=other.indicators[:1]))
    choosing.use(workspace, "Health")
    said = previewed(workspace, monkeypatch)
    assert "Only the plan that answers is chased. Nobody is asked for figures of: Nottingham City CYPP" in said
    city = previewed(workspace, monkeypatch, "--plan", "Nottingham City CYPP")
    assert "This plan does not answer, so nothing of this goes out before: steward plan use NAME." in city


def test_a_nudge_that_is_in_somebodys_hands_when_a_figure_comes_in_is_changed_after_it(
    workspace: Workspace, city: int
) -> None:
    amy = matched(workspace, "Named officer 03", "U1")
    owns(workspace, amy, "NI 126")
    matched(workspace, "Performance officer", "U4", city, "officer")
    reminders.plan_for_today(workspace)
    with workspace.begin() as work:
        assert freshening.freshen(work, [coded(workspace, "NI 126").id], workspace.now()) == 0  # it is read when sent
    with workspace.begin() as work:
        taken = outbox.claim(work, workspace.now(), timedelta(minutes=5), 50)
        (nudge,) = [each for each in taken if each.person_id == amy]
    with workspace.begin() as work:
        assert freshening.freshen(work, [coded(workspace, "NI 126").id], workspace.now()) == 1
    with workspace.reading() as work:
        assert [each.updates_id for each in outbox.every(work) if each.updates_id] == [nudge.id]


def test_another_workspace_hears_nothing(workspace: Workspace, city: int, other_workspace: Workspace) -> None:
    owns(workspace, matched(workspace, "Named officer 03", "U1"), "NI 126")
    matched(workspace, "Performance officer", "U4", city, "officer")
    reminders.plan_for_today(workspace)
    assert reminders.plan_for_today(other_workspace) == 0
    assert planned(other_workspace) == []


@pytest.mark.usefixtures("city")
def test_emails_are_put_into_messages_that_slack_takes_whole(workspace: Workspace) -> None:
    nudges = reminders.decided(workspace) * 12
    batches = list(in_messages(nudges))
    assert [key for keys in batches for key in keys] == [each.key for each in nudges]
    assert len(batches) > 1
    assert list(in_messages(())) == []


def test_an_email_to_pass_on_arrives_whole_with_every_title_in_full(workspace: Workspace, city: int) -> None:
    matched(workspace, "Performance officer", "U4", city, "officer")
    reminders.plan_for_today(workspace)
    with workspace.reading() as work:
        passed_on = [each for each in outbox.every(work) if each.kind == told.PASS_ON]
    assert len(passed_on) > 1
    for delivery in passed_on:
        notice = reminders.pass_on_notice(workspace, delivery)
        assert notice
        said = render.plain(notice)
        assert "There is more than fits" not in said
        assert "…" not in said
        assert all(item.owed.indicator.title in said for letter in notice.letters for item in letter.items)


@pytest.mark.usefixtures("city")
def test_only_so_many_are_read(workspace: Workspace) -> None:
    """However much is owed, deciding takes the same few queries."""

    def queries() -> int:
        seen: list[str] = []

        def count(*args: object) -> None:
            seen.append(str(args[2]))

        engine = workspace._store.engine
        event.listen(engine, "before_cursor_execute", count)
        reminders.decided(workspace)
        event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    reminders.decided(workspace)  # reads the catalogue
    before = queries()
    owns(workspace, matched(workspace, "Named officer 03", "U1"), "NI 126", "NI 053a", "NI 053b")
    reminders.decided(workspace)
    assert queries() == before <= 20
