"""The Word template that comes with Steward: made here, for an office to take and restyle in Word.

Every look is a style of the document, none is set on a paragraph, so that restyling is changing styles. A4, British
English, headings in order, table headings that repeat and are marked as such; nothing is said by colour.
"""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.shared import Mm

from bot.papers.looks import LANGUAGE, TABLE, dress, lay_out, number_pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as Word
    from docx.text.paragraph import Paragraph

_PORTRAIT, _LANDSCAPE = (Mm(210), Mm(297)), (Mm(297), Mm(210))


Column = tuple[str, str, int]  # its heading, what stands in its cells, its share of the width


@cache
def default_template() -> bytes:
    """The template as a .docx file."""
    word = Document()
    dress(word)
    _cover(word)
    _appendices(word)
    number_pages(word)
    _describe(word)
    held = io.BytesIO()
    word.save(held)
    return held.getvalue()


def _cover(word: Word) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = _PORTRAIT
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    word.add_paragraph("{{ title }}", style="Title")
    facts = [
        ("Report to", "{{ to }}"), ("Date of meeting", "{{ date }}"), ("Item number", "{{ item }}"),
        ("Author and contact", "{{ author }}"), ("Director", "{{ director }}"), ("Wards affected", "{{ wards }}"),
        ("Plan and period", "{{ plan }}, {{ period }}"),
    ]  # fmt: skip
    _fixed_table(word, ("About this report", "Details"), facts, (30, 70))
    _heading(word, "Objectives of the plan that this report supports", 1)
    _table(word, "objectives", [("Objective", "title", 80), ("Supported", "answer", 20)])
    for title, name in (("Summary", "summary"), ("Recommendations", "recommendations")):
        _heading(word, title, 1)
        _paragraphs(word, name, "List Number" if name == "recommendations" else "Normal")
    for title, name in (
        ("Background", "background"), ("Other options considered", "options"),
        ("Reasons for recommendations", "reasons"),
    ):  # fmt: skip
        _heading(word, title, 1)
        _paragraphs(word, name)
    _heading(word, "Comments", 1)
    _table(
        word, "comments", [("Comments on", "title", 24), ("Comment", "text", 50), ("Initials and date", "signed", 26)]
    )
    for title, name in (
        ("Consultation", "consultation"), ("Seen by", "seen_by"), ("Background papers", "background_papers"),
        ("Published documents referred to", "published_documents"),
    ):  # fmt: skip
        _heading(word, title, 1)
        _paragraphs(word, name)


def _appendices(word: Word) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    _heading(word, "Appendix 1: Counts for each objective", 1)
    word.add_paragraph("{{ as_at }}")
    counts = [
        ("Objective", "title", 32), ("Indicators", "indicators", 13), ("Better or equal", "better_or_equal", 11),
        ("% better or equal", "better_percent", 11), ("With target", "with_target", 11),
        ("Target met", "target_met", 11), ("% target met", "met_percent", 11),
    ]  # fmt: skip
    _table(word, "counts", counts)
    word.add_paragraph("{%p if hidden %}")
    word.add_paragraph("{{ hidden }}")
    word.add_paragraph("{%p endif %}")
    _heading(word, "Appendix 2: What improved, what worsened and what needs action", 1)
    judged = [
        ("Indicator", "title", 38), ("Figure", "now", 18), ("Target", "target", 14), ("Against target", "verdict", 12),
        ("Direction", "direction", 18),
    ]  # fmt: skip
    _part(word, "Best improvements", "improved", judged, "Nothing improved that can be compared.")
    _part(word, "Worst declines", "worsened", judged, "Nothing worsened that can be compared.")
    crossed = [("Indicator", "title", 46), ("Before", "before", 14), ("Now", "now", 14), ("Figure", "figure", 26)]
    _part(
        word,
        "Moved between met and missed since the last report",
        "crossed",
        crossed,
        "Nothing moved, or there is no last report.",
    )
    _part(word, "Target missed, with no open action", "unacted", judged, "No target is missed without an open action.")
    _heading(word, "Appendix 3: Charts", 1)
    word.add_paragraph("{%p for chart in charts %}")
    word.add_paragraph("{{ chart.title }}", style="Caption")
    word.add_paragraph("{{ chart.picture }}")
    word.add_paragraph("{{ chart.words }}")
    word.add_paragraph("{%p endfor %}")
    _unless(word, "charts", "There are too few figures for a chart.")
    word.add_paragraph("{%p if charts_more %}")
    word.add_paragraph("{{ charts_more }}")
    word.add_paragraph("{%p endif %}")
    _lists(word)
    _all_figures(word)
    section.start_type = WD_SECTION.NEW_PAGE


