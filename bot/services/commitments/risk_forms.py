"""A risk's form: looked at again by its owner or an officer, scored anew by the day, closed by an officer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.domain.acts import Act as Doing
from bot.domain.errors import NotYourTask, OfficersOnly, OldButton
from bot.domain.field_problems import FieldProblem
from bot.domain.risks import RiskScore
from bot.domain.task_forms import RiskFilled, RiskForm, TaskSaved, new_risk, of_risk, problems_of_risk
from bot.domain.tasks import TaskKind
from bot.services.commitments.acting import SCORE, begun
from store import risks, stamps

if TYPE_CHECKING:
    from bot.domain.people import Someone
    from bot.domain.risks import Risk
    from bot.services.commitments.acting import Act
    from bot.workspace import Workspace

NEW = "new"


def risk_form(workspace: Workspace, someone: Someone, risk_id: int | None) -> RiskForm:
    """The form as it opens; without an id for one that an officer adds. OldButton, NotYourTask, OfficersOnly."""
    with workspace.reading() as work:
        act = begun(workspace, work, someone)
        held = _held(act, risk_id)
    owner = act.owner(held) if held else None
    return _form(act, held, of_risk(held, owner.slack_user if owner else "") if held else RiskFilled())


def submit_risk(
    workspace: Workspace, someone: Someone, risk_id: int | None, filled: RiskFilled, seen: int
) -> RiskForm | TaskSaved:
    """What was kept; else the form again with its problems, or with what the risk says by now.

    One that is found unchanged was looked at all the same: it has a score of the day.
    """
    with workspace.begin() as work:
        stamps.alone(work)
        act = begun(workspace, work, someone)
        held = _held(act, risk_id)
        filled = filled if act.runs else replace(filled, title="", owner="", objective="", close=False)
        named = act.named(filled.owner)
        wrong = problems_of_risk(filled, held, act.round.today)
        if isinstance(named, FieldProblem):
            return replace(_form(act, held, filled), problems=(*wrong, named))
        if wrong:
            return replace(_form(act, held, filled, seen), problems=wrong)
        if held is None:
            return _added(act, filled, named.id if named else None)
        if held.revision != seen:
            return replace(_form(act, held, filled), overtaken=_says(held))
        changed = _changes(act, held, filled)
        if named and named.id != held.owner_person_id:
            changed["owner_person_id"] = named.id
        return _changed(act, held, changed, filled)


def _held(act: Act, risk_id: int | None) -> Risk | None:
    if risk_id is None:
        if not act.runs:
            raise OfficersOnly
        return None
    held = next((each for each in risks.risks(act.work, act.round.plan.id) if each.id == risk_id), None)
    if held is None:
        raise OldButton
    if not act.may_change(held):
        raise NotYourTask
    return held


def _form(act: Act, held: Risk | None, filled: RiskFilled, seen: int | None = None) -> RiskForm:
    owner = act.owner(held) if held else None
    revision = held.revision if held else 0
    return RiskForm(
        key=f"{TaskKind.RISK}:{held.id}" if held else NEW,
        seen=revision if seen is None else seen,
        today=act.round.today,
        for_officers=act.runs,
        of=owner.label if owner and owner.id != act.person.id else "",
        objectives=act.round.catalogue.objectives if held is None else (),
        objective=act.objective(held) if held else None,
        filled=filled,
        risk=held,
    )


def _says(held: Risk) -> dict[str, str]:
    last = held.scores[-1]
    return {"likelihood": str(last.likelihood), "impact": str(last.impact), "mitigation": held.mitigation}


def _changes(act: Act, held: Risk, filled: RiskFilled) -> dict[str, Any]:
    wanted: dict[str, Any] = {"mitigation": filled.mitigation.strip(), "title": filled.title.strip() or held.title}
    changed = {name: value for name, value in wanted.items() if value != getattr(held, name)}
    return changed | ({"closed_on": act.round.today} if filled.close and held.closed_on is None else {})


def _changed(act: Act, held: Risk, changed: dict[str, Any], filled: RiskFilled) -> TaskSaved:
    """Every look at it raises its revision, so that two who score it at once do not both come first."""
    today, last = act.round.today, held.scores[-1]
    likelihood, impact = filled.scored or (last.likelihood, last.impact)
    scored = RiskScore(on=today, likelihood=likelihood, impact=impact)
    risks.change(act.work, held.id, held.revision, act.at, **changed)
    risks.score(act.work, held.id, scored, act.at)
    same = (likelihood, impact) == (last.likelihood, last.impact)
    old = {name: getattr(held, name) for name in changed} | {SCORE: _score(last)}
    act.note(
        Doing.RISK_CHANGED if changed else Doing.RISK_SCORED, "risk", held.id, old, changed | {SCORE: _score(scored)},
        filled.reason,
    )  # fmt: skip
    now = risks.get(act.work, held.id) or held
    act.freshen(f"{TaskKind.RISK}:{held.id}", held, now)
    return TaskSaved(
        kind=TaskKind.RISK,
        title=changed.get("title", held.title),
        unchanged=same and not changed,
        score=scored.score,
        before=last.score,
        closed="closed_on" in changed,
    )


def _added(act: Act, filled: RiskFilled, owner: int | None) -> TaskSaved:
    made = new_risk(filled, act.chosen(filled.objective), owner, act.round.today)
    (number,) = risks.add(act.work, act.round.plan.id, [made], act.at)
    act.note(Doing.RISK_ADDED, "risk", number, {}, {"title": made.title, SCORE: _score(made.scores[-1])})
    act.freshen(f"{TaskKind.RISK}:{number}", made)
    return TaskSaved(kind=TaskKind.RISK, title=made.title, added=True, score=made.score)


def _score(scored: RiskScore) -> str:
    return f"{scored.likelihood} x {scored.impact} = {scored.score}"
