"""What officers set in Steward outlives the next import: owners, rules, lags, leads; until the sheet says otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.commands.import_words import told
from bot.domain.errors import PersonalDetails, ReasonNeeded
from bot.domain.kinds import State
from bot.domain.model import Owner
from bot.domain.planfile import FileIndicator
from bot.domain.rounds import Rules
from bot.services.plan import Imported, import_plan
from store import audit, figures, owners, people, plan, rules
from tests.builders import city_planfile
from tests.conftest import MORNING

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.model import Measure
    from bot.domain.planfile import PlanFile
    from bot.workspace import Workspace
    from tests.conftest import StandingClock

HEALTH = Owner(organisation="Health", post="Named officer 04")
POLICE = Owner(organisation="Police", post="Named officer 09")


def a_file(owner: Owner | None, **said: int) -> PlanFile:
    """The City's plan head with one indicator of that owner."""
    series = city_planfile().indicators[0].series
    indicator = FileIndicator(title="NEET", at=2, code="CP-1", owner=owner, series=series, **said)  # type: ignore[arg-type]  lag_days, release_month
    return replace(city_planfile(), indicators=(indicator,), objectives=(), aliases=())


def measure(workspace: Workspace) -> Measure:
    with workspace.reading() as work:
        current = plan.current(work)
        assert current
        found = plan.catalogue(work, current.id)
    assert found
    (indicator,) = found.indicators
    return indicator.measure


def assign(workspace: Workspace, owner: Owner | None) -> None:
    """As an officer does in Steward."""
    with workspace.begin() as work:
        body = people.organisation(work, owner.organisation) if owner else None
        person = people.person(work, owner.post, body) if owner else None
        assert owners.assign(work, held_id(workspace), person, body)


def held_id(workspace: Workspace) -> int:
    return measure(workspace).id


def came_again(workspace: Workspace, owner: Owner | None) -> Imported:
    return import_plan(workspace, a_file(owner))


def test_an_owner_named_in_steward_stays_while_the_sheet_prints_what_it_did(workspace: Workspace) -> None:
    import_plan(workspace, a_file(HEALTH))
    assign(workspace, POLICE)
    again = came_again(workspace, HEALTH)
    assert (again.written, measure(workspace).owner) == (False, POLICE)
    said = "\n".join(told(again))
    assert "The file prints another owner than the one named in Steward since; left as they are:" in said
    assert "CP-1: Police - Named officer 09" in said


def test_when_the_sheet_prints_another_owner_the_sheet_wins_and_the_audit_tells(
    workspace: Workspace, clock: StandingClock
) -> None:
    import_plan(workspace, a_file(HEALTH))
    assign(workspace, POLICE)
    third = Owner(organisation="Schools")
    assert came_again(workspace, third).written
    assert measure(workspace).owner == third
    assert not came_again(workspace, third).written
    clock.advance(minutes=1)
    assert came_again(workspace, HEALTH).written, "the owner is the sheet's again, so each change of it counts"
    assert measure(workspace).owner == HEALTH
    with workspace.reading() as work:
        told = [each for each in audit.of_measure(work, held_id(workspace)) if each.what == "owner changed"]
    assert [(each.old, each.new) for each in told] == [(POLICE.label, third.label), (third.label, HEALTH.label)]


def test_when_the_sheet_has_caught_up_it_is_the_sheet_s_owner_again(workspace: Workspace) -> None:
    import_plan(workspace, a_file(HEALTH))
    assign(workspace, POLICE)
    assert came_again(workspace, POLICE).written
    assert not came_again(workspace, POLICE).written
    assert came_again(workspace, HEALTH).written
    assert measure(workspace).owner == HEALTH


@pytest.mark.parametrize("printed", [None, HEALTH])
def test_it_is_so_however_often_the_owner_is_named_in_steward(workspace: Workspace, printed: Owner | None) -> None:
    import_plan(workspace, a_file(printed))
    for owner in (POLICE, None, Owner(organisation="Schools", post="Named officer 02")):
        assign(workspace, owner)
        assert not came_again(workspace, printed).written
        assert measure(workspace).owner == owner
    assign(workspace, printed)
    assert not came_again(workspace, printed).written


def test_a_sheet_that_begins_to_print_an_owner_wins_over_the_one_named(workspace: Workspace) -> None:
    import_plan(workspace, a_file(None))
    assign(workspace, POLICE)
    assert came_again(workspace, HEALTH).written
    assert measure(workspace).owner == HEALTH