def _lists(word: Word) -> None:
    _heading(word, "Appendix 4: Figures that are not in", 1)
    missing = [
        ("Indicator", "title", 46), ("Period", "period", 16), ("Organisation or owner", "organisation", 20),
        ("Expected", "expected", 18),
    ]  # fmt: skip
    _listed(word, "missing", missing, "No figure that was due is missing.")
    _heading(word, "Appendix 5: Actions", 1)
    actions = [
        ("Action", "title", 32), ("Objective", "objective", 10), ("Owner", "owner", 18), ("Due", "due", 14),
        ("State", "state", 12), ("Progress", "progress", 14),
    ]  # fmt: skip
    _part(word, "Late actions", "late_actions", actions, "No action is late.")
    _part(word, "All actions", "actions", actions, "The plan holds no actions.")
    _heading(word, "Appendix 6: Risks", 1)
    risks = [
        ("Risk", "title", 30), ("Score", "score", 18), ("Since last time", "trend", 12),
        ("Mitigation", "mitigation", 24), ("Owner", "owner", 16),
    ]  # fmt: skip
    _listed(word, "risks", risks, "The plan holds no risks.")
    _heading(word, "Appendix 7: Leads' highlights", 1)
    word.add_paragraph("{%p for part in highlights %}")
    _heading(word, "{{ part.title }}", 2)
    for label, name in (
        ("Lead", "lead"), ("Achievements", "achievements"), ("Barriers", "barriers"),
        ("How they are overcome", "overcome"), ("Next steps", "next_steps"), ("The lead's own rating", "rating"),
        ("What the figures say", "computed"), ("Help wanted from the board", "help_wanted"),
    ):  # fmt: skip
        word.add_paragraph(f"{label}: {{{{ part.{name} }}}}")
    word.add_paragraph("{%p endfor %}")
    _unless(word, "highlights", "No lead has written a highlight for this period.")
    _heading(word, "Appendix 8: In the plan's own words", 1)
    word.add_paragraph("{%p for part in words %}")
    _heading(word, "{{ part.title }}", 2)
    _paragraphs(word, "part.lines")
    word.add_paragraph("{%p endfor %}")
    _unless(word, "words", "The plan says nothing beside what stands above.")


def _all_figures(word: Word) -> None:
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, (section.page_width, section.page_height) = WD_ORIENT.LANDSCAPE, _LANDSCAPE
    _heading(word, "Appendix 9: Notes on the data", 1)
    _table(word, "notes", [("Shorthand or indicator", "mark", 30), ("What it means", "meaning", 70)])
    revised = [
        ("Indicator", "title", 40), ("Period", "period", 14), ("Was", "was", 14), ("Is now", "now", 14),
        ("Why", "why", 18),
    ]  # fmt: skip
    _part(word, "Revised since the last report", "revised", revised, "Nothing was revised, or there is no last report.")
    beside = [
        ("Indicator", "title", 38), ("Figure", "figure", 20), ("Compared with", "against", 14),
        ("Theirs", "theirs", 16), ("Are we better?", "better", 12),
    ]  # fmt: skip
    _part(word, "Beside others", "comparators", beside, "The plan holds no comparisons.")
    questions = [("Indicator", "mark", 40), ("What should be looked at", "meaning", 60)]
    _part(word, "What should be questioned", "questions", questions, "Nothing was found.")
    _heading(word, "Appendix 10: All figures", 1)
    word.add_paragraph("{%p for group in figures %}")
    _heading(word, "{{ group.title }}", 2)
    lines = [
        ("Code", "code", 8), ("Indicator", "title", 28), ("Figures over time", "over_time", 30),
        ("Target", "target", 11), ("Against target", "verdict", 10), ("Direction", "direction", 13),
    ]  # fmt: skip
    _table(word, "group.lines", lines, width=_LANDSCAPE[0] - Mm(40))
    word.add_paragraph("{%p endfor %}")
    _unless(word, "figures", "The plan holds no indicators.")


def _part(word: Word, title: str, name: str, columns: Sequence[Column], none: str) -> None:
    _heading(word, title, 2)
    _listed(word, name, columns, none)


def _listed(word: Word, name: str, columns: Sequence[Column], none: str) -> None:
    """A table, or a sentence where it would have no rows."""
    word.add_paragraph(f"{{%p if {name} %}}")
    _table(word, name, columns)
    word.add_paragraph("{%p endif %}")
    _unless(word, name, none)


def _unless(word: Word, name: str, sentence: str) -> None:
    word.add_paragraph(f"{{%p if not {name} %}}")
    word.add_paragraph(sentence)
    word.add_paragraph("{%p endif %}")


def _heading(word: Word, text: str, level: int) -> Paragraph:
    return word.add_paragraph(text, style=f"Heading {level}")


def _paragraphs(word: Word, name: str, style: str = "Normal") -> None:
    word.add_paragraph(f"{{%p for paragraph in {name} %}}")
    word.add_paragraph("{{ paragraph }}", style=style)
    word.add_paragraph("{%p endfor %}")


def _table(word: Word, name: str, columns: Sequence[Column], width: int = _PORTRAIT[0] - Mm(40)) -> None:
    """A row of headings, and a row for each of `name`."""
    table = word.add_table(rows=4, cols=len(columns), style=TABLE)
    opening, row, closing = table.rows[1], table.rows[2], table.rows[3]
    opening.cells[0].text, closing.cells[0].text = f"{{%tr for line in {name} %}}", "{%tr endfor %}"
    for index, (heading, field, _) in enumerate(columns):
        table.rows[0].cells[index].text = heading
        row.cells[index].text = f"{{{{ line.{field} }}}}"
    lay_out(table, [share for _, _, share in columns], width)


def _fixed_table(word: Word, headings: tuple[str, ...], rows: Sequence[tuple[str, ...]], shares: Sequence[int]) -> None:
    table = word.add_table(rows=1 + len(rows), cols=len(headings), style=TABLE)
    for row, texts in zip(table.rows, (headings, *rows), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    lay_out(table, shares, _PORTRAIT[0] - Mm(40))


def _describe(word: Word) -> None:
    about = word.core_properties
    about.title, about.author, about.language, about.comments, about.keywords = (
        "Board paper",
        "Steward",
        LANGUAGE,
        "",
        "",
    )
