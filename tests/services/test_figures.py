"""Figures taken and approved: by whom, what is saved of a form, and what happens when two come at once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from bot import queueing, render, rounds
from bot.domain.entering import Typed
from bot.domain.errors import NotYoursToReport, OfficersOnly, OldButton
from bot.domain.field_problems import Fault
from bot.domain.figure_forms import FigureForm, FigureQueue, FigureSaved, FigureSentBack, Handled, Hindrance
from bot.domain.filled_forms import Draft, Filled, of_kept
from bot.domain.kinds import State
from bot.domain.model import Figure
from bot.domain.people import Role, Someone
from bot.domain.periods import quarter
from bot.render.formats import moment
from bot.services import figures
from store import audit, drafts, outbox, owners, people, plan, rules
from store import figures as stored
from tests.builders import a_figure, imported_city

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.model import Indicator
    from bot.workspace import Workspace

Q4 = "Q2013.4"


@pytest.fixture
def access(workspace: Workspace) -> Indicator:
    """NI 126, which Named officer 03 owns; 05 and 06 are officers."""
    plan_id = imported_city(workspace)
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        found = next(each for each in catalogue.indicators if each.code == "NI 126")
        owners.assign(work, found.id, people.person(work, "Named officer 03"), None)
        for post, account in (("Named officer 03", "U1"), ("Named officer 05", "U2"), ("Named officer 06", "U4")):
            people.link(work, people.person(work, post), account)
        people.join(work, people.person(work, "Named officer 05"), plan_id, "officer")
        people.join(work, people.person(work, "Named officer 06"), plan_id, "officer")
    return found


def someone(workspace: Workspace, account: str, *roles: Role) -> Someone:
    with workspace.reading() as work:
        return Someone(slack_user=account, person=people.by_slack(work, account), roles=frozenset(roles))


def filled(indicator: Indicator, value: str, **given: Any) -> Filled:  # noqa: ANN401  its own fields
    return Filled(period=Q4, figures=(Typed(series_id=indicator.series[0].id, value=value),), **given)


def waiting(workspace: Workspace, officer: Someone) -> list[tuple[int, str, int]]:
    """What an officer sees in the queue, as its buttons name it."""
    return [(line.indicator.id, line.period.key, line.seen) for line in figures.queue(workspace, officer).lines]


def given(workspace: Workspace, supplier: Someone, indicator: Indicator, form: Filled) -> None:
    """The form sent, and confirmed."""
    for _ in range(2):
        outcome = figures.submit(workspace, supplier, f"V{form.figures[0].value}", indicator.id, form)
    assert isinstance(outcome, FigureSaved)


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What came of each, all begun together."""
    gate = Barrier(len(deeds))

    def do(deed: Callable[[], object]) -> object:
        gate.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result() for done in [pool.submit(do, deed) for deed in deeds]]


def revisions(workspace: Workspace, indicator: Indicator) -> list[stored.Revision]:
    with workspace.reading() as work:
        found = stored.history(work, indicator.series[0].id)
    return [each for each in found if each.figure.period.key == Q4 and each.figure.has_value]


def test_one_form_sent_many_times_at_once_saves_once(workspace: Workspace, access: Indicator) -> None:
    amy = someone(workspace, "U1")
    form = filled(access, "91.0%")
    assert isinstance(figures.submit(workspace, amy, "V1", access.id, form), FigureForm)
    outcomes = at_once(*[lambda: figures.submit(workspace, amy, "V1", access.id, form)] * 4)
    assert [type(outcome) for outcome in outcomes] == [FigureSaved] * 4
    assert len(revisions(workspace, access)) == 1
    with workspace.reading() as work:
        assert sum(each.kind == figures.TAKEN for each in outbox.every(work)) == 1


def test_of_officers_who_approve_at_once_one_does(workspace: Workspace, access: Indicator) -> None:
    amy, form = someone(workspace, "U1"), filled(access, "91.0%")
    for _ in range(2):
        figures.submit(workspace, amy, "V1", access.id, form)
    ben, cat = (someone(workspace, account, Role.OFFICER) for account in ("U2", "U4"))
    (item,) = waiting(workspace, ben)
    outcomes = at_once(*(lambda who=who: figures.approve(workspace, who, [item]) for who in (ben, cat)))  # type: ignore[misc]  # whose it is
    assert sorted((each.approved, each.overtaken) for each in outcomes if isinstance(each, Handled)) == [(0, 1), (1, 0)]
    (revision,) = revisions(workspace, access)
    assert revision.figure.state is State.APPROVED


