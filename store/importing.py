"""A difference written: plan, objectives, measures, lines, targets, marks and figures, in bulk, each change audited."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.domain.list_differences import NOTHING_HELD
from store import audit, figures, import_audit, import_beside, import_people, import_rows, plan, tables
from store.bulk import delete_each, update_each
from store.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from bot.domain.difference import Difference, IndicatorDifference, LineDifference
    from bot.domain.list_differences import HeldBeside
    from bot.domain.model import Catalogue, Figure
    from store.figures import Revision
    from store.work import Work

SOURCE = "import"
_FIGURES_AT_ONCE = 5_000  # a query for their last revisions names every series


@dataclass(frozen=True, slots=True)
class Held:
    """The plan of that name as it stands; nothing where there is none."""

    catalogue: Catalogue | None = None
    figures: figures.BySeries = field(default_factory=dict)
    waiting: tuple[Revision, ...] = ()  # for approval
    versions: tuple[str, ...] = ()  # the labels of all of them, the one in force last
    beside: HeldBeside = NOTHING_HELD


def held(work: Work, name: str, at: datetime) -> Held:
    """What is held of the plan of that name, its figures with those under embargo until `at` at the latest."""
    found = next((each for each in plan.plans(work) if each.name == name), None)
    if found is None:
        return Held()
    return Held(
        plan.catalogue(work, found.id, at),
        figures.of_plan(work, found.id, at, approved=True),  # an officer's file may well say what they approved
        figures.waiting(work, found.id),
        import_rows.versions(work, found.id),
        import_beside.held(work, found.id),
    )


def write(work: Work, difference: Difference, *, by: str, at: datetime, reason: str) -> int:
    """Do what the difference says, in this transaction; the id of its plan. An empty one writes nothing.

    The number of statements does not depend on the plan's size, but for the figures, which go in thousands.
    """
    if difference.is_empty and difference.plan:
        return difference.plan.id
    plan.bump(work)
    writing = _Writing(work, difference, at, reason)
    plan_id = writing.plan()
    writing.objectives()
    writing.measures()
    writing.series()
    writing.placements()
    writing.targets_and_marks()
    writing.figures()
    writing.aliases()
    import_beside.write(work, difference, writing.ids, at)
    audit.add(work, *import_audit.changes(difference, plan_id, writing.ids, by=by, at=at, reason=reason))
    return plan_id


@dataclass(slots=True)
class _Writing:
    work: Work
    difference: Difference
    at: datetime
    reason: str
    ids: import_rows.Ids = field(default_factory=import_rows.Ids)

    def plan(self) -> int:
        """The plan and its version, added or brought up to date."""
        held = self.difference.plan
        self.ids.plan = held.id if held else new_id()
        row = import_rows.plan(self.difference.planfile.plan) | {"id": self.ids.plan, "imported_at": self.at}
        if held is None:
            self.work.add(tables.Plan, row)
        else:
            changed = {change.field: change.new for change in self.difference.fields}
            update_each(self.work, tables.Plan, [{"id": held.id, "imported_at": self.at, **changed}])
        self.ids.version = held.version_id if held and not self.difference.new_version else new_id()
        if self.difference.new_version:
            self.work.add(tables.PlanVersion, self._version_row())
        return self.ids.plan

    def _version_row(self) -> dict[str, Any]:
        label = self.difference.planfile.plan.version
        number = import_rows.next_version(self.work, self.ids.plan)
        return {"id": self.ids.version, "plan_id": self.ids.plan, "number": number, "label": label}

    def objectives(self) -> None:
        for each in self.difference.objectives:
            self.ids.objectives[each.read.key] = each.held.id if each.held else new_id()
        for kept in () if self.difference.new_version else self.difference.lacking_objectives:
            self.ids.objectives[kept.level, kept.number] = kept.id
        rows = [
            import_rows.objective(each.read, position, self.ids)
            for position, each in enumerate(self.difference.objectives)
        ]
        fresh = [row for row, each in zip(rows, self.difference.objectives, strict=True) if each.held is None]
        roots = [row for row in fresh if row["parent_id"] is None]
        self.work.add(tables.Objective, *roots, *(row for row in fresh if row["parent_id"] is not None))
        update_each(
            self.work,
            tables.Objective,
            [
                import_rows.objective_changes(row, each)
                for row, each in zip(rows, self.difference.objectives, strict=True)
                if each.held and each.fields
            ],
        )

    def measures(self) -> None:
        owners = import_people.ensure(self.work, [each.read.owner for each in self.difference.indicators])
        added = []
        changed = []
        for each in self.difference.indicators:
            number = each.held.id if each.held else new_id()
            self.ids.measures.append(number)
            if each.held is None:
                added.append(import_rows.measure(each.read, number) | owners[each.read.owner])
            elif each.fields:
                changed.append({"id": number} | import_rows.measure_changes(each, owners))
        self.work.add(tables.Measure, *added)
        update_each(self.work, tables.Measure, changed)

    def series(self) -> None:
        added = []
        changed = []
        for each, measure_id in zip(self.difference.indicators, self.ids.measures, strict=True):
            position = 1 + max((series.position for series in each.held.series), default=-1) if each.held else 0
            for line in each.lines:
                number = line.held.id if line.held else new_id()
                self.ids.series.append(number)
                if line.held is None:
                    added.append(import_rows.series(line.read, measure_id, position) | {"id": number})
                    position += 1
                elif row := import_rows.series_changes(line):
                    changed.append({"id": number} | row)
        self.work.add(tables.Series, *added)
        update_each(self.work, tables.Series, changed)

    def placements(self) -> None:
        """The measures placed in the version, with their lines and objectives, in the order of the file."""
        fresh = []
        moved = []
        for position, each in enumerate(self.difference.indicators):
            there = each.held if each.placed else None
            number = there.placement_id if there else new_id()
            self.ids.placements.append(number)
            row = {"id": number, "position": position, "flags": list(each.read.flags)}
            if there is None:
                measure_id = self.ids.measures[position]
                fresh.append(row | {"plan_version_id": self.ids.version, "measure_id": measure_id, "number": ""})
            elif any(change.field == "flags" for change in each.placing):
                moved.append(row)
            else:
                moved.append({"id": number, "position": position})
        self.work.add(tables.Placement, *fresh)
        if fresh or self.difference.reordered or any(each.placing for each in self.difference.indicators):
            update_each(self.work, tables.Placement, moved)
        self._lines()
        self._links()

    def _lines(self) -> None:
        rows = [
            (line, {"placement_id": placement_id, "series_id": series_id, "row": line.read.row, "pi": line.read.pi})
            for placement_id, _, line, series_id in self._each_line()
        ]
        placed = {id(line) for each in self.difference.indicators if each.placed for line in each.lines if line.held}
        self.work.add(tables.Line, *(row for line, row in rows if id(line) not in placed))
        renumbered = [
            row
            for line, row in rows
            if id(line) in placed and any(change.field in {"row", "pi"} for change in line.fields)
        ]
        update_each(self.work, tables.Line, renumbered, key=("placement_id", "series_id"))

    def _links(self) -> None:
        again: list[dict[str, Any]] = []
        rows: list[dict[str, Any]] = []
        for each, placement_id in zip(self.difference.indicators, self.ids.placements, strict=True):
            changed = {change.field for change in each.placing} & {"primary", "additional"}
            if each.placed and not changed:
                continue
            if each.placed:
                again.append({"placement_id": placement_id})
            rows += import_rows.links(each.read, placement_id, self.ids)
        delete_each(self.work, tables.PlacementObjective, again, key=("placement_id",))
        self.work.add(tables.PlacementObjective, *rows)

    def targets_and_marks(self) -> None:
        targets = import_rows.Sorted()
        marks = import_rows.Sorted()
        for placement_id, _, line, series_id in self._each_line():
            place = {"placement_id": placement_id, "series_id": series_id}
            for target in line.targets:
                targets.take(target.held, target.read, place | {"period": target.period.key}, import_rows.target)
            for mark in line.marks:
                marks.take(mark.held, mark.read, place | {"test": mark.test}, import_rows.mark)
        for table, found, key in ((tables.Target, targets, "period"), (tables.Mark, marks, "test")):
            keys = ("placement_id", "series_id", key)
            self.work.add(table, *found.added)
            update_each(self.work, table, found.changed, key=keys)
            delete_each(self.work, table, found.gone, key=keys)

    def figures(self) -> None:
        """Every figure arrives approved and published; a change is the next revision of what is held."""
        revised: list[Figure] = []
        added: list[Figure] = []
        for _, _, line, series_id in self._each_line():
            for change in line.figures:
                figure = import_rows.figure(change, series_id, SOURCE)
                (revised if change.revises else added).append(figure)
        for found, reason in ((added, ""), (revised, self.reason)):
            for start in range(0, len(found), _FIGURES_AT_ONCE):
                provenance = figures.Provenance(reason=reason)
                figures.add_all(self.work, found[start : start + _FIGURES_AT_ONCE], self.at, provenance)

    def aliases(self) -> None:
        import_rows.add_aliases(self.work, self.difference.aliases, self.ids.measures, self.at)

    def _each_line(self) -> Iterator[tuple[int, IndicatorDifference, LineDifference, int]]:
        """Every line with the ids of its placement and its series."""
        series = iter(self.ids.series)
        for each, placement_id in zip(self.difference.indicators, self.ids.placements, strict=True):
            for line in each.lines:
                yield placement_id, each, line, next(series)
