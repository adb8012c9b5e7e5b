"""An action's form: opened by its owner or an officer, checked, and kept where nobody else changed it meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.actions import ActionState
from bot.domain.acts import Act as Doing
from bot.domain.errors import NotYourTask, OfficersOnly, OldButton
from bot.domain.field_problems import FieldProblem
from bot.domain.task_forms import (
    ActionFilled,
    ActionForm,
    TaskSaved,
    changes_of_action,
    new_action,
    of_action,
    problems_of_action,
)
from bot.domain.tasks import TaskKind
from bot.services.commitments.acting import begun
from store import actions, stamps

if TYPE_CHECKING:
    from bot.domain.actions import Action
    from bot.domain.people import Someone
    from bot.services.commitments.acting import Act
    from bot.workspace import Workspace

NEW = "new"


def action_form(workspace: Workspace, someone: Someone, action_id: int | None) -> ActionForm:
    """The form as it opens; without an id for one that an officer adds. OldButton, NotYourTask, OfficersOnly."""
    with workspace.reading() as work:
        act = begun(workspace, work, someone)
        held = _held(act, action_id)
    owner = act.owner(held) if held else None
    return _form(act, held, of_action(held, owner.slack_user if owner else "") if held else ActionFilled())


def submit_action(
    workspace: Workspace, someone: Someone, action_id: int | None, filled: ActionFilled, seen: int
) -> ActionForm | TaskSaved:
    """What was kept; else the form again with its problems, or with what the action says by now."""
    with workspace.begin() as work:
        stamps.alone(work)
        act = begun(workspace, work, someone)
        held = _held(act, action_id)
        filled = filled if act.runs else _as_owner(filled, held)
        named = act.named(filled.owner)
        wrong = problems_of_action(filled, held, act.round.today)
        if isinstance(named, FieldProblem):
            return replace(_form(act, held, filled), problems=(*wrong, named))
        if wrong:
            return replace(_form(act, held, filled, seen), problems=wrong)
        if held is None:
            return _added(act, filled, named.id if named else None)
        changed = changes_of_action(filled, held, act.round.today)
        if named and named.id != held.owner_person_id:
            changed["owner_person_id"] = named.id
        if changed and held.revision != seen:
            return replace(_form(act, held, filled), overtaken=_says(held))
        return _changed(act, held, changed, filled.reason)


def _held(act: Act, action_id: int | None) -> Action | None:
    if action_id is None:
        if not act.runs:
            raise OfficersOnly
        return None
    held = actions.get(act.work, action_id)
    if held is None or not any(each.id == action_id for each in actions.actions(act.work, act.round.plan.id)):
        raise OldButton
    if not act.may_change(held):
        raise NotYourTask
    return held


def _as_owner(filled: ActionFilled, held: Action | None) -> ActionFilled:
    """Without what is for officers alone: names, owners, and that it is not pursued any more."""
    closes = filled.state == ActionState.CLOSED and (held is None or held.state is not ActionState.CLOSED)
    return replace(filled, title="", owner="", objective="", state="" if closes else filled.state)


def _form(act: Act, held: Action | None, filled: ActionFilled, seen: int | None = None) -> ActionForm:
    owner = act.owner(held) if held else None
    revision = held.revision if held else 0
    return ActionForm(
        key=f"{TaskKind.ACTION}:{held.id}" if held else NEW,
        seen=revision if seen is None else seen,
        today=act.round.today,
        for_officers=act.runs,
        of=owner.label if owner and owner.id != act.person.id else "",
        objectives=act.round.catalogue.objectives if held is None else (),
        objective=act.objective(held) if held else None,
        filled=filled,
        action=held,
    )


def _says(held: Action) -> dict[str, str]:
    """What an owner may change of it, as it stands, in words."""
    due = held.due.isoformat() if held.due else ""
    return {
        "state": held.state,
        "progress": held.progress,
        "barrier": held.barrier,
        "overcome": held.overcome,
        "due": due,
    }


def _changed(act: Act, held: Action, changed: dict[str, Any], reason: str) -> TaskSaved:
    if changed:
        actions.change(act.work, held.id, held.revision, act.at, **changed)
        old = {name: getattr(held, name) for name in changed}
        act.note(Doing.ACTION_CHANGED, "action", held.id, old, changed, reason)
        now = actions.get(act.work, held.id) or held
        act.freshen(f"{TaskKind.ACTION}:{held.id}", held, now)
    return TaskSaved(
        kind=TaskKind.ACTION,
        title=changed.get("title", held.title),
        unchanged=not changed,
        state=changed.get("state", held.state),
        due=changed.get("due", held.due),
    )


def _added(act: Act, filled: ActionFilled, owner: int | None) -> TaskSaved:
    made = new_action(filled, act.chosen(filled.objective), owner, act.round.today)
    (number,) = actions.add(act.work, act.round.plan.id, [made], act.at)
    act.note(Doing.ACTION_ADDED, "action", number, {}, {"title": made.title, "due": made.due, "state": made.state})
    act.freshen(f"{TaskKind.ACTION}:{number}", made)
    return TaskSaved(kind=TaskKind.ACTION, title=made.title, added=True, state=made.state, due=made.due)
