"""The Word paper: what it says, that it can be listened to, and that nothing people typed becomes anything but text."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.covers import Cover, CoverField, Entry
from bot.domain.errors import CoverTooLong
from bot.domain.reporting import Counts, Thing, ThingKind
from bot.domain.statements import Statement, StatementKind
from bot.papers import word
from bot.papers.accessibility import flaws
from bot.papers.filling import contents
from bot.papers.lengths import check_cover
from tests.report_builders import MEETING, a_report, city_report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bot.domain.reporting import ReportFacts
    from bot.workspace import Workspace

BOARD = "Children's Partnership Board"


def a_cover(**said: str) -> Cover:
    entries = {CoverField(name): Entry(text=text) for name, text in said.items()}
    return Cover(board=BOARD, meeting=MEETING, entries=entries)


def lines(document: bytes) -> list[str]:
    return [each.text for each in Document(io.BytesIO(document)).paragraphs if each.text]


def rows(document: bytes) -> list[tuple[str, ...]]:
    """Of all tables; python-docx's own way to the cells of a long table takes minutes."""
    found = Document(io.BytesIO(document)).element.body.iter(qn("w:tr"))
    return [tuple("".join(cell.itertext(qn("w:t"))) for cell in row.iter(qn("w:tc"))) for row in found]


def test_the_cover_has_the_parts_that_real_ones_have() -> None:
    signed = {CoverField.FINANCE: Entry(text="No direct cost.", initials="AB", on=date(2014, 6, 20))}
    cover = Cover(
        board=BOARD, meeting=MEETING, entries=dict(a_cover(wards="Bulwell", summary="One.\nTwo.").entries) | signed
    )
    made = word(a_report(), cover)
    headings = [
        each.text for each in Document(io.BytesIO(made)).paragraphs if each.style and each.style.name == "Heading 1"
    ]
    assert headings[:12] == [
        "Objectives of the plan that this report supports", "Summary", "Recommendations", "Background",
        "Other options considered", "Reasons for recommendations", "Comments", "Consultation", "Seen by",
        "Background papers", "Published documents referred to", "Appendix 1: Counts for each objective",
    ]  # fmt: skip
    assert {"One.", "Two."} <= set(lines(made))
    assert ("Wards affected", "Bulwell") in rows(made)
    assert ("Financial comments", "No direct cost.", "AB, 20 June 2014") in rows(made)
    assert ("Legal comments", "No comments given yet.", "Not signed for this meeting yet.") in rows(made)


def test_what_was_carried_over_is_not_shown_as_signed() -> None:
    carried = Entry(text="No direct cost.", carried_from=date(2014, 4, 2))
    made = word(a_report(), Cover(board=BOARD, meeting=MEETING, entries={CoverField.FINANCE: carried}))
    assert ("Financial comments", "No direct cost.", "Not signed for this meeting yet.") in rows(made)


def test_what_nobody_filled_in_is_not_given_yet_and_claims_nothing() -> None:
    """A committee would take "Other options considered: None" or an objective that is ticked for somebody's word."""
    said = contents(a_report(), Cover(board=BOARD, meeting=MEETING))
    empty = (said.background, said.options, said.reasons, said.consultation, said.seen_by, said.background_papers)
    assert {*empty, said.published_documents} == {("Not given yet.",)}
    assert {each.answer for each in said.objectives} == {"Not given yet"}
    assert (said.wards, said.item) == ("Not given yet", "Not given yet")
    (first, *_) = said.objectives
    number = first.title.partition(".")[0]
    assert contents(a_report(), a_cover(objectives=number)).objectives[0].answer == "Yes"
    assert contents(a_report(), a_cover(objectives="99")).objectives[0].answer == "No"