def test_approved_and_sent_back_at_once_is_one_of_the_two(workspace: Workspace, access: Indicator) -> None:
    amy, form = someone(workspace, "U1"), filled(access, "91.0%")
    for _ in range(2):
        figures.submit(workspace, amy, "V1", access.id, form)
    ben, cat = (someone(workspace, account, Role.OFFICER) for account in ("U2", "U4"))
    (item,) = waiting(workspace, ben)
    outcomes = at_once(
        lambda: figures.approve(workspace, ben, [item]),
        lambda: figures.send_back(workspace, cat, item, "Wrong term."),
    )
    handled = [each for each in outcomes if isinstance(each, Handled)]
    assert sum(each.approved + each.sent_back for each in handled) == 1
    assert sum(each.overtaken for each in handled) == 1


def test_another_workspaces_indicator_is_nothing_here(
    workspace: Workspace, other_workspace: Workspace, access: Indicator
) -> None:
    stranger = someone(workspace, "U1", Role.ADMIN)
    for asked in (
        lambda: figures.form(other_workspace, stranger, access.id, Q4),
        lambda: figures.submit(other_workspace, stranger, "V1", access.id, filled(access, "91.0%")),
        lambda: figures.queue(other_workspace, stranger),
    ):
        with pytest.raises(OldButton):
            asked()
    assert revisions(workspace, access) == []


def test_a_reader_is_refused_everywhere(workspace: Workspace, access: Indicator) -> None:
    reader, nobody = someone(workspace, "U4"), Someone(slack_user="U8")
    for who in (reader, nobody):
        with pytest.raises(NotYoursToReport):
            figures.form(workspace, who, access.id, Q4)
        with pytest.raises(NotYoursToReport):
            figures.submit(workspace, who, "V1", access.id, filled(access, "91.0%"))
        figures.keep(workspace, who, access.id, filled(access, "91.0%"))
        for deed in (figures.queue, figures.publish):
            with pytest.raises(OfficersOnly):
                deed(workspace, who)
        with pytest.raises(OfficersOnly):
            figures.approve(workspace, who, [(access.id, Q4, 2)])
        with pytest.raises(OfficersOnly):
            figures.approve_clean(workspace, who, 0)
        with pytest.raises(OfficersOnly):
            figures.send_back(workspace, who, (access.id, Q4, 2), "No.")
        with pytest.raises(OfficersOnly):
            figures.send_back_form(workspace, who, (access.id, Q4, 2))
    assert reader.person
    with workspace.reading() as work:
        assert drafts.get(work, reader.person.id, access.id, Q4) is None


def test_a_closed_form_is_kept_and_an_empty_one_is_not(workspace: Workspace, access: Indicator) -> None:
    amy = someone(workspace, "U1")
    figures.keep(workspace, amy, access.id, filled(access, " "))
    assert not figures.form(workspace, amy, access.id, Q4).restored
    figures.keep(workspace, amy, access.id, filled(access, "9", comment="So far"))
    form = figures.form(workspace, amy, access.id, Q4)
    assert (form.restored, form.lines[0].typed.value, form.comment) == (True, "9", "So far")


def test_a_draft_is_read_as_it_was_kept_and_one_of_another_shape_is_none(access: Indicator) -> None:
    whole = filled(access, "9", comment="So far", source="https://example.org", reason="Late", supplier="7")
    draft = Draft(typed=whole, shown=whole, view="V1", asked=("confirm:jumps:value:7:2",), checks=2)
    assert of_kept(draft.as_kept()) == draft
    assert of_kept(None) is None
    assert of_kept({"typed": {"value": "9"}}) is None
    assert of_kept({"old": 1}) is None


def test_a_wrong_period_is_said_and_a_later_one_has_no_form(workspace: Workspace, access: Indicator) -> None:
    amy = someone(workspace, "U1")
    for period in ("Q2030.1", "Y2013", "nonsense", ""):
        form = Filled(period=period, figures=(Typed(series_id=access.series[0].id, value="91.0%"),))
        outcome = figures.submit(workspace, amy, "V1", access.id, form)
        assert isinstance(outcome, figures.Problems)
        assert [problem.field for problem in outcome.problems] == ["period"]
    assert figures.form(workspace, amy, access.id, "Q2030.1").period.key == Q4
    assert revisions(workspace, access) == []