OWNERS = [None, HEALTH, POLICE, Owner(organisation="Health"), Owner(post="Named officer 04")]


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.booleans(), st.sampled_from(OWNERS)), max_size=6))
def test_whatever_order_sheets_and_officers_come_in_the_last_to_say_something_new_names_the_owner(
    workspace: Workspace, acts: list[tuple[bool, Owner | None]]
) -> None:
    import_plan(workspace, a_file(HEALTH))
    assign(workspace, None)  # what an earlier example left
    other = Owner(organisation="Schools")
    import_plan(workspace, a_file(other))
    printed: Owner | None = other
    owner: Owner | None = other
    for by_sheet, named in acts:
        if by_sheet:
            came_again(workspace, named)
            if named not in {None, printed}:
                printed = owner = named
        else:
            assign(workspace, named)
            owner = named
        assert measure(workspace).owner == owner


def test_rules_and_lags_stay_where_the_next_file_says_nothing_of_them(workspace: Workspace) -> None:
    import_plan(workspace, a_file(HEALTH, lag_days=0, release_month=10))
    with workspace.begin() as work:
        current = plan.current(work)
        assert current
        rules.set_rules(work, current.id, Rules(late=4, readers_see_approved=True))
    renamed = replace(a_file(POLICE), plan=replace(a_file(POLICE).plan, board="Another board"))
    assert import_plan(workspace, renamed).written
    with workspace.reading() as work:
        current = plan.current(work)
        assert current
        assert current.board == "Another board"
        assert rules.rules(work, current.id) == Rules(late=4, readers_see_approved=True)
    assert (measure(workspace).lag_days, measure(workspace).release_month) == (0, 10)


def test_a_file_that_says_another_lag_changes_it(workspace: Workspace) -> None:
    import_plan(workspace, a_file(HEALTH, lag_days=28))
    again = import_plan(workspace, a_file(HEALTH, lag_days=0, release_month=3))
    assert "lag days: 28 -> 0" in "\n".join(told(again))
    assert (measure(workspace).lag_days, measure(workspace).release_month) == (0, 3)
    assert not import_plan(workspace, a_file(HEALTH, lag_days=0, release_month=3)).written


def the_file(printed: str) -> PlanFile:
    """The same file, its last figure another."""
    found = a_file(HEALTH)
    (indicator,) = found.indicators
    *earlier, last = indicator.series[0].figures
    changed = replace(last, as_printed=printed, value=Decimal(printed.rstrip("%")), missing=None)
    series = (replace(indicator.series[0], figures=(*earlier, changed)), *indicator.series[1:])
    return replace(found, indicators=(replace(indicator, series=series),))


@pytest.mark.parametrize("embargo", [None, MORNING + timedelta(days=900)])
def test_a_figure_that_waits_for_approval_is_replaced_for_a_reason_alone(
    workspace: Workspace, embargo: datetime | None
) -> None:
    import_plan(workspace, the_file("20.0%"))
    with workspace.begin() as work:
        standing = plan.standing(work)
        ((series_id, held),) = list(figures.of_plan(work, standing.plan_id or 0).items())[:1]
        waits = replace(held[-1], as_printed="21.0%", value=Decimal("21.0"), state=State.SUBMITTED, comment="Mine.")
        figures.add(work, waits, workspace.now(), figures.Provenance(reason="Late", embargoed_until=embargo))
    for same in ("20.0%", "21.0%"):
        assert import_plan(workspace, the_file(same)).difference.is_empty
    with pytest.raises(ReasonNeeded) as refused:
        import_plan(workspace, the_file("22.0%"))
    shown = "held under embargo" if embargo else "21.0%"
    assert f"{shown} (waits for approval) -> 22.0%" in str(refused.value)
    with workspace.reading() as work:
        (waiting,) = figures.waiting(work, standing.plan_id or 0)
    assert waiting.figure.as_printed == "21.0%"
    done = import_plan(workspace, the_file("22.0%"), reason="As printed")
    assert f"in place of what waits for approval: {shown} -> 22.0%" in "\n".join(told(done))
    with workspace.reading() as work:
        assert figures.waiting(work, standing.plan_id or 0) == ()
        last = figures.history(work, series_id)[-1]
        known = [change.old for change in audit.of_measure(work, held_id(workspace)) if change.what == "figure revised"]
    assert (last.figure.as_printed, last.figure.comment, last.provenance.reason) == ("22.0%", "", "As printed")
    assert known == [shown]


def test_no_imports_reason_holds_a_persons_details(workspace: Workspace) -> None:
    import_plan(workspace, the_file("20.0%"))
    with pytest.raises(PersonalDetails):
        import_plan(workspace, the_file("22.0%"), reason="Ask jo@example.org")
