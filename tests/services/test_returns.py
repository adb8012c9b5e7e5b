"""Figures by sheet: what is owed goes out, comes back as it is confirmed, all or nothing, with its source and hands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot import queueing
from bot.commands import command_line
from bot.domain.errors import (
    ChangedMeanwhile,
    MayNotSupply,
    NoSuchAccount,
    NoSuchHolder,
    NothingOwed,
    NotYourSheet,
    OldButton,
    PersonalDetails,
    ReasonNeeded,
    Refused,
)
from bot.domain.figure_forms import Hindrance
from bot.domain.kinds import State
from bot.domain.model import Marker
from bot.domain.problems import Fault
from bot.domain.return_notices import (
    ReturnDifference,
    ReturnDropped,
    ReturnReasonForm,
    ReturnRefused,
    ReturnSettled,
    ReturnTaken,
)
from bot.domain.returning import Column
from bot.domain.taking_in import Outcome
from bot.services import returns
from bot.services.plan import import_plan
from store import audit, figures, intakes, owners, people, promises, requests, standing
from store import plan as plans
from tests.builders import a_figure, a_period
from tests.conftest import StandingClock
from tests.returned import MAY, filled, made_database, read, with_round, without_q4

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from bot.domain.model import Indicator
    from bot.domain.people import Someone
    from bot.domain.returning import Return
    from bot.domain.sheet import Book
    from bot.workspace import Workspace, Workspaces
    from store.figures import Revision

PREVALENCE, COVERAGE, ACCESS = "NI 053a", "NI 053b", "NI 126"  # of Health; all in per cent
ROBBERY, THEFT = (f"{crime} offences committed by under 18's" for crime in ("Robbery", "Theft"))  # of the Police
Q4 = a_period("Q4 2013/14")
FINE = {PREVALENCE: {Column.VALUE: "44.1%"}, COVERAGE: {Column.VALUE: "99.5%"}}


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_database(tmp_path_factory.mktemp("round") / "city.sqlite3")


@pytest.fixture
def workspace(workspaces: Workspaces) -> Workspace:
    return with_round(workspaces.make_first())


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(MAY)


@pytest.fixture
def made(workspace: Workspace) -> Return:
    return returns.owed_by(workspace, organisation="Health")


def of(workspace: Workspace, code: str) -> Indicator:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
    assert catalogue
    return next(each for each in catalogue.indicators if code in {each.code, each.title})


def held(workspace: Workspace, code: str) -> list[Revision]:
    """Every revision for Q4."""
    with workspace.reading() as work:
        found = figures.history(work, of(workspace, code).series[0].id)
    return [each for each in found if each.figure.period == Q4]


def given(workspace: Workspace, code: str, printed: str, **provenance: Any) -> None:  # noqa: ANN401  any field of it
    """A figure that is held for Q4 already."""
    state = provenance.pop("state", State.APPROVED)
    figure = a_figure(printed, "Q4 2013/14", of(workspace, code).series[0].id, state=state)
    with workspace.begin() as work:
        figures.add(work, figure, workspace.now(), figures.Provenance(**provenance))


def a_person(workspace: Workspace, post: str, account: str, *roles: str, body: str = "") -> int:
    with workspace.begin() as work:
        person = people.person(work, post, people.organisation(work, body) if body else None)
        people.link(work, person, account)
        for role in roles:
            people.join(work, person, plans.standing(work).plan_id or 0, role)
    return person


def somebody(workspace: Workspace, account: str) -> Someone:
    with workspace.reading() as work:
        return standing.someone(work, account, plans.standing(work).plan_id, workspace.today())


def handed_in(workspace: Workspace, account: str, book: Book) -> ReturnDifference:
    said = returns.hand_in(workspace, somebody(workspace, account), book)
    assert isinstance(said, ReturnDifference), said
    return said


def confirmed(workspace: Workspace, account: str, shown: ReturnDifference, reason: str = "") -> object:
    assert shown.intake_id
    return returns.confirm(workspace, somebody(workspace, account), shown.intake_id, reason=reason)


# What goes out


def test_an_organisation_is_asked_for_what_it_owes_with_all_its_posts_and_for_nothing_else(made: Return) -> None:
    codes = [line.indicator.code for line in made.lines]
    assert codes == [PREVALENCE, COVERAGE, ACCESS, "NI 055a", "NI 055b", "NI 056b"]
    assert {line.period for line in made.lines} == {Q4}
    assert {line.due for line in made.lines} == {date(2014, 5, 19)}


def test_a_post_is_asked_for_its_own(workspace: Workspace) -> None:
    made = returns.owed_by(workspace, post="Named officer 13")
    assert {line.indicator.measure.owner.post for line in made.lines if line.indicator.measure.owner} == {
        "Named officer 13"
    }


def test_what_is_in_is_not_asked_for_again(workspace: Workspace) -> None:
    given(workspace, PREVALENCE, "44.1%", state=State.SUBMITTED)
    made = returns.owed_by(workspace, organisation="Health")
    assert PREVALENCE not in [line.indicator.code for line in made.lines]


def test_a_figure_under_embargo_stands_in_no_return(workspace: Workspace) -> None:
    indicator = of(workspace, PREVALENCE)
    secret = a_figure("77.7%", "Q3 2013/14", indicator.series[0].id)
    with workspace.begin() as work:
        figures.add(work, secret, workspace.now(), figures.Provenance(embargoed_until=MAY + timedelta(days=9)))
    line = returns.owed_by(workspace, organisation="Health").lines[0]
    assert line.last
    assert line.last.as_printed == "45.5%"


def test_nobody_is_sent_an_empty_return(workspace: Workspace) -> None:
    with pytest.raises(NoSuchHolder):
        returns.owed_by(workspace, organisation="Helth")
    a_person(workspace, "Named officer 99", "U9")
    with pytest.raises(NothingOwed):
        returns.owed_by(workspace, post="Named officer 99")


# What comes back


def test_a_sheet_shown_changes_nothing(workspace: Workspace, made: Return) -> None:
    shown = returns.difference(workspace, read(filled(made, FINE)))
    assert isinstance(shown, ReturnDifference)
    assert [(each.handed.indicator.code, each.outcome) for each in shown.taken] == [
        (PREVALENCE, Outcome.NEW), (COVERAGE, Outcome.NEW),
    ]  # fmt: skip
    assert (shown.blank, held(workspace, PREVALENCE)) == (4, [])


def test_a_figure_taken_in_keeps_its_cell_its_hands_and_its_words(workspace: Workspace, made: Return) -> None:
    officer = a_person(workspace, "Officer", "U5", "officer")
    entries = {
        PREVALENCE: {
            Column.NUMERATOR: "441", Column.DENOMINATOR: "1,000", Column.PROVISIONAL: "Yes",
            Column.COMMENT: "Two clinics\nclosed.", Column.SOURCE: "Child health system",
        }
    }  # fmt: skip
    taken = returns.receive(workspace, read(filled(made, entries)), by="U5")
    assert isinstance(taken, ReturnTaken)
    assert taken.figures == 1
    (revision,) = held(workspace, PREVALENCE)
    figure = revision.figure
    assert (str(figure.value), figure.state, figure.markers) == ("44.1", State.SUBMITTED, {Marker.PROVISIONAL})
    assert (figure.numerator, figure.denominator, figure.comment) == (441, 1000, "Two clinics closed.")
    assert figure.source == "Child health system (return.xlsx, Return!K2)"
    with workspace.reading() as work:
        (owner,) = people.by_ids(work, [revision.provenance.supplied_by or 0]).values()
    assert (revision.provenance.entered_by, owner.label) == (officer, "Health - Named officer 04")
    with workspace.reading() as work:
        changes = audit.of_measure(work, of(workspace, PREVALENCE).id)
    (change,) = (each for each in changes if each.what == "figure submitted")
    assert (change.who, change.what, change.origin) == ("U5", "figure submitted", "return.xlsx, Return!K2")


def test_whoever_confirms_is_somebody_known(workspace: Workspace, made: Return) -> None:
    with pytest.raises(NoSuchAccount):
        returns.receive(workspace, read(filled(made, FINE)), by="U404")
    assert held(workspace, PREVALENCE) == []


def test_the_same_sheet_again_is_nothing_new(workspace: Workspace, made: Return) -> None:
    book = read(filled(made, FINE | {ACCESS: {Column.AVAILABLE: "August 2014"}}))
    returns.receive(workspace, book)
    again = returns.receive(workspace, book)
    assert isinstance(again, ReturnTaken)
    assert (again.figures, again.promises, len(held(workspace, PREVALENCE))) == (0, 0, 1)
    with workspace.reading() as work:
        (promise,) = promises.promises(work, plans.standing(work).plan_id or 0).values()
    assert (promise.until, promise.available, promise.times) == (date(2014, 8, 31), "August 2014", 1)


def test_one_thing_wrong_and_nothing_is_saved_of_the_whole_sheet(workspace: Workspace, made: Return) -> None:
    book = read(
        filled(
            made,
            FINE
            | {ACCESS: {Column.VALUE: "about 90"}, "NI 055a": {Column.VALUE: "11.0%", Column.PROVISIONAL: "perhaps"}},
        )
    )
    refused = returns.receive(workspace, book)
    assert isinstance(refused, ReturnRefused)
    assert [wrong.where for wrong in refused.wrong] == [
        "Return!J4, NI 126, Q4 2013/14", "Return!M5, NI 055a, Q4 2013/14",
    ]  # fmt: skip
    assert held(workspace, PREVALENCE) == []


def test_an_approved_figure_changes_for_a_reason_alone(workspace: Workspace, made: Return) -> None:
    given(workspace, PREVALENCE, "44.0%")
    book = read(filled(made, FINE))
    with pytest.raises(ReasonNeeded, match=r"Return!J2, NI 053a .*, Q4 2013/14: 44.0% -> 44.1%"):
        returns.receive(workspace, book)
    assert held(workspace, COVERAGE) == []
    returns.receive(workspace, book, reason="Late returns")
    assert [each.provenance.reason for each in held(workspace, PREVALENCE)] == ["", "Late returns"]
    assert [each.provenance.reason for each in held(workspace, COVERAGE)] == [""]


def test_a_figure_under_embargo_stays_so_and_is_not_told(workspace: Workspace, made: Return) -> None:
    until = MAY + timedelta(days=9)
    given(workspace, PREVALENCE, "43.9%", embargoed_until=until)
    book = read(filled(made, FINE))
    shown = returns.difference(workspace, book)
    assert isinstance(shown, ReturnDifference)
    assert (shown.taken[0].secret, shown.taken[0].outcome) == (True, Outcome.CHANGED)
    returns.receive(workspace, book, reason="Late returns")
    assert held(workspace, PREVALENCE)[-1].provenance.embargoed_until == until


def test_without_slack_ids_the_command_stands_in_the_audit(workspace: Workspace, made: Return) -> None:
    returns.receive(workspace, read(filled(made, FINE)))
    with workspace.reading() as work:
        changes = audit.of(work, "plan")
    assert [(each.who, each.what, each.origin) for each in changes][-1] == (
        "steward receive", "sheet taken in", "return.xlsx",
    )  # fmt: skip


def test_another_workspaces_return_is_refused(other_workspace: Workspace, made: Return) -> None:
    import_plan(other_workspace, without_q4())
    refused = returns.difference(other_workspace, read(filled(made, FINE)))
    assert isinstance(refused, ReturnRefused)
    assert len(refused.wrong) == 3  # the seal, and each row


# By Slack, in the hands of whoever owes it


@pytest.fixture
def sergeant(workspace: Workspace) -> int:
    return a_person(workspace, "Sergeant", "U1", body="Police")


@pytest.fixture
def book(workspace: Workspace, sergeant: int) -> Book:
    """One figure of those that the sergeant may supply: what the Police as such own."""
    made = returns.owed_by_someone(workspace, somebody(workspace, "U1"))
    assert (sergeant > 0, made.whose, len(made.lines)) == (True, "Police", 9)
    return read(filled(made, {ROBBERY: {Column.VALUE: "41"}}))


def test_what_is_handed_in_waits_until_it_is_confirmed_and_is_then_in_once(
    workspace: Workspace, sergeant: int, book: Book
) -> None:
    shown = handed_in(workspace, "U1", book)
    assert held(workspace, ROBBERY) == []
    assert isinstance(confirmed(workspace, "U1", shown), ReturnTaken)
    assert confirmed(workspace, "U1", shown) == ReturnSettled(file_name="return.xlsx", was_taken=True)
    (revision,) = held(workspace, ROBBERY)
    assert (revision.provenance.supplied_by, revision.provenance.entered_by) == (sergeant, sergeant)


def test_an_officer_may_confirm_what_somebody_else_handed_in(workspace: Workspace, sergeant: int, book: Book) -> None:
    officer = a_person(workspace, "Officer", "U5", "officer")
    shown = handed_in(workspace, "U1", book)
    assert isinstance(confirmed(workspace, "U5", shown), ReturnTaken)
    (revision,) = held(workspace, ROBBERY)
    assert (revision.provenance.supplied_by, revision.provenance.entered_by) == (sergeant, officer)


@pytest.mark.parametrize("confirms", ["U5", "U6"])
def test_what_an_officer_hands_in_of_their_own_is_approved_by_somebody_else(
    workspace: Workspace, confirms: str
) -> None:
    superintendent = a_person(workspace, "Superintendent", "U5", "officer", body="Police")
    a_person(workspace, "Officer", "U6", "officer")
    own = filled(returns.owed_by(workspace, organisation="Police"), {ROBBERY: {Column.VALUE: "41"}})
    assert isinstance(confirmed(workspace, confirms, handed_in(workspace, "U5", read(own))), ReturnTaken)
    (revision,) = held(workspace, ROBBERY)
    assert revision.provenance.supplied_by == superintendent
    assert queueing.hindrance([revision], somebody(workspace, "U5")) is Hindrance.OWN


def test_so_is_what_they_hand_in_as_somebodys_deputy_and_what_is_others_is_theirs(workspace: Workspace) -> None:
    deputy, sergeant = a_person(workspace, "Deputy", "U5", "officer"), a_person(workspace, "Sergeant", "U1")
    with workspace.begin() as work:
        owners.assign(work, of(workspace, ROBBERY).id, sergeant, None)
        owners.assign(work, of(workspace, THEFT).id, people.person(work, "Inspector"), None)
        people.away(work, sergeant, workspace.today() + timedelta(days=30), deputy)
    mine = filled(returns.owed_by(workspace, post="Sergeant"), {ROBBERY: {Column.VALUE: "41"}})
    others = filled(
        returns.owed_by(workspace, post="Inspector"), {THEFT: {Column.VALUE: "17", Column.COMMENT: "As counted."}}
    )
    for each in (mine, others):
        assert isinstance(confirmed(workspace, "U5", handed_in(workspace, "U5", read(each))), ReturnTaken)
    (own,), (entered,) = held(workspace, ROBBERY), held(workspace, THEFT)
    assert own.provenance.supplied_by == deputy
    assert queueing.hindrance([own], somebody(workspace, "U5")) is Hindrance.OWN
    assert queueing.hindrance([entered], somebody(workspace, "U5")) is Hindrance.ONE_PERSON


def test_so_is_what_they_take_in_at_the_command_line(workspace: Workspace) -> None:
    a_person(workspace, "Superintendent", "U5", "officer", body="Police")
    own = filled(returns.owed_by(workspace, organisation="Police"), {ROBBERY: {Column.VALUE: "41"}})
    assert isinstance(returns.receive(workspace, read(own), by="U5"), ReturnTaken)
    (revision,) = held(workspace, ROBBERY)
    assert queueing.hindrance([revision], somebody(workspace, "U5")) is Hindrance.OWN


@pytest.mark.parametrize("name", ["John Smith born 3 May 2004.xlsx", "John_Smith_born_3_May_2004.xlsx"])
@pytest.mark.usefixtures("sergeant")
def test_no_name_of_a_file_holds_a_persons_details(workspace: Workspace, book: Book, name: str) -> None:
    refused = returns.hand_in(workspace, somebody(workspace, "U1"), replace(book, name=name))
    assert isinstance(refused, ReturnRefused)
    assert [wrong.problem.fault for wrong in refused.wrong if wrong.problem] == [Fault.NAMES_SOMEBODY]
    handed_in(workspace, "U1", replace(book, name="Police 2014-05-20, final.xlsx"))


@pytest.mark.usefixtures("sergeant")
def test_no_reason_holds_a_persons_details(workspace: Workspace, book: Book) -> None:
    given(workspace, ROBBERY, "49")
    shown = handed_in(workspace, "U1", book)
    with pytest.raises(PersonalDetails):
        confirmed(workspace, "U1", shown, reason="See j.smith@x.org")
    with pytest.raises(PersonalDetails):
        returns.receive(workspace, book, organisation="Police", reason="NHS 943 476 5919")
    assert len(held(workspace, ROBBERY)) == 1
    assert isinstance(confirmed(workspace, "U1", shown, reason="A late return"), ReturnTaken)


@pytest.mark.usefixtures("sergeant")
def test_nobody_else_can_confirm_or_drop_it(workspace: Workspace, book: Book) -> None:
    a_person(workspace, "Constable", "U2", body="Police")
    shown = handed_in(workspace, "U1", book)
    for act in (returns.confirm, returns.drop):
        with pytest.raises(NotYourSheet):
            act(workspace, somebody(workspace, "U2"), shown.intake_id or 0)
        with pytest.raises(OldButton):
            act(workspace, somebody(workspace, "U1"), 12345)


@pytest.mark.usefixtures("sergeant")
def test_a_sheet_that_was_dropped_is_not_taken_in(workspace: Workspace, book: Book) -> None:
    shown = handed_in(workspace, "U1", book)
    assert shown.intake_id
    someone = somebody(workspace, "U1")
    assert returns.drop(workspace, someone, shown.intake_id) == ReturnDropped(file_name="return.xlsx")
    assert confirmed(workspace, "U1", shown) == ReturnSettled(file_name="return.xlsx", was_taken=False)
    assert returns.drop(workspace, someone, shown.intake_id) == ReturnSettled(file_name="return.xlsx", was_taken=False)
    assert held(workspace, ROBBERY) == []


@pytest.mark.usefixtures("sergeant")
def test_where_figures_changed_since_it_was_shown_it_is_shown_anew(workspace: Workspace, book: Book) -> None:
    shown = handed_in(workspace, "U1", book)
    given(workspace, ROBBERY, "49")
    anew = confirmed(workspace, "U1", shown)
    assert isinstance(anew, ReturnDifference)
    assert (anew.stale, [each.outcome for each in anew.taken]) == (True, [Outcome.CHANGED])
    assert len(held(workspace, ROBBERY)) == 1
    assert isinstance(confirmed(workspace, "U1", shown), ReturnSettled)
    asked = confirmed(workspace, "U1", anew)
    assert asked == ReturnReasonForm(intake_id=anew.intake_id or 0, file_name="return.xlsx", changed=1)
    assert isinstance(confirmed(workspace, "U1", anew, reason="A mistake"), ReturnTaken)
    assert held(workspace, ROBBERY)[-1].provenance.reason == "A mistake"


@pytest.mark.usefixtures("sergeant")
@pytest.mark.parametrize("goes_back", [True, False])
def test_what_takes_the_place_of_a_revision_revises_too_and_keeps_its_reason(
    workspace: Workspace, *, goes_back: bool
) -> None:
    police = returns.owed_by_someone(workspace, somebody(workspace, "U1"))
    given(workspace, ROBBERY, "41")
    for value, reason in (("45", "A late return"), ("46", ""), ("47", "")):
        shown = handed_in(workspace, "U1", read(filled(police, {ROBBERY: {Column.VALUE: value}})))
        assert isinstance(confirmed(workspace, "U1", shown, reason), ReturnTaken)
        if goes_back:
            with workspace.begin() as work:
                assert figures.move(work, held(workspace, ROBBERY)[-1].figure, State.SENT_BACK, sent_back="Why?")
    approved, *revised = held(workspace, ROBBERY)
    assert Marker.REVISED not in approved.figure.markers
    assert [(each.provenance.reason, each.figure.markers) for each in revised] == [
        ("A late return", {Marker.REVISED})
    ] * 3


@pytest.mark.usefixtures("sergeant")
def test_whoever_is_no_owner_any_more_cannot_confirm(workspace: Workspace, book: Book) -> None:
    shown = handed_in(workspace, "U1", book)
    with workspace.begin() as work:
        owners.assign(work, shown.taken[0].handed.indicator.id, people.person(work, "Named officer 01"), None)
    with pytest.raises(ChangedMeanwhile):
        confirmed(workspace, "U1", shown)


@pytest.mark.usefixtures("sergeant")
def test_rows_of_others_are_refused_whoever_filled_them_in(workspace: Workspace, made: Return) -> None:
    refused = returns.hand_in(workspace, somebody(workspace, "U1"), read(filled(made, FINE)))
    assert isinstance(refused, ReturnRefused)
    assert [wrong.problem.fault for wrong in refused.wrong if wrong.problem] == [Fault.ROW_OF_OTHERS] * 2
    assert held(workspace, PREVALENCE) == []


def test_readers_hand_nothing_in(workspace: Workspace) -> None:
    for account in ("U7", "U8"):
        with pytest.raises(MayNotSupply):
            returns.may_hand_in(workspace, somebody(workspace, account))
        a_person(workspace, "Reader", "U8")


@pytest.mark.usefixtures("sergeant")
def test_an_owner_puts_off_up_to_the_freeze_and_beyond_it_an_officer_decides(
    workspace: Workspace,
) -> None:
    """The freeze for the meeting of 2 July 2014 is 3 June."""
    made = returns.owed_by_someone(workspace, somebody(workspace, "U1"))
    entries = {ROBBERY: {Column.AVAILABLE: "2 June 2014"}, THEFT: {Column.AVAILABLE: "August 2014"}}
    shown = handed_in(workspace, "U1", read(filled(made, entries)))
    taken = confirmed(workspace, "U1", shown)
    assert isinstance(taken, ReturnTaken)
    assert (taken.promises, taken.asked) == (1, 1)
    with workspace.reading() as work:
        plan = plans.standing(work).plan_id or 0
        assert [each.until for each in promises.promises(work, plan).values()] == [date(2014, 6, 2)]
        (asked,) = requests.open_ones(work, plan)
    assert (asked.measure_id, asked.wanted["until"]) == (of(workspace, THEFT).id, "2014-08-31")


def test_what_waits_holds_no_more_than_it_needs(workspace: Workspace, sergeant: int, book: Book) -> None:
    assert sergeant
    shown = handed_in(workspace, "U1", book)
    with workspace.reading() as work:
        waiting = intakes.get(work, shown.intake_id or 0)
    assert waiting
    assert [set(each) for each in waiting.figures] == [
        {"series", "period", "cells", "places", "at", "has_comments", "seen"}
    ]


# At the command line


@pytest.fixture
def steward(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command prints, or the refusal that it ends with."""
    for module in ("returning", "auditing"):
        monkeypatch.setattr(f"bot.commands.{module}.open_workspace", lambda _name: workspace)

    def typed(*words: str) -> str:
        done = CliRunner().invoke(command_line([words[0]]), list(words))
        return str(done.exception) if isinstance(done.exception, Refused) else done.output

    return typed


