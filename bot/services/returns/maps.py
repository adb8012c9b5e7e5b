"""Organisations' own workbooks: mapped once, remembered with what proves their layout, listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.acts import Act
from bot.domain.errors import NoSuchHolder
from bot.domain.mapping import kept_cells
from bot.domain.mapping_sheet import Against, propose, read_mapping
from bot.domain.return_notices import ReturnRefused
from bot.domain.taking_in import Wrong
from bot.services.returns import whose
from store import audit, people, workbooks
from store.workbooks import Workbook

if TYPE_CHECKING:
    from bot.domain.mapping import Mapped
    from bot.domain.model import Indicator, Series
    from bot.domain.sheet import Book
    from bot.rounds import Round
    from bot.services.returns.whose import Whose
    from bot.workspace import Workspace

BY_COMMAND = "steward map"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One mapped workbook; `lines` are what each of its cells is, None for what the plan no longer has."""

    name: str
    organisation: str
    cells: tuple[Mapped, ...]
    lines: tuple[tuple[Indicator, Series] | None, ...]
    proofs: int


def remember(
    workspace: Workspace, workbook: Book, listed: Book, *, organisation: str, name: str, plan_name: str | None = None
) -> Known | ReturnRefused:
    """Keep which cell is which figure; all that is wrong with the list, where anything is. NoSuchHolder."""
    with workspace.begin() as work:
        round_ = whose.round_of(workspace, work, plan_name)
        of = whose.named(work, round_, organisation=organisation)
        read = read_mapping(listed, workbook, _against(round_, of))
        if read.problems:
            wrong = tuple(Wrong(problem=problem) for problem in read.problems)
            return ReturnRefused(file_name=listed.name, wrong=wrong)
        held = Workbook(
            plan_id=round_.plan.id,
            organisation_id=_organisation(of),
            name=name,
            cells=tuple(each.kept() for each in read.cells),
            layout=tuple(each.kept() for each in read.proofs),
            mapped_by=BY_COMMAND,
            at=workspace.now(),
        )
        workbooks.remember(work, held)
        audit.add(
            work,
            audit.Change(
                at=workspace.now(), who=BY_COMMAND, what=Act.WORKBOOK_MAPPED, subject="plan", subject_id=round_.plan.id,
                new=f"{of.label}: {name}, {len(read.cells)} cells", origin=workbook.name,
            ),
        )  # fmt: skip
        return _known(round_, of.label, held)


def proposed(
    workspace: Workspace, workbook: Book, *, organisation: str, plan_name: str | None = None
) -> tuple[tuple[str, ...], ...]:
    """Lines for an officer to check, from exact words alone; none where nothing is called as in the plan."""
    with workspace.reading() as work:
        round_ = whose.round_of(workspace, work, plan_name)
        of = whose.named(work, round_, organisation=organisation)
    return propose(workbook, _against(round_, of))


def every(workspace: Workspace, plan_name: str | None = None) -> tuple[Known, ...]:
    """All that are remembered, by organisation and name."""
    with workspace.reading() as work:
        round_ = whose.round_of(workspace, work, plan_name)
        return tuple(
            _known(round_, label, each)
            for number, label in people.organisations(work).items()
            for each in workbooks.of_organisation(work, round_.plan.id, number)
        )


def _against(round_: Round, of: Whose) -> Against:
    return Against(
        indicators=round_.catalogue.indicators,
        measures=of.measures,
        organisation=of.label,
        first_month=round_.plan.first_month,
    )


def _organisation(of: Whose) -> int:
    if of.organisation_id is None:
        raise NoSuchHolder(name=of.label, near="")
    return of.organisation_id


def _known(round_: Round, organisation: str, held: Workbook) -> Known:
    lines = whose.lines_of(round_, frozenset(each.id for each in round_.catalogue.indicators))
    cells = kept_cells(held.cells, round_.plan.first_month)
    return Known(
        name=held.name,
        organisation=organisation,
        cells=cells,
        lines=tuple(lines.get(each.series_id) for each in cells),
        proofs=len(held.layout),
    )
