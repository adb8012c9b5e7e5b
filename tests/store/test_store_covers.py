"""The cover of a board paper is filled in once and carried to the next meeting, marked until somebody touches it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.covers import Cover, CoverField, Entry
from store import covers
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace
    from store.work import Work

APRIL, JULY, OCTOBER = date(2014, 4, 2), date(2014, 7, 2), date(2014, 10, 1)
BOARD = "Children's Partnership Board"


def fill(work: Work, plan: int, meeting: date, **given: Entry) -> None:
    entries = {CoverField(name): entry for name, entry in given.items()}
    covers.fill(work, plan, Cover(board=BOARD, meeting=meeting), entries, MORNING, "U1")


def test_a_later_meeting_begins_with_what_the_one_before_had(workspace: Workspace) -> None:
    signed = Entry(text="No direct cost.", initials="AB", on=date(2014, 6, 20))
    with workspace.begin() as work:
        plan = plant(work).plan
        fill(work, plan, APRIL, wards=Entry(text="All"), director=Entry(text="Director of Children"))
        fill(work, plan, JULY, wards=Entry(text="Bulwell"), finance=signed, item=Entry(text="5"))
        october = covers.cover(work, plan, BOARD, OCTOBER)
    assert october.entry(CoverField.WARDS) == Entry(text="Bulwell", carried_from=JULY)
    assert october.entry(CoverField.DIRECTOR) == Entry(text="Director of Children", carried_from=APRIL)
    assert october.entry(CoverField.FINANCE) == Entry(text="No direct cost.", carried_from=JULY), (
        "signed for July alone"
    )
    assert october.entry(CoverField.ITEM) == Entry(), "each agenda numbers its own items"
    assert october.carried == (CoverField.DIRECTOR, CoverField.WARDS, CoverField.FINANCE)


def test_what_is_touched_for_a_meeting_is_no_longer_carried_over(workspace: Workspace) -> None:
    with workspace.begin() as work:
        plan = plant(work).plan
        fill(work, plan, APRIL, wards=Entry(text="All"), background=Entry(text="Begun in 2010."))
        fill(work, plan, JULY, wards=Entry(text="All"))
        fill(work, plan, JULY, background=Entry())
        july = covers.cover(work, plan, BOARD, JULY)
        april = covers.cover(work, plan, BOARD, APRIL)
    assert july.entries == {CoverField.WARDS: Entry(text="All")}
    assert april.text(CoverField.BACKGROUND) == "Begun in 2010."


def test_each_board_and_each_plan_has_its_own_cover(workspace: Workspace) -> None:
    with workspace.begin() as work:
        plan, other = plant(work).plan, plant(work, "Health plan").plan
        fill(work, plan, JULY, wards=Entry(text="All"))
        assert covers.cover(work, plan, "Scrutiny Committee", JULY).entries == {}
        assert covers.cover(work, other, BOARD, JULY).entries == {}


def test_signing_a_comment_keeps_who_and_when(workspace: Workspace) -> None:
    signed = Entry(text="No direct cost.", initials="AB", on=date(2014, 6, 20))
    with workspace.begin() as work:
        plan = plant(work).plan
        fill(work, plan, JULY, finance=signed)
        held = covers.cover(work, plan, BOARD, JULY).entry(CoverField.FINANCE)
    assert held == signed
    assert held.is_signed