def test_where_nobody_wrote_a_summary_the_facts_make_one() -> None:
    said = lines(word(a_report(), a_cover()))
    assert (
        "Of 111 indicators, 62 are better than before or equal (55.9%). Of 47 with a target, 23 met it (48.9%)." in said
    )
    assert any(
        each.startswith("To note progress against Children and Young People's Plan in Q4 2013/14") for each in said
    )
    edited = lines(word(a_report(headlines=("Fewer young people without work.",)), a_cover()))
    assert "Fewer young people without work." in edited


def test_a_plan_without_indicators_is_not_said_to_have_all_its_figures_in() -> None:
    nothing = Counts(objective=None, indicators=0, better_or_equal=0, with_target=0, target_met=0)
    facts = a_report(counts=(nothing,), readings=(), missing=(), late_actions=(), unacted=(), risks_up=())
    said = lines(word(facts, a_cover()))
    assert any(each.startswith("The plan has no indicators of its own") for each in said)
    assert not any(each.startswith(("Of 0", "No figure that was due")) for each in said[:12])


def test_appendices_say_in_words_what_stands_where() -> None:
    made = rows(word(a_report(), a_cover()))
    assert ("Overall", "111", "62", "55.9%", "47", "23", "48.9%") in made
    assert ("NEET (CIN-8)", "Q2 2013/14", "Health", "no date given (late)") in made
    assert (
        "Too few social workers (ORG0009)",
        "20 (likelihood 4, impact 5)",
        "Up (worse)",
        "None given",
        "SLT",
    ) in made
    assert ("Bring a plan", "1", "Police", "1 May 2014", "Delayed", "Drafted. Barrier: No analyst") in made
    assert ("[p]", "provisional: it may still change") in made
    assert any(row[0] == "[x]" for row in made), "a letter that stands in the tables is explained"
    assert not any(row[0] == "[e]" for row in made), "and one that does not, is not"


def test_a_paper_that_has_something_of_everything_can_be_listened_to() -> None:
    assert flaws(word(a_report(), a_cover())) == ()


def test_charts_say_their_numbers_in_words() -> None:
    made = Document(io.BytesIO(word(a_report(), a_cover())))
    alternatives = [each.get("descr", "") for each in made.element.body.iter(qn("wp:docPr"))]
    assert len(alternatives) == 2
    assert "2011/12: 95.9%; 2012/13: 91.0%; Q1 2013/14: 85.4%; Q2: [x]; Q3: 76.7%; Q4: 70.3%" in alternatives[0]