def test_a_return_goes_out_with_its_email_comes_back_and_stands_in_the_audit(
    steward: Callable[..., str], workspace: Workspace, made: Return, tmp_path: Path
) -> None:
    path = tmp_path / "health.xlsx"
    letter = steward("return", "--organisation", "Health", "--out", str(path))
    assert letter.startswith("Subject: Nottingham City CYPP: figures due from Health, the first on 19 May 2014\n")
    assert "(NI 053a): Q4 2013/14, due 19 May 2014, 1 day late\n" in letter
    path.write_bytes(filled(made, FINE | {COVERAGE: {Column.VALUE: "9.5%", Column.COMMENT: "A fault."}}))
    shown = steward("receive", str(path))
    assert "health.xlsx would bring in 2 figures and 0 promises; 0 unchanged, 4 empty.\n" in shown
    assert "Return!J2, Percentage of infants being breastfed at 6-8 weeks" in shown
    assert "(NI 053a), Q4 2013/14: new: 44.1%\n" in shown
    assert shown.endswith("Nothing was saved. To take it in, run it again with --confirm.\n")
    assert steward("receive", str(path), "--confirm") == (
        "Taken from health.xlsx: 2 figures, 0 promises. They wait for an officer's approval.\n"
    )
    assert len(held(workspace, COVERAGE)) == 1
    kept = steward("audit", "--indicator", PREVALENCE)
    assert "2014-05-20 10:00 steward receive: figure submitted, NI 053a" in kept
    assert "Q4 2013/14: 44.1% [health.xlsx, Return!J2]\n" in kept


