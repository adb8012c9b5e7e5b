"""Questions about what a plan holds beside its figures: actions, risks, meetings, and what it says in words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain.asking import Gap, Held, Intent, Sought, Understood
from bot.domain.statements import StatementKind
from bot.domain.understanding import beside_forms as forms
from bot.domain.understanding import beside_topics as topics
from bot.domain.understanding.beside_rest import about_in, said_by
from bot.domain.understanding.beside_when import days_in
from bot.domain.understanding.naming import decide_on
from bot.domain.understanding.told import reply
from bot.domain.understanding.words import lex, stem

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.domain.asking import Context
    from bot.domain.matching import Index
    from bot.domain.model import Objective
    from bot.domain.understanding.beside_rest import About
    from bot.domain.understanding.beside_topics import Topic
    from bot.domain.understanding.hearing import Heard

_THERE = re.compile(r"\b(?:there|that|this|its)\b")
_SAID_IN_ASKING = frozenset({"overdue", "due", "open"})
_OF_ALL = frozenset({StatementKind.PROGRESS, StatementKind.GOVERNANCE, StatementKind.OVERARCHING})  # need no subject
_MOST_OF_MORE = 8  # words of a question that only changes the conditions of the last


def answer(heard: Heard, index: Index, otherwise: Callable[[], Understood]) -> Understood | None:
    """What is asked of these; "not held" where the plan holds nothing of the kind; None for everything else.

    Words that may mean something else too carry along what they mean `otherwise`.
    """
    said = said_by(heard, index)
    topic = _topic_in(said, index)
    return (
        _of_objective(heard, index, said)
        or (_of_topic(heard, index, said, otherwise) if topic and not topic.weak else None)
        or _of_others(heard, index, said)
        or _of_topic(heard, index, said, otherwise)
        or _headlines(heard, index, said)
        or _as_talked_of(heard, index, said)
    )


def follow(heard: Heard, index: Index, context: Context) -> Understood | None:
    """The same under other conditions, or of what the conversation is about: "and risks?", "which are late?"."""
    said = said_by(heard, index)
    topic = _topic_in(said, index)
    if topic is None:
        return _more_of(heard, index, context, said)
    understood = _of_topic(heard, index, said, None)
    if understood is None or understood.sought is None or understood.gap is not None:
        return None
    bare = not (understood.objective or understood.members or understood.sought.words or understood.sought.by)
    if not bare or not (heard.says("follow", "it") or _THERE.search(said)):
        return None
    return replace(understood, objective=_objective_of(index, context))


def _more_of(heard: Heard, index: Index, context: Context, said: str) -> Understood | None:
    """The last list of these under another condition, or again where its owners are asked for."""
    before = context.sought
    if before is None or context.intent not in {Intent.ACTIONS, Intent.RISKS} or len(said.split()) > _MOST_OF_MORE:
        return None
    now, rest = _sought(heard, context.intent, said, said)
    about = about_in(heard, index, rest)
    if about.found or about.words:
        return None
    objective = about.objectives[0] if about.objectives else _objective_of(index, context)
    if not (about.objectives or now.state or now.least) and not heard.says("intent:owner", "who"):
        return None
    conditions = replace(before, state=now.state or before.state, least=now.least or before.least)
    return reply(heard, context.intent, sought=conditions, objective=objective, period=None)


def _objective_of(index: Index, context: Context) -> Objective | None:
    return next((aim.objective for aim in index.aims if aim.objective.id == context.objective_id), None)


def _topic_in(said: str, index: Index) -> Topic | None:
    """What is asked for: the first that the plan holds; else the first whose words can mean nothing else."""
    found = [topic for topic in topics.TOPICS if topic.pattern.search(said)]
    held = [topic for topic in found if topic.held in index.catalogue.holds]
    sure = [topic for topic in found if not topic.weak]
    if not found and not index.catalogue.indicators:
        said_in_words = (each for each in topics.IN_WORDS if each.held in index.catalogue.holds)
        return next((each for each in said_in_words if each.pattern.search(said)), None)
    return next(iter(held[:1] if held and (not sure or held[0] is sure[0] or held[0].weak) else sure), None)


def _of_topic(heard: Heard, index: Index, said: str, otherwise: Callable[[], Understood] | None) -> Understood | None:
    topic = _topic_in(said, index)
    found = topic.pattern.search(said) if topic else None
    if topic is None or found is None or _is_of_a_title(heard, index, found.group()):
        return None
    if topic.held not in index.catalogue.holds:
        return _not_held(heard, index, topic, said, found.group())
    sought, rest = _sought(heard, topic.intent, f"{said[: found.start()]} ; {said[found.end() :]}", said)
    if topic.of == StatementKind.PROGRESS:
        sought = replace(sought, state=_sort(said))
    if topic.of == StatementKind.RECOMMENDATION:
        state, rest = forms.first_of(forms.ANSWERS, rest)
        sought, rest = replace(sought, state=state), forms.ANSWERED.sub(" ", rest)
    about = about_in(heard, index, rest)
    if about.number is not None:
        return reply(heard, Intent.UNKNOWN, gap=Gap.NO_SUCH_OBJECTIVE, about=str(about.number), period=None)
    understood = reply(
        heard,
        topic.intent,
        sought=replace(sought, of=topic.of, words=about.words, by=_whose(topic, found, said)),
        objective=about.objectives[0] if about.objectives else None,
        other_levels=about.objectives[1:],
        members=about.found,
        period=None,
        period_words="",
    )
    if not topic.weak or otherwise is None:
        return understood
    rather = otherwise()
    dated = bool(understood.sought and (understood.sought.starts or understood.sought.meeting))
    if not about and not dated and topic.of not in _OF_ALL:
        return rather
    owned = topic.intent is Intent.MEETING and rather.intent is Intent.OWNER and len(rather.found) == 1
    return rather if owned else replace(understood, otherwise=rather)


def _whose(topic: Topic, found: re.Match[str], said: str) -> str:
    own = topic.intent in {Intent.ACTIONS, Intent.RISKS} and topics.is_mine(said)
    return topics.MINE if own else topics.whose(found)


def _not_held(heard: Heard, index: Index, topic: Topic, said: str, phrase: str) -> Understood | None:
    """The plan holds nothing of the kind: said so, unless the words name an indicator that it holds."""
    rest = forms.ANSWERED.sub(" ; ", said.replace(phrase, " ; "))
    if topic.intent is Intent.STATEMENTS and about_in(heard, index, rest).found:
        return None
    return reply(heard, topic.intent, gap=Gap.NOT_HELD, about=phrase.strip(), period=None)


def _sort(said: str) -> str:
    """Which part of its progress: what is planned, what is under way, what worries, what went well."""
    for sort, pattern in forms.SORTS:
        if pattern.search(said):
            return sort
    return ""


def _is_of_a_title(heard: Heard, index: Index, phrase: str) -> bool:
    """Whether the words that would ask are those of an indicator's own title, which is named."""
    one = decide_on(index, heard.wanted).one if heard.wanted else None
    asked = {word.stem for word in lex(phrase) if not word.is_mark}
    return one is not None and bool(asked & set(one.words) & heard.wanted.all)