def test_another_form_shows_what_would_come_of_it_before_it_saves(workspace: Workspace, access: Indicator) -> None:
    """Amy closed the form that had shown it; in the one that she opens next nothing has been shown."""
    amy, form = someone(workspace, "U1"), filled(access, "91.0%")
    assert isinstance(figures.submit(workspace, amy, "V1", access.id, form), FigureForm)
    figures.keep(workspace, amy, access.id, form)
    assert isinstance(figures.submit(workspace, amy, "V2", access.id, form), FigureForm)
    assert revisions(workspace, access) == []
    assert isinstance(figures.submit(workspace, amy, "V2", access.id, form), FigureSaved)


def test_a_warning_that_came_up_since_is_asked_before_it_is_saved(workspace: Workspace, access: Indicator) -> None:
    amy, form = someone(workspace, "U1"), filled(access, "91.0%")
    assert isinstance(figures.submit(workspace, amy, "V1", access.id, form), FigureForm)
    series = access.series[0].id
    with workspace.begin() as work:
        steady = [
            Figure(series_id=series, period=quarter(2012, n), as_printed="80%", value=Decimal(80)) for n in (1, 2, 3)
        ]
        stored.add_all(work, steady, workspace.now())
    shown = figures.submit(workspace, amy, "V1", access.id, replace(form, comment="New clinics."))
    assert isinstance(shown, FigureForm)
    again = figures.submit(workspace, amy, "V1", access.id, replace(form, comment="New clinics."))
    assert isinstance(again, FigureSaved if not shown.warnings else figures.Problems)


def test_of_several_lines_only_what_changes_is_revised(workspace: Workspace, access: Indicator) -> None:  # noqa: ARG001  the plan is there
    amy = someone(workspace, "U1")
    assert amy.person
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        held = stored.latest_of_plan(work, catalogue.plan.id)
        pair = next(
            each
            for each in catalogue.indicators
            if len(each.series) == 2
            and all(
                any(one.figure.period.key == Q4 and one.figure.value for one in held.get(line.id, ()))
                for line in each.series
            )
        )
        owners.assign(work, pair.id, amy.person.id, None)
    form = figures.form(workspace, amy, pair.id, Q4)
    first, second = form.lines
    assert first.typed.value
    assert second.typed.value
    changed = Filled(
        period=Q4,
        figures=(first.typed, replace(second.typed, value=str(Decimal(second.typed.value) + 1))),
        comment="A late return.",
        source=form.source,
        reason="A late return.",
    )
    outcome: object = figures.submit(workspace, amy, "V1", pair.id, changed)
    assert isinstance(outcome, FigureForm)
    ticked = replace(changed, confirmed=frozenset(field for field, _ in outcome.confirmations))
    assert isinstance(figures.submit(workspace, amy, "V1", pair.id, ticked), FigureSaved)
    with workspace.reading() as work:
        latest = stored.latest_of_measures(work, [pair.id])
    now = {line.id: next(one for one in latest[line.id] if one.figure.period.key == Q4) for line in pair.series}
    assert now[first.series.id].figure.state is State.PUBLISHED
    assert now[second.series.id].figure.state is State.SUBMITTED
    assert now[second.series.id].provenance.reason == "A late return."


def test_what_is_published_is_in_the_audit_of_its_indicator_and_what_is_under_embargo_waits(
    workspace: Workspace, access: Indicator
) -> None:
    amy, ben = someone(workspace, "U1"), someone(workspace, "U2", Role.OFFICER)
    until = int((workspace.now() + timedelta(hours=1)).timestamp())
    form = replace(filled(access, "91.0%"), embargo=until)
    for _ in range(2):
        figures.submit(workspace, amy, "V1", access.id, form)
    assert figures.approve(workspace, ben, waiting(workspace, ben)).approved == 1
    assert figures.queue(workspace, ben).approved == figures.publish(workspace, ben).published == 0
    workspace.clock.advance(hours=2)  # type: ignore[attr-defined]  # it is the standing one
    assert figures.queue(workspace, ben).approved == figures.publish(workspace, ben).published == 1
    with workspace.reading() as work:
        told = [change.what for change in audit.of_measure(work, access.id) if change.origin == "button"]
    assert told == ["figure approved", "figure published"]


