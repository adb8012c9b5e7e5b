"""A plan's next version written: objectives, measures, placements, targets and links, in bulk, each change audited."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from bot.domain.actions import Action, ActionState
from bot.domain.errors import ChangedMeanwhile
from bot.domain.links import Link, LinkKind
from bot.domain.planfile import text_key
from bot.domain.rolling.columns import Becomes
from store import actions, aliases, audit, import_people, import_rows, links, plan, risks, rolling_audit, tables
from store.bulk import update_each
from store.ids import new_id
from store.work import mine

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.model import Series
    from bot.domain.rolling.steps import Key, NextIndicator, NextLine, NextObjective, Steps
    from store.work import Work

_ALIKE = ("frequency", "frequency_assumed", "year_type", "counts", "lag_days", "release_month")
_OF_SERIES = ("position", "name", "headline", "unit", "accumulation", "accumulation_assumed", "decimals", "tolerance")
_KINDS = {Becomes.SPLIT: LinkKind.SPLIT, Becomes.MERGE: LinkKind.MERGED, Becomes.REDEFINE: LinkKind.REDEFINED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """By whom, when, why, and of which sheet: its name, and what tells its decisions from another's."""

    by: str
    at: datetime
    reason: str
    file_name: str
    digest: str


def taken_from(work: Work, plan_id: int, year_label: str) -> str | None:
    """The digest of the sheet that made the plan's version of that year; None: no sheet did."""
    found = (each for each in audit.of(work, "plan", plan_id) if each.what == rolling_audit.Act.PLAN_ROLLED_OVER)
    return next((each.new.rpartition(" ")[2] for each in found if each.new.startswith(f"{year_label} ")), None)


def write(work: Work, steps: Steps, done: Done) -> int:
    """Do all that the steps say, in this transaction; the id of the new version. ChangedMeanwhile.

    The number of statements does not depend on the plan's size, but for actions and risks that change.
    """
    plan.bump(work)
    writing = _Writing(work, steps, done)
    writing.versions()
    writing.objectives()
    writing.measures()
    writing.placements()
    writing.ends()
    writing.things()
    audit.add(work, *rolling_audit.changes(steps, writing.ids, done))
    return writing.version