def _sought(heard: Heard, intent: Intent, rest: str, said: str) -> tuple[Sought, str]:
    """The conditions that are set, and the rest of the text without them; words that ask may set them too."""
    meeting, starts, ends, _ = days_in(said, heard, ahead=_looks_ahead(intent, said))
    rest = days_in(rest, heard, ahead=True)[3]
    state, least = "", None
    if intent is Intent.ACTIONS:
        asking, _ = forms.first_of(forms.STATES, said)  # words that ask may say it too: "what is due in July"
        state, rest = forms.first_of(forms.STATES, rest)
        state = state or (asking if asking in _SAID_IN_ASKING else "")
    elif intent is Intent.RISKS:
        least, rest = forms.score_in(rest)
        state, rest = forms.first_of(forms.TRENDS, rest)
    of_days = {"starts": starts.isoformat() if starts else "", "ends": ends.isoformat() if ends else ""}
    return Sought(state=state, least=least, meeting=meeting, **of_days), rest


def _looks_ahead(intent: Intent, said: str) -> bool:
    return intent in {Intent.MEETING, Intent.FORWARD} or re.search(r"\bdue\b|\bdeadline", said) is not None


def _of_others(heard: Heard, index: Index, said: str) -> Understood | None:
    """Beside the figures of others: "above national", "NEET compared with national"."""
    found = forms.OTHERS.search(said)
    if found is None:
        return None
    rest = forms.OTHERS.sub(" ", said)
    side = next((name for name, pattern in forms.SIDES if pattern.search(rest)), "")
    for _, pattern in forms.SIDES:
        rest = pattern.sub(" ", rest)
    about = about_in(heard, index, rest)
    if about.words and not forms.BESIDE.search(said) and _is_named(heard, index, found.group()):
        return None
    if Held.COMPARATORS not in index.catalogue.holds:
        return _unheld_of_others(heard, about, found.group())
    against = next((name for name, pattern in forms.AGAINST if pattern.search(said)), "")
    return reply(
        heard,
        Intent.COMPARATORS,
        sought=Sought(of=against, state=side, words=about.words),
        objective=about.objectives[0] if about.objectives and not about.found else None,
        members=about.found,
        period=None,
    )