def test_a_preview_says_until_when_the_figure_is_not_to_be_seen(workspace: Workspace, access: Indicator) -> None:
    until = workspace.now() + timedelta(hours=1)
    form = filled(access, "91.0%", embargo=int(until.timestamp()))
    shown = figures.submit(workspace, someone(workspace, "U1"), "V1", access.id, form)
    assert isinstance(shown, FigureForm)
    assert shown.embargoed_until == until
    assert shown.embargoed_until.utcoffset() == until.utcoffset()
    said = f"Until {moment(until)} only those who supply it and the officers see it."
    assert said in json.dumps(render.view(shown), ensure_ascii=False)


def test_a_figure_that_was_revised_since_it_was_approved_is_not_published(
    workspace: Workspace, access: Indicator
) -> None:
    amy, ben = someone(workspace, "U1"), someone(workspace, "U2", Role.OFFICER)
    given(workspace, amy, access, filled(access, "91.0%"))
    assert figures.approve(workspace, ben, waiting(workspace, ben)).approved == 1
    given(workspace, amy, access, filled(access, "90.5%", reason="It was wrong."))
    assert figures.queue(workspace, ben).approved == figures.publish(workspace, ben).published == 0
    assert [each.figure.state for each in revisions(workspace, access)] == [State.APPROVED, State.SUBMITTED]
    assert figures.approve(workspace, ben, waiting(workspace, ben)).approved == 1
    assert figures.queue(workspace, ben).approved == figures.publish(workspace, ben).published == 1
    assert [each.figure.state for each in revisions(workspace, access)] == [State.APPROVED, State.PUBLISHED]
    with workspace.reading() as work:
        told = [change.new for change in audit.of_measure(work, access.id) if change.what == "figure published"]
    assert told == ["Q4 2013/14: 90.5%"]


@pytest.mark.parametrize("approval", [True, False])
def test_when_an_embargo_ends_the_officers_homes_are_made_anew(
    workspace: Workspace, access: Indicator, *, approval: bool
) -> None:
    """From then on they say that the figure can be published."""
    amy, ben = someone(workspace, "U1"), someone(workspace, "U2", Role.OFFICER)
    end = workspace.now() + timedelta(hours=3)
    with workspace.begin() as work:
        assert ben.person
        people.opened_home(work, ben.person.id)
        plan_id = plan.standing(work).plan_id or 0
        rules.set_rules(work, plan_id, replace(rules.rules(work, plan_id), approval=approval))
    given(workspace, amy, access, filled(access, "91.0%", embargo=int(end.timestamp())))
    figures.approve(workspace, ben, waiting(workspace, ben))
    with workspace.reading() as work:
        homes = [each for each in outbox.every(work) if each.kind == outbox.HOME]
        over = [each for each in outbox.every(work) if each.key.startswith("embargo over")]
        (told,) = (each for each in over if each.person_id == ben.person.id)
    then = max(each.not_before for each in homes)
    assert end < then <= end + timedelta(seconds=10)
    assert [each.not_before for each in over] == [end, end]  # each officer hears it
    workspace.clock.set(end)  # type: ignore[attr-defined]  # it is the standing one
    notice = figures.queue_notice(workspace, told)
    assert isinstance(notice, FigureQueue)
    said = render.message(notice).text
    assert said.startswith("An embargo is over: 1 figure is approved and not published.")
    assert "Press Open the queue to publish them." in said
    figures.publish(workspace, ben)
    assert figures.queue_notice(workspace, told) is None


