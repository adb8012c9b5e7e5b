"""The rules of a plan's rounds, kept in its settings: read with tolerance, written with none."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from bot.domain.disclosure import FEWEST, is_threshold
from bot.domain.errors import BadRule
from bot.domain.rounds import Rules
from store.stamps import bump
from store.tables import Plan
from store.work import mine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.work import Work

_plan = Plan.__table__.c

_DEFAULT = Rules()
_KINDS: dict[str, type] = {
    each.name: time if each.name in {"starts_at", "ends_at", "report_at"} else type(each.default)
    for each in fields(Rules)
}
_MOST = 400  # days: more than a year is a slip of the hand
_AT_LEAST_ONE = {"jump", "late"}
_THRESHOLDS = {"small_board", "small_public"}
_ORDERED = ("late", "announce", "escalate", "officer")  # each step after the one before
_TOGETHER = (_ORDERED, ("starts_at", "ends_at"))  # one of them that does not fit makes the others doubtful


def rules(work: Work, plan_id: int) -> Rules:
    """The plan's rules. What its settings do not say, or say wrongly, is as it comes with Steward."""
    found, _ = read(settings(work, plan_id))
    return found


def wrong_settings(work: Work, plan_id: int) -> tuple[str, ...]:
    """What is wrong with the plan's settings, a sentence each; those keys are left out of its rules."""
    _, wrong = read(settings(work, plan_id))
    return wrong


def set_rules(work: Work, plan_id: int, given: Rules) -> bool:
    """Keep the rules; False where there is no such plan here. Raises BadRule for one that cannot be.

    Only what differs from how Steward comes is written, and keys of others stay.
    """
    for name in _KINDS:
        if problem := _problem(name, getattr(given, name)) or _out_of_order(given, name):
            raise BadRule(rule=name, must=problem)
    bump(work)  # whether readers see approved figures is part of what is kept in memory
    others = {name: value for name, value in settings(work, plan_id).items() if name not in _KINDS}
    changed = {name: getattr(given, name) for name in _KINDS if getattr(given, name) != getattr(_DEFAULT, name)}
    row = others | {name: _written(value) for name, value in changed.items()}
    return work.change(update(Plan.__table__).where(mine(Plan), _plan.id == plan_id).values(settings=row)) == 1


def settings(work: Work, plan_id: int) -> dict[str, Any]:
    """The plan's settings as they are kept."""
    row = work.first(select(_plan.settings).where(mine(Plan), _plan.id == plan_id))
    return dict(row.settings) if row and isinstance(row.settings, dict) else {}


def read(kept: Mapping[str, Any]) -> tuple[Rules, tuple[str, ...]]:
    """The rules that these settings are, and a sentence for each that is wrong."""
    good: dict[str, Any] = {}
    wrong: list[str] = []
    for name in _KINDS.keys() & kept.keys():
        value = _read(name, kept[name])
        if problem := _problem(name, value):
            wrong.append(str(BadRule(rule=name, must=problem)))
        else:
            good[name] = value
    for names in _TOGETHER:
        problems = {name: _out_of_order(Rules(**good), name) for name in names}
        if any(problems.values()):
            wrong += [str(BadRule(rule=name, must=problem)) for name, problem in problems.items() if problem]
            good = {name: value for name, value in good.items() if name not in names}
    return Rules(**good), tuple(sorted(wrong))


def _read(name: str, value: object) -> object:
    try:
        if _KINDS[name] is time and isinstance(value, str):
            return time.fromisoformat(value)
        if _KINDS[name] is tuple and isinstance(value, list):
            return tuple(date.fromisoformat(each) for each in value)
    except (TypeError, ValueError):
        return value
    return value


def _written(value: object) -> object:
    if isinstance(value, tuple):
        return [each.isoformat() for each in sorted(set(value))]
    return value.isoformat("minutes") if isinstance(value, time) else value


def _problem(name: str, value: object) -> str:
    """What the value must be; "" where it is that."""
    kind = _KINDS[name]
    if kind is time:
        return "" if value is None or isinstance(value, time) else "a time of day, such as 09:00"
    if kind is bool:
        return "" if isinstance(value, bool) else "yes or no"
    if kind is tuple:
        days = isinstance(value, tuple) and all(isinstance(each, date) for each in value)
        return "" if days else "days, such as 2014-12-29"
    if name in _THRESHOLDS:
        fits = is_threshold(value) and value <= _MOST
        return "" if fits else f"0 for none, or a whole number from {FEWEST} to {_MOST}"
    least = 1 if name in _AT_LEAST_ONE else 0
    fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= _MOST
    return "" if fits else f"a whole number from {least} to {_MOST}"


def _out_of_order(found: Rules, name: str) -> str:
    """Each step of the chase comes after the one before it, and the working day ends after it starts."""
    if name in _ORDERED[1:]:
        before = _ORDERED[_ORDERED.index(name) - 1]
        if getattr(found, name) <= getattr(found, before):
            return f"more than {before}, which is {getattr(found, before)}"
    if name == "ends_at" and (found.starts_at or time(9)) >= (found.ends_at or time(17)):
        return f"after the start of the working day, which is {(found.starts_at or time(9)).isoformat('minutes')}"
    return ""