def _is_named(heard: Heard, index: Index, phrase: str) -> bool:
    """Whether the words for others are those of an indicator's title: "below 60% of national average"."""
    one = decide_on(index, heard.wanted).one
    return one is not None and stem(phrase) in one.words


def _unheld_of_others(heard: Heard, about: About, phrase: str) -> Understood | None:
    """Figures of others where the plan holds none: with the indicator that was named, or of all of them."""
    if about.found or not about:
        return reply(heard, Intent.UNKNOWN, gap=Gap.NOT_HELD, about=phrase, found=about.found, period=None)
    return None


def _of_objective(heard: Heard, index: Index, said: str) -> Understood | None:
    """Who leads, sponsors or delivers an objective that is named."""
    if forms.OF_OBJECTIVE.search(said) is None:
        return None
    about = about_in(heard, index, forms.OF_OBJECTIVE.sub(" ", said))
    explicit = heard.numbered is not None or heard.says("explicit") or forms.SPONSOR.search(said) is not None
    if not about.objectives or not explicit or (heard.numbered is None and about.found):
        return None
    return reply(
        heard,
        Intent.GOVERNANCE,
        objective=about.objectives[0],
        other_levels=about.objectives[1:],
        sought=Sought(),
        period=None,
    )


def _as_talked_of(heard: Heard, index: Index, said: str) -> Understood | None:
    """Promises in the words of talk alone, "who is on the hook": all of them, under what conditions are set."""
    if heard.wanted or not heard.says("intent:actions") or heard.says("summary"):
        return None
    if not {Held.ACTIONS, Held.DECISIONS} & index.catalogue.holds:
        return None
    sought, _ = _sought(heard, Intent.ACTIONS, said, said)
    return reply(heard, Intent.ACTIONS, sought=sought, period=None)


def _headlines(heard: Heard, index: Index, said: str) -> Understood | None:
    """The plan's course, with the headlines that its last review prints."""
    if heard.wanted or heard.numbered or StatementKind.HEADLINE not in index.catalogue.holds:
        return None
    if forms.HEADLINES.search(said) is None:
        return None
    return reply(heard, Intent.PLAN, sought=Sought(of=StatementKind.HEADLINE))