@dataclass(slots=True)
class _Writing:
    work: Work
    steps: Steps
    done: Done
    version: int = field(default_factory=new_id)
    keys: dict[Key, int] = field(default_factory=dict)  # the new objectives' ids
    ids: list[int] = field(default_factory=list)  # of the measures, in the order of `steps.indicators`
    series: dict[tuple[int, int], int] = field(default_factory=dict)  # by measure and the series it is made after

    def versions(self) -> None:
        held, last = self.steps.plan, self.steps.year.ends
        number = import_rows.next_version(self.work, held.id)
        row = {"id": self.version, "plan_id": held.id, "number": number, "label": self.steps.label}
        self.work.add(tables.PlanVersion, row)
        if last > held.ends:  # it begins when it began: last year's figures may still be out
            update_each(self.work, tables.Plan, [{"id": held.id, "ends": last}])

    def objectives(self) -> None:
        self.keys = {each.key: new_id() for each in self.steps.objectives}
        rows = [self._objective(each, place) for place, each in enumerate(self.steps.objectives)]
        roots = [row for row in rows if row["parent_id"] is None]
        self.work.add(tables.Objective, *roots, *(row for row in rows if row["parent_id"] is not None))

    def _objective(self, each: NextObjective, position: int) -> dict[str, Any]:
        held = each.held
        return {
            "id": self.keys[each.key],
            "plan_version_id": self.version,
            "parent_id": self.keys[each.parent] if each.parent else None,
            "level": each.key[0],
            "number": each.key[1],
            "position": position,
            "title": each.title,
            "description": held.description if held else "",
            "other_titles": list(held.other_titles) if held else [],
            "delivery_group": each.delivery_group,
            "lead_printed": each.lead_printed,
            "sponsor": each.sponsor,
            "cadence": held.cadence if held else "",
        }

    def measures(self) -> None:
        """Those carried are the same, with a better name perhaps; the others are new, with lines of their own."""
        owners = import_people.ensure(self.work, [each.owner for each in self.steps.indicators])
        fresh: list[dict[str, Any]] = []
        changed: list[dict[str, Any]] = []
        series: list[dict[str, Any]] = []
        turned: list[dict[str, Any]] = []
        for each in self.steps.indicators:
            number = each.origin.id if each.is_carried else new_id()
            self.ids.append(number)
            for line in each.lines:
                self.series[number, line.like.id] = line.like.id if each.is_carried else new_id()
            if not each.is_carried:
                fresh.append(_measure(each, number) | owners[each.owner])
                series += [_series(line, number, self.series[number, line.like.id]) for line in each.lines]
                continue
            names = {
                change.field: change.new for change in each.changes if change.field in {"code", "title", "meaning"}
            }
            names |= {"title_key": text_key(each.title)} if "title" in names else {}
            if any(change.field == "owner" for change in each.changes):
                names |= owners[each.owner] | {"owner_printed": None}
            changed += [{"id": number, **names}] if names else []
            turned += [
                {"id": line.like.id, "polarity": line.polarity}
                for line in each.lines
                if line.polarity is not line.like.polarity
            ]
        self.work.add(tables.Measure, *fresh)
        self.work.add(tables.Series, *series)
        update_each(self.work, tables.Measure, changed)
        update_each(self.work, tables.Series, turned)

    def placements(self) -> None:
        """Each indicator where the new version has it; of one that is carried the targets of earlier years stand."""
        placed: list[dict[str, Any]] = []
        lines: list[dict[str, Any]] = []
        under: list[dict[str, Any]] = []
        targets: list[dict[str, Any]] = []
        for position, (each, measure) in enumerate(zip(self.steps.indicators, self.ids, strict=True)):
            number = new_id()
            starts = each.origin.starts if each.is_carried else self.steps.year.starts
            row = {"id": number, "plan_version_id": self.version, "measure_id": measure, "position": position}
            placed.append(row | {"flags": list(each.origin.flags), "starts": starts})
            for line in each.lines:
                at: dict[str, Any] = {"placement_id": number, "series_id": self.series[measure, line.like.id]}
                printed = {"row": line.like.row, "pi": line.like.pi} if each.is_carried else {"row": None, "pi": None}
                lines.append(at | printed)
                targets += [at | target for target in self._targets(each, line)]
            for keys, primary in ((each.primary, True), (each.additional, False)):
                mine_alone = [key for key in keys if primary or key not in each.primary]
                under += [
                    {"placement_id": number, "objective_id": self.keys[key], "primary": primary} for key in mine_alone
                ]
        self.work.add(tables.Placement, *placed)
        self.work.add(tables.Line, *lines)
        self.work.add(tables.PlacementObjective, *under)
        self.work.add(tables.Target, *targets)

    def _targets(self, each: NextIndicator, line: NextLine) -> list[dict[str, Any]]:
        earlier = [target for target in each.origin.targets if each.is_carried and target.series_id == line.like.id]
        found = {target.period: target for target in (*earlier, *line.targets)}
        names = ("kind", "as_printed", "value", "low", "high", "text")
        return [
            {"period": target.period.key} | {name: getattr(target, name) for name in names} for target in found.values()
        ]

    def ends(self) -> None:
        """What the new version has no more ends on the day before it begins, linked with what follows it."""
        since = self.steps.year.starts
        ended = [{"id": each.placement_id, "ends": since - timedelta(days=1)} for each in self.steps.ended]
        update_each(self.work, tables.Placement, ended)
        found = [
            Link(
                kind=LinkKind.RETIRED, from_id=each.indicator.id, from_title=each.indicator.title, since=since,
                note=each.note,
            )
            for each in self.steps.retired
        ]  # fmt: skip
        heirs: list[tuple[int, int]] = []
        for each, number in zip(self.steps.indicators, self.ids, strict=True):
            for origin in () if each.is_carried else each.of:
                kind = _KINDS[each.becomes]
                found.append(
                    Link(
                        kind=kind, from_id=origin.id, from_title=origin.title, to_id=number, since=since, note=each.note
                    )
                )
                heirs += [] if kind is LinkKind.SPLIT else [(origin.id, number)]
        links.add(self.work, self.steps.plan.id, found)
        self._names_inherited(heirs)

    def _names_inherited(self, heirs: list[tuple[int, int]]) -> None:
        """The words by which people asked for what ended mean what follows it, where one thing alone does."""
        column = tables.Alias.__table__.c
        query = select(*column).where(
            mine(tables.Alias),
            column.state == aliases.APPROVED,
            column.measure_id.in_(bindparam("measures", expanding=True)),
        )
        held = self.work.rows(query, measures=[before for before, _ in heirs]) if heirs else []
        rows = {
            (row.phrase_key, after): {
                "id": new_id(), "phrase": row.phrase, "phrase_key": row.phrase_key, "measure_id": after,
                "means": row.means, "state": row.state, "changed_at": self.done.at,
            }
            for before, after in heirs
            for row in held
            if row.measure_id == before
        }  # fmt: skip
        self.work.add(tables.Alias, *rows.values())

    def things(self) -> None:
        """Actions and risks that are closed, or belong to another objective from now on."""
        at, today = self.done.at, self.done.at.date()
        for each in self.steps.open:
            of = each.of
            level, number = each.objective or ("", None)
            if isinstance(of, Action):
                closed: dict[str, object] = {"state": ActionState.CLOSED} if each.closes else {}
                done = actions.change(self.work, of.id, of.revision, at, level=level, number=number, **closed)
            else:
                closed = {"closed_on": today} if each.closes else {}
                done = risks.change(self.work, of.id, of.revision, at, level=level, number=number, **closed)
            if not done:
                raise ChangedMeanwhile


def _measure(each: NextIndicator, number: int) -> dict[str, Any]:
    """A new measure's row, without its owner: reported as often and as late as what it comes of."""
    like = each.origin.measure
    said = {"id": number, "code": each.code, "title": each.title, "title_key": text_key(each.title)}
    return said | {"meaning": each.meaning} | {name: getattr(like, name) for name in _ALIKE}


def _series(line: NextLine, measure: int, number: int) -> dict[str, Any]:
    like: Series = line.like
    kept = {name: getattr(like, name) for name in _OF_SERIES}
    printed = like.polarity_printed if line.polarity is like.polarity else ""
    return kept | {"id": number, "measure_id": measure, "polarity": line.polarity, "polarity_printed": printed}
