"""The cover of the paper, filled in by officers in a form of Slack before the report goes out."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.covers import CoverField, Entry
from bot.render import report_actions, round_actions
from bot.services import covers
from store.audit import of as audit_of
from tests.slack import office
from tests.slack.test_the_report import OFFICER, OTHER, drafted, sqlite_file, the_draft, the_report, workspace

if TYPE_CHECKING:
    from bot.domain.covers import Cover
    from bot.local import View
    from bot.workspace import Workspace
    from tests.slack.steward import Steward

__all__ = ["drafted", "sqlite_file", "workspace"]  # fixtures
MEETING = date(2014, 7, 2)


def the_cover(workspace: Workspace) -> Cover:
    return covers.cover(workspace, meeting=MEETING)


def a_form(steward: Steward, who: str) -> View:
    steward.slack.user(who).click(the_draft(steward, who), report_actions.COVER)
    return office.filled(steward, who)


def sent(steward: Steward, who: str, view: View, **entries: object) -> View | None:
    """A field's name, or with "__" before what is beside it."""
    given = {name.replace("__", ":"): entry for name, entry in entries.items()}
    steward.slack.user(who).submit(view, given)
    steward.slack.settle()
    steward.drain()
    return steward.slack.user(who).modal


def test_an_officer_fills_in_the_cover_and_the_draft_says_what_is_left(drafted: Steward, workspace: Workspace) -> None:
    assert "The paper's cover is empty in: Item number, Author and contact, Director" in the_draft(drafted, OTHER).text
    said = {"author": "Officer 1, 0115 496 0000", "legal": "Noted.\nNo more.", "legal__initials": "AB"}
    assert sent(drafted, OFFICER, a_form(drafted, OFFICER), **said, legal__on="2014-06-20", objectives="1, 4") is None
    cover = the_cover(workspace)
    assert cover.text(CoverField.AUTHOR) == "Officer 1, 0115 496 0000"
    signed = Entry(text="Noted.\nNo more.", initials="AB", on=date(2014, 6, 20))
    assert cover.entry(CoverField.LEGAL) == signed
    assert "The paper's cover is empty in: Item number, Director, " in the_draft(drafted, OTHER).text
    with workspace.reading() as work:
        kept = [each for each in audit_of(work, "plan") if each.origin == "form"]
    assert {each.who for each in kept} == {OFFICER}
    assert len(kept) == 3  # what was not changed is not written


def test_what_an_earlier_meeting_left_stays_marked_until_it_is_confirmed(
    drafted: Steward, workspace: Workspace
) -> None:
    covers.fill(workspace, covers.Filling(field="finance", text="None."), meeting=date(2014, 4, 2))
    view = a_form(drafted, OFFICER)
    assert "As it was for the meeting on 2 April 2014." in str(view.blocks)
    assert sent(drafted, OFFICER, view, item="7") is None
    assert the_cover(workspace).carried == (CoverField.FINANCE,)
    assert "still says what it said at an earlier meeting in: Financial comments" in the_draft(drafted, OFFICER).text
    assert sent(drafted, OTHER, a_form(drafted, OTHER), confirmed=["yes"]) is None
    assert the_cover(workspace).carried == ()
    assert the_cover(workspace).text(CoverField.FINANCE) == "None."


def test_what_cannot_stand_is_said_at_its_field_and_nothing_is_kept(drafted: Steward, workspace: Workspace) -> None:
    view = a_form(drafted, OFFICER)
    wrong = sent(drafted, OFFICER, view, summary="Ask jo@example.org", legal="x", legal__initials="AB", item="7")
    assert wrong
    assert "an email address" in wrong.errors["summary"]
    assert wrong.errors["legal:on"] == "Initials and date go together: give both or neither."
    wrong = sent(drafted, OFFICER, wrong, summary="", legal="", legal__initials="", objectives="1, 99")
    assert wrong
    assert '"99" is not one of' in wrong.errors["objectives"]
    assert not the_cover(workspace).entries


def test_a_cover_of_more_than_four_pages_is_refused_at_what_was_written_longest(
    drafted: Steward, workspace: Workspace
) -> None:
    long = {of.value: "Word " * (of.room // 5) for of in CoverField if of.room >= 800}
    wrong = sent(drafted, OFFICER, a_form(drafted, OFFICER), **long)
    assert wrong
    assert "more than 4 pages" in wrong.errors["summary"]
    assert not the_cover(workspace).entries


def test_of_two_officers_at_one_cover_the_second_is_told_and_overwrites_nothing(
    drafted: Steward, workspace: Workspace
) -> None:
    first, second = a_form(drafted, OFFICER), a_form(drafted, OTHER)
    assert sent(drafted, OFFICER, first, summary="Mine") is None
    wrong = sent(drafted, OTHER, second, summary="Theirs")
    assert wrong
    assert "Somebody changed the cover while you had it open" in wrong.errors["title"]
    assert the_cover(workspace).text(CoverField.SUMMARY) == "Mine"


def test_the_cover_is_for_officers(drafted: Steward, workspace: Workspace) -> None:
    drafted.slack.add_user("U6", "dora", real_name="Dora Dean")
    office.pressed(drafted, "U6", report_actions.COVER, round_actions.id_value(the_report(workspace).id))
    assert "Financial comments" not in str(office.filled(drafted, "U6").blocks)