def test_all_that_is_wrong_is_printed_with_its_cell(steward: Callable[..., str], made: Return, tmp_path: Path) -> None:
    path = tmp_path / "health.xlsx"
    path.write_bytes(filled(made, {ACCESS: {Column.VALUE: "86%"}, PREVALENCE: {Column.VALUE: "0.441"}}))
    said = steward("receive", str(path), "--confirm")
    assert said.splitlines()[0] == "Nothing was taken from health.xlsx: 2 problems found."
    assert "  Return!J2, NI 053a, Q4 2013/14: 0.441 may be 0.441% or 44.1%." in said
    assert "  Return!N4, NI 126, Q4 2013/14: The figure misses its target." in said


def test_the_audit_tells_nothing_that_is_under_embargo(steward: Callable[..., str], workspace: Workspace) -> None:
    until = MAY + timedelta(days=9)
    given(workspace, PREVALENCE, "43.9%", embargoed_until=until)
    indicator = of(workspace, PREVALENCE)
    with workspace.begin() as work:
        audit.add(
            work,
            audit.Change(
                at=workspace.now(), who="U1", what="figure submitted", subject="figure",
                subject_id=indicator.series[0].id, new="Q4 2013/14: 43.9%", measure_id=indicator.id,
            ),
        )  # fmt: skip
    said = steward("audit", "--indicator", PREVALENCE)
    assert "43.9" not in said
    assert "figure submitted, NI 053a" in said
    assert ": under embargo" in said
    assert "43.9" not in steward("audit", "--person", "U1", "--json")


def test_the_audit_of_a_person_and_of_nobody_known(steward: Callable[..., str], workspace: Workspace) -> None:
    a_person(workspace, "Officer", "U5", "officer")
    assert steward("audit", "--person", "U5") == "Nothing was changed.\n"
    assert steward("audit", "--person", "Ofiicer").startswith('There is no post or organisation called "Ofiicer".')
    assert steward("audit", "--indicator", "NI 999").startswith("There is no indicator called")
