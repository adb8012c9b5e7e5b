"""What a file holds beside its indicators, written as its difference says: in bulk, whatever its size."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from bot.domain.actions import Action
from bot.domain.beside_difference import INDICATORS, SCORE, scored_on
from bot.domain.list_differences import HeldBeside
from bot.domain.risks import Risk
from bot.domain.statements import Statement
from store import actions, agendas, comparators, import_people, risks, statements, tables
from store.bulk import delete_each, update_each
from store.ids import new_id
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from bot.domain.beside_difference import ActionDifference, BesideDifference, RiskDifference
    from bot.domain.beside_differing import Listed
    from bot.domain.commitments import FileComparator
    from bot.domain.difference import Difference
    from bot.domain.model import Owner
    from store.import_rows import Ids
    from store.work import Work

Row = dict[str, Any]
_COLUMNS = {  # of a field that is not a column of its name
    "objective": ("level", "number"),
    "owner": ("owner_person_id", "owner_organisation_id"),
    INDICATORS: ("measure_ids",),
}


def held(work: Work, plan_id: int) -> HeldBeside:
    """All that is held of the plan beside its indicators."""
    return HeldBeside(
        actions=actions.actions(work, plan_id),
        risks=risks.risks(work, plan_id),
        printed=_printed(work, tables.Action, plan_id) | _printed(work, tables.Risk, plan_id),
        agenda=agendas.agenda(work, plan_id),
        forward=agendas.forward(work, plan_id),
        statements=statements.statements(work, plan_id),
        comparators=comparators.comparators(work, plan_id),
    )


def write(work: Work, difference: Difference, ids: Ids, at: datetime) -> None:
    """Do what the difference says of it; the ids of actions and risks are added to `ids` in the file's order."""
    found = difference.beside
    if found.is_empty and not found.loosened:
        return
    owners = import_people.ensure(work, _owners(found))
    writing = _Writing(work, difference, ids, at, owners)
    writing.actions()
    writing.risks()
    writing.lists()
    writing.loosened()


def _printed(work: Work, table: type[tables.Action | tables.Risk], plan_id: int) -> dict[int, Mapping[str, object]]:
    column = table.__table__.c
    rows = work.rows(select(column.id, column.printed).where(mine(table), column.plan_id == plan_id))
    return {row.id: row.printed for row in rows}


def _owners(found: BesideDifference) -> list[Owner | None]:
    """Those that the file names anew."""
    owned: list[tuple[Owner | None, ActionDifference | RiskDifference]] = [
        *((each.read.action.owner, each) for each in found.actions),
        *((each.read.risk.owner, each) for each in found.risks),
    ]
    return [
        owner
        for owner, each in owned
        if each.held is None or any(change.field == "owner" for change in each.merged.changes)
    ]


