"""What a question was understood to mean, as values; `questions` and `matching` hold the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.model import Indicator, Objective
    from bot.domain.periods import Period


class Intent(StrEnum):
    STATUS = "status"
    HISTORY = "history"
    TARGET = "target"
    OWNER = "owner"
    COMPARE = "compare"
    MEANING = "meaning"
    LIST = "list"
    OBJECTIVE = "objective"
    PLAN = "plan"
    OVERDUE = "overdue"
    ACTIONS = "actions"  # and milestones, and what the board decided
    RISKS = "risks"
    MEETING = "meeting"  # and its agenda
    FORWARD = "forward plan"
    STATEMENTS = "statements"  # initiatives, findings, recommendations, narratives, progress
    COMPARATORS = "comparators"
    GOVERNANCE = "governance"  # who leads, sponsors and delivers
    HELP = "help"
    UNKNOWN = "unknown"


class Stage(StrEnum):
    """Which step of the matching found an indicator; the answer says so."""

    CODE = "code"
    ALIAS = "alias"  # a phrase of the vocabulary, or the whole title
    WORDS = "words"
    SPELLING = "spelling"  # words, after a spelling was mended
    CONTEXT = "context"  # "it", in a conversation about it
    PICK = "pick"  # a button


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An indicator that a question names, and what in the question named it."""

    indicator: Indicator
    stage: Stage
    phrase: str  # the asker's own words that led to it: "LAC", "dental checks"
    means: str = ""  # what those words were taken to mean: "looked after children"
    series_id: int | None = None  # where they name one series of it
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Conditions on a list; None is no condition, "none" means without one (no rating, no target)."""

    rag: str | None = None  # red, amber, green, none
    movement: str | None = None  # better, worse, same
    target: str | None = None  # met, missed, none

    def __bool__(self) -> bool:
        return any((self.rag, self.movement, self.target))


class Held(StrEnum):
    """What a plan can hold beside its figures; of statements their own kinds."""

    ACTIONS = "actions"
    DECISIONS = "decisions"
    RISKS = "risks"
    AGENDA = "agenda"
    FORWARD = "forward plan"
    COMPARATORS = "comparators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is sought of what stands beside the figures; what is empty sets no condition."""

    of: str = ""  # within the intent: "decisions", "milestones", "agenda", a kind of statement
    state: str = ""  # of an action: see `sought`; of a risk its trend; of a statement its sort; better or worse
    words: str = ""  # the asker's own, of what it must speak
    by: str = ""  # the asker's own, of whose it must be
    least: int | None = None  # a risk's score
    meeting: str = ""  # "last" or "next"
    starts: str = ""  # the first day and the last, as "2014-03-01"
    ends: str = ""


def held_for(intent: Intent, of: str) -> str:
    """What a plan must hold for this to be asked of it; "" where every plan has something to say."""
    match intent:
        case Intent.ACTIONS:
            return Held.DECISIONS if of in {Held.DECISIONS, "report-back"} else Held.ACTIONS
        case Intent.MEETING:
            return of
        case Intent.STATEMENTS:
            return of or "statements"
        case Intent.RISKS | Intent.FORWARD | Intent.COMPARATORS:
            return intent.value
        case _:
            return ""


class Gap(StrEnum):
    """Why a question has no answer; the "unknown" template has the sentence for each."""

    NOT_IN_PLAN = "not in the plan"
    NO_SUCH_CODE = "no such code"
    NO_SUCH_PERIOD = "no such period"
    NO_SUCH_OBJECTIVE = "no such objective"
    NOT_HELD = "not held"  # actions, risks and the like, while the plan holds none
    NOT_SAID = "not said"  # the plan holds such, but none that is about this
    NOTHING_SAID = "nothing said"
    NO_CONTEXT = "no context"  # "and last year?" with nothing before it
    TOO_LONG = "too long"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A question, understood: exactly one of found, choices, gap, or an intent that needs no subject.

    `found` holds one match (two or more for a comparison or two clear questions in one). Beside a gap it holds what is
    near: the codes close to one that does not exist, the indicator asked for in a period that the plan has not.
    `choices` holds the indicators offered, best first, at most five.
    """

    text: str  # as asked, tidied: no markup, no mention of the bot
    intent: Intent
    found: tuple[Match, ...] = ()
    choices: tuple[Match, ...] = ()
    more: int = 0  # how many more would have matched than `choices` shows
    filter: Filter = Filter()
    members: tuple[Match, ...] = ()  # a list of named siblings: "offences by under 18s"
    objective: Objective | None = None
    other_levels: tuple[Objective, ...] = ()  # with the same number, at another level
    period: Period | None = None  # the one asked for; None: the latest
    period_words: str = ""  # as asked: "last year"
    as_printed: bool = False  # count the report's own way
    count_only: bool = False  # "how many ..."
    gap: Gap | None = None
    about: str = ""  # the words that nothing in the plan answers to
    why: bool = False  # "why?": quote the owner's comment
    greeting: bool = False  # only hello or thanks was said
    term: str = ""  # for a meaning: the term asked about, "NEET"
    means: str = ""  # and what it stands for, where the vocabulary says so
    sought: Sought | None = None  # of what stands beside the figures
    otherwise: Understood | None = None  # what the words mean too, should the plan say nothing of what is sought


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a conversation was last about; follow-ups lean on it."""

    intent: Intent
    measure_ids: tuple[int, ...] = ()
    objective_id: int | None = None
    period_key: str = ""
    filter: Filter = Filter()
    sought: Sought | None = None
