"""A board paper put into a file: Word through the office's template, or Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import papers
from bot.commands.writing import readable, write
from bot.papers import office_templates

if TYPE_CHECKING:
    from pathlib import Path

    from bot.domain.covers import Cover
    from bot.domain.reporting import ReportFacts


def write_paper(path: Path, template: Path | None, facts: ReportFacts, cover: Cover) -> str:
    """Write it, whole or not at all; the fields of its cover that nobody confirmed for this meeting."""
    if path.suffix.casefold() == ".xlsx":
        write(path, papers.excel(facts))
        return ""
    own = readable(template, office_templates.MOST_BYTES) if template else None
    if own is not None and template is not None:
        office_templates.check(own, template.name)
    write(path, papers.word(facts, cover, template=own))
    return ", ".join(field.value for field in cover.carried)
