"""A report and its cover, put into the words that a paper prints."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.covers import CoverField
from bot.domain.reporting import ThingKind
from bot.papers import appendices, rows
from bot.papers.contents import Comment, Contents, Supported
from bot.papers.lengths import check_cover
from bot.render.formats import day, line
from bot.render.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.covers import Cover, Entry
    from bot.domain.model import Objective
    from bot.domain.reporting import ReportFacts

NOT_GIVEN = "Not given yet"  # an empty field claims nothing, least of all that there is none
_UNSIGNED = "Not signed for this meeting yet."
_SAID_ELSEWHERE = frozenset({ThingKind.COUNTS, ThingKind.LATE_ACTIONS, ThingKind.UNACTED})  # with their appendices
_ROOM = 200  # characters of a title; a paper has more of it than a message


def check_pages(facts: ReportFacts, cover: Cover) -> None:
    """Raises CoverTooLong for a cover of more than four pages; its appendices, which take time, are not made."""
    bare = replace(facts, parts=(), readings=(), improved=(), worsened=(), unacted=(), crossed=(), figures={})
    check_cover(contents(facts, cover, appended=bare))


def contents(facts: ReportFacts, cover: Cover, *, appended: ReportFacts | None = None) -> Contents:
    """Every field of a paper; what nobody filled in is worded from the facts, or said not to be there."""
    plan = facts.catalogue.plan
    return Contents(
        title=line(cover.text(CoverField.TITLE)) or phrase("_paper", "report_title", facts),
        to=line(cover.text(CoverField.TO)) or line(facts.board),
        date=day(facts.meeting) if facts.meeting else "Not set",
        item=line(cover.text(CoverField.ITEM)) or NOT_GIVEN,
        author=line(cover.text(CoverField.AUTHOR)) or "Not named",
        director=line(cover.text(CoverField.DIRECTOR)) or "Not named",
        wards=line(cover.text(CoverField.WARDS)) or NOT_GIVEN,
        plan=line(plan.name),
        board=line(facts.board),
        period=facts.period.label,
        as_at=phrase("_paper", "as_at", facts),
        objectives=tuple(_supported(facts, cover)),
        summary=_paragraphs(cover, CoverField.SUMMARY) or tuple(_summary(facts)),
        recommendations=_paragraphs(cover, CoverField.RECOMMENDATIONS) or tuple(_recommendations(facts)),
        background=_said(cover, CoverField.BACKGROUND),
        options=_said(cover, CoverField.OPTIONS),
        reasons=_said(cover, CoverField.REASONS),
        comments=tuple(_comment(of, cover.entry(of)) for of in CoverField if of.is_comment),
        consultation=_said(cover, CoverField.CONSULTATION),
        seen_by=_said(cover, CoverField.SEEN_BY),
        background_papers=_said(cover, CoverField.BACKGROUND_PAPERS),
        published_documents=_said(cover, CoverField.PUBLISHED_DOCUMENTS),
        **appendices.appendices(appended or facts),
    )


def _paragraphs(cover: Cover, of: CoverField) -> tuple[str, ...]:
    return tuple(rows.paragraphs(cover.text(of)))


def _said(cover: Cover, of: CoverField) -> tuple[str, ...]:
    return _paragraphs(cover, of) or (f"{NOT_GIVEN}.",)


def _comment(of: CoverField, entry: Entry) -> Comment:
    """A comment with who signed it and when; words that were carried over are never shown as signed."""
    signed = f"{line(entry.initials)}, {day(entry.on)}" if entry.is_signed and entry.on else _UNSIGNED
    return Comment(title=of.label, text=line(entry.text) or "No comments given yet.", signed=signed)


def _supported(facts: ReportFacts, cover: Cover) -> Iterator[Supported]:
    """The plan's topmost objectives; where nobody ticked any, nobody said yet which ones it supports."""
    ticked = ticks(cover.text(CoverField.OBJECTIVES))
    for objective in topmost(facts.catalogue.objectives):
        answer = NOT_GIVEN if not ticked else "Yes" if objective.number in ticked else "No"
        yield Supported(title=f"{objective.number}. {line(objective.title)}", answer=answer)


def ticks(said: str) -> frozenset[int]:
    """The numbers of objectives that were ticked: "1, 3"."""
    return frozenset(int(each) for each in said.replace(",", " ").split() if each.isdecimal())


def topmost(objectives: tuple[Objective, ...]) -> tuple[Objective, ...]:
    """Those that stand under no other."""
    return tuple(each for each in objectives if each.parent_id is None)


def _summary(facts: ReportFacts) -> Iterator[str]:
    if facts.headlines:
        yield from facts.headlines
        return
    if facts.counts and facts.counts[0].indicators:
        yield phrase("_paper", "counts", facts.counts[0])
    else:
        yield phrase("_paper", "no_indicators")
    for thing in facts.things:
        if thing.reading:
            yield phrase("_paper", "thing", thing)
        elif thing.kind not in _SAID_ELSEWHERE:
            yield phrase("_report", "thing", thing, _ROOM)
    if left_out := phrase("_paper", "left_out", facts):
        yield left_out


def _recommendations(facts: ReportFacts) -> Iterator[str]:
    yield phrase("_paper", "to_note", facts)
    yield from facts.to_decide
    for each in facts.decisions:
        yield phrase("_paper", "to_receive", each)
    if facts.unacted_counted and not facts.to_decide:
        yield phrase("_paper", "to_agree", facts)
