"""The rules of a plan's rounds, changed one at a time or all at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import acts, ruling
from bot.services.timetables.acting import BY, begun
from store import rules as kept_rules

if TYPE_CHECKING:
    from bot.domain.rounds import Rules
    from bot.services.timetables.acting import Act, Shown
    from bot.workspace import Workspace


def set_rule(workspace: Workspace, name: str, text: str, plan_name: str | None = None, *, who: str = BY) -> Shown:
    """Change one rule, as typed; "default" puts it back. NothingSuch, BadRule."""
    with workspace.begin() as work:
        act = begun(workspace, work, plan_name, who)
        return _changed(act, ruling.with_rule(act.held.rules, name, text))


def set_rules(workspace: Workspace, rules: Rules, plan_name: str | None = None, *, who: str = BY) -> Shown:
    """Let these be the rules from now on. BadRule."""
    with workspace.begin() as work:
        return _changed(begun(workspace, work, plan_name, who), rules)


def _changed(act: Act, rules: Rules) -> Shown:
    kept_rules.set_rules(act.work, act.held.plan.id, rules)
    told = [
        (each, ruling.shown(getattr(act.held.rules, each)), ruling.shown(getattr(rules, each))) for each in ruling.NAMES
    ]
    changes = tuple((name, old, new) for name, old, new in told if old != new)
    for name, old, new in changes:
        act.note(acts.Act.RULE_CHANGED, f"{name} {old}", f"{name} {new}")
    return replace(act.after(), changed=changes)
