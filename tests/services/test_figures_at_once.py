"""Two people, or one with two clicks, at the same figure in the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from bot.domain.entering import Typed
from bot.domain.errors import NotYoursToReport, OfficersOnly, OldButton
from bot.domain.figure_forms import FigureForm, FigureSaved, Handled
from bot.domain.filled_forms import Draft, Filled, of_kept
from bot.domain.kinds import State
from bot.domain.people import Role, Someone
from bot.services import figures
from store import drafts, outbox, owners, people
from store import figures as stored
from tests.builders import imported_city

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


def filled(indicator: Indicator, value: str, **given: str) -> Filled:
    return Filled(period=Q4, figures=(Typed(series_id=indicator.series[0].id, value=value),), **given)  # type: ignore[arg-type]  # its own fields


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
    item = (access.id, Q4, 2)
    outcomes = at_once(*(lambda who=who: figures.approve(workspace, who, [item]) for who in (ben, cat)))  # type: ignore[misc]  # whose it is
    assert sorted((each.approved, each.overtaken) for each in outcomes if isinstance(each, Handled)) == [(0, 1), (1, 0)]
    (revision,) = revisions(workspace, access)
    assert revision.figure.state is State.APPROVED


def test_approved_and_sent_back_at_once_is_one_of_the_two(workspace: Workspace, access: Indicator) -> None:
    amy, form = someone(workspace, "U1"), filled(access, "91.0%")
    for _ in range(2):
        figures.submit(workspace, amy, "V1", access.id, form)
    ben, cat = (someone(workspace, account, Role.OFFICER) for account in ("U2", "U4"))
    item = (access.id, Q4, 2)
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
    draft = Draft(typed=whole, shown=whole, checks=2)
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
