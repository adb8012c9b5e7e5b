"""Words that seem to say a number hidden from the public are looked at before a report goes out, or are in no paper."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from bot.domain.acts import Act
from bot.domain.highlights import Highlight, HighlightState
from bot.domain.periods import quarter
from bot.domain.reporting import ReportState
from bot.local.entries import Impossible
from bot.render import report_actions
from bot.services import covers, timetables
from bot.services.covers import Filling
from bot.services.reports import issuing
from store import highlights, reports
from store.audit import of as audit_of
from tests.conftest import LONDON
from tests.slack import office
from tests.slack.test_the_report import (
    OFFICER,
    OTHER,
    SEXUAL,
    at_the_papers,
    drafted,
    given,
    press,
    sqlite_file,
    the_draft,
    the_report,
    workspace,
)
from tests.slack.test_the_report_after import a_form, sent

if TYPE_CHECKING:
    from bot.domain.reporting import ReportFacts
    from bot.local import View
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

__all__ = ["drafted", "sqlite_file", "workspace"]  # fixtures
TELLING = "Better than feared. Sexual offences fell to 8 in the year."  # hidden, as they rose by few in a quarter
HARMLESS = "We met 8 times, and wrote to 8 schools about sexual offences."
UNDER = ("operational", 10)


def write(workspace: Workspace, text: str, seen: int = 0) -> None:
    """The lead's account of the objective that those offences are under; `seen` is the revision it follows."""
    told = Highlight(
        objective=UNDER, period=quarter(2013, 4), achievements=text, state=HighlightState.SUBMITTED, written_by=None
    )
    with workspace.begin() as work:
        assert highlights.submit(work, office.plan_id(workspace), told, workspace.now(), seen)


def looked(steward: Steward, view: View) -> View | None:
    return sent(steward, OFFICER, view, looked=["looked"])


def shown(steward: Steward) -> View:
    press(steward, OFFICER, "Publish")
    return office.filled(steward, OFFICER)


def public_of(workspace: Workspace) -> ReportFacts:
    with workspace.reading() as work:
        return issuing.freezing.thawed(reports.public(work, the_report(workspace).id))


def achieved(facts: ReportFacts) -> str:
    (part,) = [each for each in facts.parts if each.objective.key == UNDER]
    return part.highlight.achievements if part.highlight else ""


def test_publish_shows_the_sentence_and_where_it_stands_and_wants_it_looked_at(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    write(workspace, TELLING)
    view = shown(drafted)
    assert the_report(workspace).state is ReportState.DRAFT
    said = str(view.blocks)
    assert "Sexual offences fell to 8 in the year." in said
    assert "Better than feared" not in said
    assert "Highlight of 10 " in said
    assert f"Hidden from the public: a figure of {SEXUAL}" in said
    with pytest.raises(Impossible, match="Choose at least one"):  # Slack sends no form without the tick
        sent(drafted, OFFICER, view)
    assert looked(drafted, view) is None
    assert the_report(workspace).state is ReportState.SIGNED_OFF
    at_the_papers(drafted, clock)
    assert achieved(public_of(workspace)) == TELLING
    with workspace.reading() as work:
        done = {each.what: each.new for each in audit_of(work, "report", the_report(workspace).id)}
    assert done[Act.WORDS_LOOKED_AT] == "1"


def test_what_says_no_number_of_people_is_not_asked_about(drafted: Steward, workspace: Workspace) -> None:
    write(workspace, HARMLESS)
    press(drafted, OFFICER, "Publish")
    assert the_report(workspace).state is ReportState.SIGNED_OFF


def test_what_is_written_while_somebody_looks_is_looked_at_too(drafted: Steward, workspace: Workspace) -> None:
    write(workspace, TELLING)
    view = shown(drafted)
    write(workspace, "Of the sexual offences, three were in Q1.", seen=1)
    refused = looked(drafted, view)
    assert refused
    assert "Something else was written meanwhile" in refused.errors["looked"]
    assert the_report(workspace).state is ReportState.DRAFT


def test_what_is_written_after_it_was_signed_off_is_in_no_paper_and_the_officers_are_told(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    press(drafted, OFFICER, "Publish")
    write(workspace, TELLING)
    at_the_papers(drafted, clock)
    assert the_report(workspace).state is ReportState.PUBLISHED
    assert achieved(public_of(workspace)) == ""
    assert "1 text was left out of its papers" in the_draft(drafted, OTHER).text
    assert any(TELLING.split(". ")[1] in each.text for each in drafted.slack.from_bot("C1"))  # the board sees all


def test_a_report_that_goes_out_unsigned_has_papers_without_what_nobody_looked_at(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    timetables.set_rule(workspace, "report_unsigned", "on")
    write(workspace, TELLING)
    at_the_papers(drafted, clock)
    assert the_report(workspace).unsigned
    assert achieved(public_of(workspace)) == ""


@pytest.mark.parametrize("ticked", [True, False])
def test_a_cover_is_looked_at_as_well_or_issued_without_that_field(
    drafted: Steward, workspace: Workspace, clock: StandingClock, monkeypatch: pytest.MonkeyPatch, *, ticked: bool
) -> None:
    seen = []
    monkeypatch.setattr(issuing, "PAPERS", ("word",))
    monkeypatch.setattr("bot.papers.word", lambda _facts, cover: seen.append(cover.text("background")) or b"word")
    if not ticked:
        press(drafted, OFFICER, "Publish")
    covers.fill(workspace, Filling(field="background", text=TELLING))
    if ticked:
        view = shown(drafted)
        assert "Cover of the paper: Background" in str(view.blocks)
        looked(drafted, view)
    at_the_papers(drafted, clock)
    drafted.tick()
    assert seen == [TELLING if ticked else ""]


def test_the_reason_of_a_correction_does_not_say_a_hidden_number(
    drafted: Steward, workspace: Workspace, clock: StandingClock
) -> None:
    press(drafted, OFFICER, "Publish")
    at_the_papers(drafted, clock)
    clock.set(datetime(2014, 7, 3, 10, 0, tzinfo=LONDON))
    given(workspace, "NI 117", "6.0%", clock)
    view = a_form(drafted, OFFICER, report_actions.CORRECT, the_report(workspace).id)
    figure = report_actions.figure_value(office.an_indicator_of(workspace, "NI 117").headline.id, office.Q4, 2)
    refused = sent(drafted, OFFICER, view, figure=figure, reason="Moved with the three sexual offences")
    assert refused
    assert "seems to say a number that the public may not see" in refused.errors["reason"]
    assert sent(drafted, OFFICER, refused, figure=figure, reason="Two returns were counted twice") is None