@pytest.mark.usefixtures("access")
def test_the_queue_says_what_is_said_of_every_line_of_an_indicator_and_all_are_told(workspace: Workspace) -> None:
    ben = someone(workspace, "U2", Role.OFFICER)
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        pair = next(each for each in catalogue.indicators if each.code == "CP-4")
        amy, cat = (people.person(work, post) for post in ("Named officer 03", "Named officer 06"))
        until = workspace.now() + timedelta(days=1)
        for line, value, person, embargo in zip(pair.series, "79", (amy, cat), (None, until), strict=True):
            figure = a_figure(
                value, "Q4 2013/14", line.id, state=State.SUBMITTED, comment=f"Comment {value}", source="https://x.org"
            )
            terms = stored.Provenance(supplied_by=person, reason=f"Reason {value}", embargoed_until=embargo)
            stored.add(work, figure, workspace.now(), terms)
    (line,) = figures.queue(workspace, ben).lines
    first, second = (each.name for each in pair.series)
    assert line.comment == f"{first}: Comment 7\n{second}: Comment 9"
    assert line.reason == f"{first}: Reason 7\n{second}: Reason 9"
    assert line.source == "https://x.org"
    assert line.embargoed_until == until
    assert "Named officer 03, " in line.supplied_by
    assert "Named officer 06" in line.supplied_by
    figures.send_back(workspace, ben, (pair.id, Q4, line.seen), "Wrong term.")
    with workspace.reading() as work:
        told = [each for each in outbox.every(work) if each.kind == figures.SENT_BACK]
    assert {each.person_id: len(each.facts["figures"]) for each in told} == {amy: 1, cat: 1}


def test_of_several_lines_that_an_officer_entered_each_needs_its_source(
    workspace: Workspace, access: Indicator
) -> None:
    ben = someone(workspace, "U2", Role.OFFICER)
    assert ben.person
    terms = stored.Provenance(entered_by=ben.person.id)
    line = a_figure("1", "Q4 2013/14", access.series[0].id)
    named, bare = (stored.Revision(figure=replace(line, source=source), provenance=terms, recorded_at=workspace.now())
                   for source in ("https://x.org", " "))  # fmt: skip
    assert queueing.hindrance([named], ben) is Hindrance.ONE_PERSON
    assert queueing.hindrance([named, bare], ben) is queueing.hindrance([bare, named], ben) is Hindrance.NO_SOURCE


@pytest.mark.usefixtures("access")
def test_of_lines_that_go_back_one_by_one_each_is_told_with_its_own_reason(workspace: Workspace) -> None:
    amy, ben = someone(workspace, "U1"), someone(workspace, "U2", Role.OFFICER)
    assert amy.person
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        pair = next(each for each in catalogue.indicators if each.code == "CP-4")
        owners.assign(work, pair.id, amy.person.id, None)
    for minute, (line, reason) in enumerate(zip(pair.series, ("wrong count one", "wrong rate two"), strict=True)):
        workspace.clock.advance(minutes=1 + minute)  # type: ignore[attr-defined]  # it is the standing one
        value = a_figure(str(70 + minute), "Q4 2013/14", line.id, state=State.SUBMITTED)
        with workspace.begin() as work:
            stored.add(work, value, workspace.now(), stored.Provenance(supplied_by=amy.person.id))
        (item,) = waiting(workspace, ben)
        assert isinstance(figures.send_back(workspace, ben, item, reason), Handled)
    with workspace.reading() as work:
        told = [each for each in outbox.every(work) if each.kind == figures.SENT_BACK]
        round_ = rounds.of(workspace, work)
    notices = [figures.sent_back_notice(workspace, each) for each in reversed(told)]
    assert [
        (each.reason, [figure.as_printed for _, figure in each.figures])
        for each in notices
        if isinstance(each, FigureSentBack)
    ] == [("wrong count one", ["70"]), ("wrong rate two", ["71"])]
    assert figures.form(workspace, amy, pair.id, Q4).sent_back == "wrong rate two"
    assert round_
    assert {each.sent_back for each in round_.owed if each.indicator.id == pair.id} == {"wrong rate two"}


def test_a_deputy_supplies_while_the_owner_is_away(workspace: Workspace, access: Indicator) -> None:
    amy, ben = someone(workspace, "U1"), someone(workspace, "U4")
    assert amy.person
    assert ben.person
    with workspace.begin() as work:
        people.away(work, amy.person.id, workspace.today(), ben.person.id)
    deputy = replace(ben, stands_in_for=frozenset({amy.person.id}))
    form = filled(access, "91.0%")
    for _ in range(2):
        figures.submit(workspace, deputy, "V1", access.id, form)
    (revision,) = revisions(workspace, access)
    assert revision.provenance.supplied_by == ben.person.id