@dataclass(slots=True)
class _Writing:
    work: Work
    difference: Difference
    ids: Ids
    at: datetime
    owners: dict[Owner | None, import_people.Columns]

    def actions(self) -> None:
        found = self.difference.beside.actions
        self.ids.actions = [each.held.id if each.held else new_id() for each in found]
        said = [(self._action(each), each) for each in found]
        self._add(tables.Action, self.ids.actions, said, actions.next_place(self.work, self.ids.plan))
        self._change(tables.Action, said)

    def _action(self, each: ActionDifference) -> Row:
        action = each.read.action
        measures = [self.ids.measures[place] for place in each.read.indicators]
        return actions.as_row(action) | self.owners.get(action.owner, {}) | {"measure_ids": measures}

    def risks(self) -> None:
        found = self.difference.beside.risks
        self.ids.risks = [each.held.id if each.held else new_id() for each in found]
        said = [(risks.as_row(each.read.risk) | self.owners.get(each.read.risk.owner, {}), each) for each in found]
        self._add(tables.Risk, self.ids.risks, said, risks.next_place(self.work, self.ids.plan))
        self._change(tables.Risk, said)
        self._scores(zip(self.ids.risks, found, strict=True))

    def _add(
        self,
        table: type[tables.Action | tables.Risk],
        numbers: Iterable[int],
        said: Iterable[tuple[Row, ActionDifference | RiskDifference]],
        place: int,
    ) -> None:
        """What is not held yet, behind what is."""
        of_plan: Row = {"plan_id": self.ids.plan, "changed_at": self.at}
        fresh = [
            columns | of_plan | {"id": number, "printed": dict(each.merged.printed)}
            for number, (columns, each) in zip(numbers, said, strict=True)
            if each.held is None
        ]
        self.work.add(table, *(row | {"position": place + count} for count, row in enumerate(fresh)))

    def _scores(self, numbered: Iterable[tuple[int, RiskDifference]]) -> None:
        """A new score for a day that has one takes its place."""
        added: list[Row] = []
        changed: list[Row] = []
        for number, each in numbered:
            if each.held and each.score is None:
                continue
            scored = each.read.risk.scores[-1]
            on = scored_on(each.read, each.held, self.at.date())
            row: Row = {"risk_id": number, "on": on, "recorded_at": self.at}
            row |= {"likelihood": scored.likelihood, "impact": scored.impact}
            known = each.held is not None and any(earlier.on == on for earlier in each.held.scores)
            (changed if known else added).append(row)
        self.work.add(tables.RiskScore, *({"id": new_id()} | row for row in added))
        update_each(self.work, tables.RiskScore, changed, key=("risk_id", "on"))

    def _change(
        self,
        table: type[tables.Action | tables.Risk],
        said: Iterable[tuple[Row, ActionDifference | RiskDifference]],
    ) -> None:
        """Its fields, and what the sheet says by now; whoever has a form open on it is told that it changed."""
        rows: list[Row] = []
        for columns, each in said:
            if each.held is not None and not each.is_empty:
                fields = [change.field for change in each.merged.changes if change.field != SCORE]
                names = [name for of_field in fields for name in _COLUMNS.get(of_field, (of_field,))]
                row: Row = {"id": each.held.id, "printed": dict(each.merged.printed)}
                row |= {"revision": each.held.revision + 1, "changed_at": self.at}
                rows.append(row | {name: columns[name] for name in names})
        update_each(self.work, table, rows)

    def lists(self) -> None:
        found = self.difference.beside
        self._list(tables.AgendaItem, found.agenda, agendas.agenda_row, ordered=False)
        self._list(tables.ForwardItem, found.forward, agendas.forward_row)
        self._list(tables.Statement, found.statements, statements.as_row)
        self._list(tables.Comparator, found.comparators, self._comparator)

    def loosened(self) -> None:
        """What hung on an objective that the new version has not hangs on none."""
        kinds = ((Action, tables.Action, "number"), (Risk, tables.Risk, "number"))
        for kind, table, number in (*kinds, (Statement, tables.Statement, "objective_number")):
            found = [each for each in self.difference.beside.loosened if isinstance(each, kind)]
            update_each(self.work, table, [{"id": each.id, "level": "", number: None} for each in found])

    def _list(
        self,
        table: type[tables.Numbered],
        found: Listed[Any, Any],
        as_row: Callable[[Any], Row],
        *,
        ordered: bool = True,
    ) -> None:
        """The file's rows in its order, in place of those that it has no more."""
        if found.is_empty:
            return
        delete_each(self.work, table, [{"id": each.id} for each in found.gone], key=("id",))
        rows = [
            (pair.held, as_row(pair.read) | ({"position": place} if ordered else {}))
            for place, pair in enumerate(found.pairs)
        ]
        update_each(self.work, table, [row | {"id": same.id} for same, row in rows if same is not None])
        of_plan = {"plan_id": self.ids.plan}
        self.work.add(table, *(row | of_plan | {"id": new_id()} for same, row in rows if same is None))

    def _comparator(self, read: FileComparator) -> Row:
        row = comparators.as_row(read.comparator)
        if read.indicator is not None:
            row |= {"measure_id": self.ids.measures[read.indicator], "series_id": self._headline(read.indicator)}
        return row

    def _headline(self, place: int) -> int:
        """The id of the line that the indicator at that place is judged by."""
        before = sum(len(each.lines) for each in self.difference.indicators[:place])
        lines = self.difference.indicators[place].lines
        return self.ids.series[before + next((n for n, line in enumerate(lines) if line.read.headline), 0)]
