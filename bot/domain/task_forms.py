"""An action and a risk as forms: what was typed, what is wrong in it, and what would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from bot.domain.actions import Action, ActionKind, ActionState
from bot.domain.field_problems import Fault, FieldProblem, says_something
from bot.domain.highlights import LONGEST
from bot.domain.notices import View
from bot.domain.personal_details import noticed
from bot.domain.risks import MOST, Risk, RiskScore

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.domain.model import Objective
    from bot.domain.tasks import TaskKind

# The fields, as the blocks of the forms are called.
TITLE, STATE, PROGRESS, BARRIER, OVERCOME = "title", "state", "progress", "barrier", "overcome"
DUE, REASON, OWNER, OBJECTIVE = "due", "reason", "owner", "objective"
LIKELIHOOD, IMPACT, MITIGATION, CLOSE = "likelihood", "impact", "mitigation", "close"
FARTHEST = timedelta(days=3 * 366)
LONGEST_TITLE = 300
STATES = frozenset(set(ActionState) - {ActionState.NOT_SAID})


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionFilled:
    """A form as it was sent; `owner`, `title` and `objective` stand in it for officers alone."""

    state: str = ""
    progress: str = ""
    barrier: str = ""
    overcome: str = ""
    due: date | None = None
    reason: str = ""
    title: str = ""
    owner: str = ""  # a Slack user
    objective: str = ""  # an objective's id


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskFilled:
    """The same of a risk."""

    likelihood: str = ""
    impact: str = ""
    mitigation: str = ""
    reason: str = ""
    title: str = ""
    owner: str = ""
    objective: str = ""
    close: bool = False

    @property
    def scored(self) -> tuple[int, int] | None:
        """Likelihood and impact; None where one of them is none."""
        numbers = [int(each) for each in (self.likelihood, self.impact) if each in _SCORES]
        return (numbers[0], numbers[1]) if len(numbers) == 2 else None


_SCORES = frozenset(str(number) for number in range(1, MOST + 1))
_WORDS = (PROGRESS, BARRIER, OVERCOME, MITIGATION, REASON)


def of_action(action: Action, slack_user: str = "") -> ActionFilled:
    """The form as it opens."""
    return ActionFilled(
        state=action.state, progress=action.progress, barrier=action.barrier, overcome=action.overcome, due=action.due,
        title=action.title, owner=slack_user,
    )  # fmt: skip


def of_risk(risk: Risk, slack_user: str = "") -> RiskFilled:
    last = risk.scores[-1]
    return RiskFilled(
        likelihood=str(last.likelihood), impact=str(last.impact), mitigation=risk.mitigation, title=risk.title,
        owner=slack_user,
    )  # fmt: skip


def problems_of_action(filled: ActionFilled, held: Action | None, today: date) -> tuple[FieldProblem, ...]:
    """What has to be put right; `held` is None of one that is added."""
    return (*_wrong_words(filled, today), *_wrong_in_action(filled, held, today))


def problems_of_risk(filled: RiskFilled, held: Risk | None, today: date) -> tuple[FieldProblem, ...]:
    wrong = list(_wrong_words(filled, today))
    unscored = (name for name in (LIKELIHOOD, IMPACT) if getattr(filled, name) not in _SCORES)
    wrong += [FieldProblem(field=name, fault=Fault.NO_SCORE, count=MOST) for name in unscored]
    if held is None and not says_something(filled.title):
        wrong.append(FieldProblem(field=TITLE, fault=Fault.NO_SENTENCE))
    return tuple(wrong)


def changes_of_action(filled: ActionFilled, held: Action, today: date) -> dict[str, Any]:
    """The columns that change. What is completed has its day; what is open again has none."""
    state = ActionState(filled.state) if filled.state in STATES else held.state
    wanted: dict[str, Any] = {
        "state": state,
        "progress": filled.progress.strip(),
        "barrier": filled.barrier.strip(),
        "overcome": filled.overcome.strip(),
        "due": filled.due or held.due,
    }
    if filled.title.strip():
        wanted["title"] = filled.title.strip()
    changed = {name: value for name, value in wanted.items() if value != getattr(held, name)}
    if "due" in changed:
        changed["due_printed"] = ""
    if "state" in changed:
        changed["completed_on"] = today if state is ActionState.COMPLETED else None
    return changed


def new_action(filled: ActionFilled, objective: tuple[str, int] | None, owner: int | None, today: date) -> Action:
    state = ActionState(filled.state) if filled.state in STATES else ActionState.NOT_STARTED
    done = state is ActionState.COMPLETED
    return Action(
        id=0, kind=ActionKind.ACTION, title=filled.title.strip(), objective=objective, owner_person_id=owner,
        due=filled.due, state=state, progress=filled.progress.strip(), barrier=filled.barrier.strip(),
        overcome=filled.overcome.strip(), completed_on=today if done else None,
    )  # fmt: skip


def new_risk(filled: RiskFilled, objective: tuple[str, int] | None, owner: int | None, today: date) -> Risk:
    likelihood, impact = filled.scored or (1, 1)
    return Risk(
        id=0, title=filled.title.strip(), mitigation=filled.mitigation.strip(), objective=objective,
        owner_person_id=owner, scores=(RiskScore(on=today, likelihood=likelihood, impact=impact),),
    )  # fmt: skip


def _wrong_words(filled: ActionFilled | RiskFilled, today: date) -> Iterator[FieldProblem]:
    for name in (TITLE, *_WORDS):
        words = getattr(filled, name, "")
        most = LONGEST_TITLE if name == TITLE else LONGEST
        if details := noticed(words, today):
            yield FieldProblem(field=name, fault=Fault.PERSONAL, details=details)
        elif len(words) > most:
            yield FieldProblem(field=name, fault=Fault.TOO_MUCH, count=most)
        elif words.strip() and not says_something(words):
            yield FieldProblem(field=name, fault=Fault.NO_SENTENCE)


def _wrong_in_action(filled: ActionFilled, held: Action | None, today: date) -> Iterator[FieldProblem]:
    if filled.overcome.strip() and not filled.barrier.strip():
        yield FieldProblem(field=BARRIER, fault=Fault.OVERCOME)
    if held is None and not says_something(filled.title):
        yield FieldProblem(field=TITLE, fault=Fault.NO_SENTENCE)
    moved = filled.due is not None and (held is None or filled.due != held.due)
    if moved and filled.due is not None and not today < filled.due <= today + FARTHEST:
        yield FieldProblem(field=DUE, fault=Fault.WRONG_DAY)
    elif moved and held is not None and held.due is not None and not filled.reason.strip():
        yield FieldProblem(field=REASON, fault=Fault.LATER_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """What both forms have; `for_officers` where owner and title stand in it."""

    key: str  # Task.key; "new" of one that is added
    seen: int  # the revision that it was opened with
    today: date
    for_officers: bool = False
    of: str = ""  # whose it is, where somebody else opened it
    objectives: tuple[Objective, ...] = ()  # to choose among, of one that is added
    objective: Objective | None = None  # that it serves
    overtaken: Mapping[str, str] | None = None  # what it says by now, by field, since somebody changed it meanwhile
    problems: tuple[FieldProblem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionForm(_Form, View):
    """An action as its owner or an officer changes it."""

    filled: ActionFilled
    action: Action | None = None  # as it is held; None: one is added


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskForm(_Form, View):
    """A risk looked at again."""

    filled: RiskFilled
    risk: Risk | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSaved(View):
    """It is kept."""

    kind: TaskKind
    title: str
    added: bool = False
    unchanged: bool = False  # nothing in it differed
    state: ActionState | None = None
    due: date | None = None
    score: int | None = None
    before: int | None = None  # the score until now
    closed: bool = False
