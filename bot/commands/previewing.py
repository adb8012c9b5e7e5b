"""`steward preview`: what Steward would send on a day, to whom and why. Nothing is sent."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.wiring import open_workspace
from bot.domain.rounds import NudgeKind, Wanting
from bot.services import reminders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.rounds import Nudge, NudgeItem
    from bot.domain.tasks import TaskItem
    from bot.services.reminders import Previewed

app = typer.Typer(help="Show what Steward would send, without sending it.", no_args_is_help=True)
HOW = {  # in what way a message reaches whoever it is for
    NudgeKind.REMINDER: "a reminder",
    NudgeKind.ESCALATION: "a note that late figures stay out, drafted for the officer to send",
    NudgeKind.OFFICER_LIST: "the officer's list of what is left for them to settle",
}
STEPS = {
    "heads-up": "something is due soon",
    "due": "something is due today",
    "late": "something is late",
    "announce": "something is late, and the lead is to hear of it soon",
    "escalate": "it stayed out so long that the lead hears of it, or the officer where there is no lead",
    "officer": "it stayed out through every step",
}
REASONS = {"deputy": "as the deputy", "organisation": "as one of the organisation's people"}


@app.callback()
def preview() -> None:
    """Show what Steward would send, without sending it."""


@app.command("reminders")
def preview_reminders(
    *,
    on: Annotated[str | None, typer.Option(help="On this day, as 2014-05-19; today without it.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON array, an object for each message.")] = False,
    plan: Annotated[
        str | None, typer.Option(help="As if this plan answered; only the one that answers is chased.")
    ] = None,
    workspace: Annotated[str | None, typer.Option(help="Where the database holds several.")] = None,
) -> None:
    """List the reminders of a day: to whom, why, and what for. Nothing is sent or changed."""
    previewed = reminders.preview(open_workspace(workspace), _day(on), plan)
    if as_json:
        typer.echo(json.dumps([as_object(nudge) for nudge in previewed.nudges], ensure_ascii=False, indent=1))
    else:
        typer.echo("\n".join(report(previewed)))


def as_object(nudge: Nudge) -> dict[str, Any]:
    """A message as the object that other programs read; its keys are a promise to them."""
    tasks = [
        {
            "kind": item.task.kind.value,
            "title": item.task.title,
            "period": item.task.period.label if item.task.period else None,
            "due": item.task.due.isoformat(),
            "days_late": item.days_late,
        }
        for item in nudge.tasks
    ]
    made = {
        "to": nudge.label,
        "kind": nudge.kind.value,
        "step": nudge.step.value,
        "items": [
            {
                "code": item.owed.indicator.code or None,
                "title": item.owed.indicator.title,
                "period": item.owed.period.label,
                "due": item.owed.due.isoformat(),
                "days_late": item.days_late,
            }
            for item in nudge.items
        ],
    }
    return made | ({"tasks": tasks} if tasks else {})


def report(previewed: Previewed) -> Iterator[str]:
    """The messages for people: to whom, in what way, why, and a line for each figure and task."""
    day = _said(previewed.day)
    yield from _chased(previewed)
    if not previewed.nudging:
        yield "Reminders are switched off in the plan's rules: nothing goes out."
    elif not previewed.working:
        yield f"{day} is no working day: nothing goes out."
    elif not previewed.nudges:
        yield f"{day}: nothing goes out."
    else:
        emails = sum(map(_is_passed_on, previewed.nudges))
        messages = len(previewed.nudges) - emails
        counts = (_many(messages, "message"), f"{_many(emails, 'email')} for the officers to pass on")
        yield f"{day}: {', '.join(said for said, count in zip(counts, (messages, emails), strict=True) if count)}."
    if not any(officer.reachable for officer in previewed.officers):
        yield (
            "No performance officer can be reached in Slack: notes to leads, lists and emails to pass on wait until "
            "one is appointed and matched (steward people)."
        )
    for nudge in previewed.nudges:
        yield f"\nTo {nudge.label or 'nobody'}: {HOW[nudge.kind]}{_way(nudge)}."
        yield f"  Why: {STEPS[nudge.step.value]}{_as(nudge)}."
        yield from (f"  - {_line(item)}" for item in nudge.items)
        yield from (f"  - {_task(item)}" for item in nudge.tasks)


def _task(item: TaskItem) -> str:
    task = item.task
    about = f"{task.kind.value}{f' of {task.period.label}' if task.period else ''}: {task.title}"
    late = f"{_many(item.days_late, 'day')} late, " if item.days_late else ""
    why = f" ({item.why})" if item.why else ""
    return f"{about}: {late}due {_said(task.due)}{why}"


def _chased(previewed: Previewed) -> Iterator[str]:
    """Whose figures nobody is asked for, where more than one plan is held."""
    if not previewed.answers:
        yield "This plan does not answer, so nothing of this goes out before: steward plan use NAME."
    elif previewed.unchased:
        named = ", ".join(previewed.unchased)
        yield f"Only the plan that answers is chased. Nobody is asked for figures of: {named} (steward plan use NAME)."


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _is_passed_on(nudge: Nudge) -> bool:
    """Whether it is for somebody whom no message reaches."""
    return nudge.kind is NudgeKind.REMINDER and not (nudge.to and nudge.to.reachable)


def _way(nudge: Nudge) -> str:
    if _is_passed_on(nudge):
        return ", as an email for the officer to pass on, since no Slack account is matched to them"
    return ""


def _as(nudge: Nudge) -> str:
    return f"; they are told {REASONS[nudge.why]}" if nudge.why in REASONS else ""


def _line(item: NudgeItem) -> str:
    owed = item.owed
    name = f"{owed.indicator.title} ({owed.indicator.code})" if owed.indicator.code else owed.indicator.title
    final = ", the final figure" if owed.wanting is Wanting.FINAL else ""
    late = f", {item.days_late} day{'' if item.days_late == 1 else 's'} late" if item.days_late else ""
    why = f" ({item.why})" if item.why else ""
    return f"{name}, {owed.period.label}{final}: due {_said(owed.due)}{late}{why}"


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f'"{given}" is not a day; write it as 2014-05-19', param_hint="--on") from None