def test_anybody_of_the_organisation_that_owns_an_indicator_supplies_it(
    workspace: Workspace, access: Indicator
) -> None:
    with workspace.begin() as work:
        health = people.organisation(work, "Health")
        dot = people.person(work, "Nurse 1", health)
        people.link(work, dot, "U7")
        owners.assign(work, access.id, None, health)
    member, form = someone(workspace, "U7"), filled(access, "91.0%")
    assert figures.form(workspace, member, access.id, Q4).suppliers == ()
    for _ in range(2):
        figures.submit(workspace, member, "V1", access.id, form)
    assert revisions(workspace, access)[0].provenance.supplied_by == dot
    with pytest.raises(NotYoursToReport):
        figures.form(workspace, someone(workspace, "U1"), access.id, Q4)


def test_an_officer_says_whose_figure_it_is_where_several_may_have_given_it(
    workspace: Workspace, access: Indicator
) -> None:
    with workspace.begin() as work:
        health = people.organisation(work, "Health")
        nurses = [people.person(work, f"Nurse {n}", health) for n in (1, 2)]
        owners.assign(work, access.id, None, health)
    ben = someone(workspace, "U2", Role.OFFICER)
    form = figures.form(workspace, ben, access.id, Q4)
    assert {person.id for person in form.suppliers} >= set(nurses)
    assert form.supplier is None
    for said in ("", "1", "nobody", str(ben.person.id if ben.person else 0)):
        outcome = figures.submit(workspace, ben, "V1", access.id, filled(access, "91.0%", supplier=said))
        assert isinstance(outcome, figures.Problems)
        assert [problem.field for problem in outcome.problems] == ["supplier"]
    for _ in range(2):
        figures.submit(workspace, ben, "V1", access.id, filled(access, "91.0%", supplier=str(nurses[1])))
    (revision,) = revisions(workspace, access)
    assert revision.provenance.supplied_by == nurses[1]
    assert ben.person
    assert revision.provenance.entered_by == ben.person.id


def test_an_outsider_reports_only_what_is_ticked_for_them(workspace: Workspace, access: Indicator) -> None:
    amy = someone(workspace, "U1")
    assert figures.form(workspace, replace(amy, ticked=frozenset({access.id})), access.id, Q4)
    with pytest.raises(NotYoursToReport):
        figures.form(workspace, replace(amy, ticked=frozenset()), access.id, Q4)


def test_a_form_sent_twice_before_its_preview_was_seen_saves_nothing(workspace: Workspace, access: Indicator) -> None:
    amy, form = someone(workspace, "U1"), filled(access, "91.0%")
    first, copy = (figures.submit(workspace, amy, "V1", access.id, form, 0) for _ in range(2))
    assert isinstance(first, FigureForm)
    assert copy == first
    assert revisions(workspace, access) == []
    assert isinstance(figures.submit(workspace, amy, "V1", access.id, form, first.checks), FigureSaved)


@pytest.mark.parametrize("said", [".", "x", "ok", "--", "12"])
def test_a_sign_or_two_is_no_comment_and_no_reason(workspace: Workspace, access: Indicator, said: str) -> None:
    amy = someone(workspace, "U1")
    for where in ("comment", "reason"):
        outcome = figures.submit(
            workspace, amy, "V1", access.id, filled(access, "86.5%", **{"comment": "Why"} | {where: said})
        )
        assert isinstance(outcome, figures.Problems)
        assert [(each.field, each.fault) for each in outcome.problems] == [(where, Fault.NO_SENTENCE)]


def test_a_link_with_a_space_in_it_is_said_to_have_one(workspace: Workspace, access: Indicator) -> None:
    amy = someone(workspace, "U1")
    for source, fault in (("https://intra.example/x y", Fault.SPACED_LINK), ("the intranet", Fault.NO_LINK)):
        outcome = figures.submit(workspace, amy, "V1", access.id, filled(access, "91.0%", source=source))
        assert isinstance(outcome, figures.Problems)
        assert [(each.field, each.fault) for each in outcome.problems] == [("source", fault)]


def test_a_number_and_its_rate_in_one_period_are_counted_as_the_one_figure_that_is_approved(
    workspace: Workspace, access: Indicator
) -> None:
    with workspace.reading() as work:
        number, rate, *_ = stored.history(
            work, access.series[0].id
        )  # the number of a period stands for two lines of it
    same = replace(rate, figure=replace(rate.figure, period=number.figure.period))
    assert rate.figure.period != number.figure.period
    assert queueing.how_many([(access, number), (access, same), (access, rate)]) == 2