HOSTILE = (
    "{{ title }}",
    "{% for x in figures %}",
    "<w:t>x</w:t>",
    "]]>",
    "{_{ title }_}",
    "&amp; & <b>",
    "a\x07b",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_people_typed_is_text_and_never_a_template_or_xml(typed: str) -> None:
    made = word(a_report((typed, "NEET")), a_cover(summary=typed, wards=typed, title=typed))
    assert flaws(made) == ()
    plainly = "".join(each for each in typed if each >= " ")
    assert any(plainly in each or "{{ title }}" in each for each in lines(made))
    assert len(rows(made)) == len(rows(word(a_report(), a_cover())))


@settings(max_examples=10)
@given(st.text(max_size=200))
def test_any_text_makes_a_paper_that_word_can_read(typed: str) -> None:
    made = word(a_report(("NEET",)), a_cover(background=typed, finance=typed))
    assert flaws(made) == ()


def test_a_cover_that_would_take_more_than_four_pages_is_said_to_be_too_long() -> None:
    long = "A sentence that goes on. " * 200
    with pytest.raises(CoverTooLong, match=r"more than 4 pages: shorten it by about .* Longest: "):
        word(a_report(), a_cover(summary=long, background=long, options=long, reasons=long, finance=long))


def test_three_hundred_indicators_of_long_titles_are_all_there() -> None:
    titles = tuple(f"Indicator {number} {'of a very long title ' * 9}" for number in range(300))
    made = rows(word(a_report(titles), a_cover()))
    assert sum(row[0] == "CIN-8" for row in made) == 300


def test_the_citys_paper_counts_as_its_review_did(workspace: Workspace) -> None:
    made = word(city_report(workspace), a_cover())
    assert flaws(made) == ()
    said = rows(made)
    assert ("1 Stronger Safeguarding (operational)", "18", "2", "11.1%", "9", "3", "33.3%") in said
    assert ("4 Improving parenting support (operational)", "0", "0", "n/a", "0", "0", "n/a") in said
    assert ("Overall", "111", "62", "55.9%", "47", "23", "48.9%") in said


LIBRE_OFFICE = shutil.which("soffice")
TO_TEXT = shutil.which("pdftotext")


@pytest.mark.skipif(not (LIBRE_OFFICE and TO_TEXT), reason="LibreOffice or pdftotext is not on this machine")
def test_the_fullest_cover_that_is_taken_stays_within_four_pages(workspace: Workspace, tmp_path: Path) -> None:
    """Printed by LibreOffice."""
    facts = replace(city_report(workspace), improved=(), worsened=(), unacted=())  # their charts take time
    made = word(facts, a_cover(**_filled(facts)))
    (tmp_path / "paper.docx").write_bytes(made)
    run = [str(LIBRE_OFFICE), f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run([*run, "--outdir", str(tmp_path), str(tmp_path / "paper.docx")], check=True, capture_output=True)
    text = subprocess.run([str(TO_TEXT), str(tmp_path / "paper.pdf"), "-"], check=True, capture_output=True).stdout
    pages = text.decode().split("\f")
    appendices = next(number for number, page in enumerate(pages, 1) if "Appendix 1: Counts" in page)
    assert appendices <= 5


def _filled(facts: ReportFacts) -> Mapping[str, str]:
    """Everything filled in, up to just below where it is refused."""
    sentence = "Partners have agreed to share what they know earlier, and to say so where they cannot do it. "
    names = [of.value for of in CoverField if of.room >= 400]
    repeats = 60
    while repeats:
        said = {name: (sentence * 30)[: min(CoverField(name).room, 24 * repeats)] for name in names}
        try:
            check_cover(contents(facts, a_cover(**said)))
        except CoverTooLong:
            repeats -= 1
        else:
            return said
    raise AssertionError


def test_a_paper_prints_what_the_plan_says_in_words_each_under_its_objective() -> None:
    facts = a_report()
    concern = Statement(id=1, kind=StatementKind.PROGRESS, sort="concern", text="Retention still a worry")
    finding = Statement(id=2, kind=StatementKind.FINDING, about="Disability", text="Disabled children wait longer")
    part = replace(facts.parts[0], statements=(concern,))
    made = word(replace(facts, parts=(part, *facts.parts[1:]), statements=(finding,)), a_cover())
    said = lines(made)
    assert said[said.index("Concern: Retention still a worry.") - 1] == "1 Stronger Safeguarding (operational)"
    assert said[said.index("Disability: Disabled children wait longer.") - 1] == "Equality finding"
    assert "The plan says nothing beside what stands above." in lines(word(facts, a_cover()))


def test_all_actions_are_those_of_no_objective_too_and_nobody_is_called_not_stated() -> None:
    action = replace(a_report().parts[0].actions[0], id=99, title="Write a report", owner_printed="not stated")
    facts = a_report(unplaced=(replace(action, objective=None),))
    made = [each for each in rows(word(facts, a_cover())) if each[0] == "Write a report"]
    assert [(each[0], each[2]) for each in made] == [("Write a report", "Nobody named")]


def test_a_summary_says_from_where_and_by_when_an_indicator_moved() -> None:
    facts = a_report()
    moved = Thing(kind=ThingKind.WORSENED, reading=facts.readings[0])
    late = Thing(kind=ThingKind.LATE_ACTIONS, count=1)
    said = lines(word(replace(facts, things=(moved, late)), a_cover()))
    assert any(
        each.startswith("Worse: NEET") and "from 91.0% in 2012/13 to 70.3% in Q4 2013/14" in each for each in said
    )
    assert sum("action is late" in each or "past its day" in each for each in said) == 1
