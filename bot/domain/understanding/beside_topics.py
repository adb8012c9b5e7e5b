"""What a plan can hold beside its figures, and the words that ask for each, in small letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.asking import Held, Intent
from bot.domain.statements import StatementKind
from bot.domain.understanding.period_forms import MONTH

BOARD = r"(?:board|meeting|committee|partnership)(?:'?s)?"
_WHAT = r"\b(?:what(?:'?s)?|anything|which|things?|list|show|did|was|were)\b"
_NOBODY = frozenset(
    {"we", "i", "you", "they", "it", "anyone", "anybody", "everyone", "people", "there", "us", "somebody"}
)
REPORT_BACK = "report-back"
MILESTONES = "milestone"
_MENDED = (
    "oversees oversee governs govern monitors watches executive scrutiny"
    "achieved action actions agenda agreed challenges completed concerns decided decision decisions "
    "delayed delivery equality finding findings forward governance headlines initiative initiatives "
    "locality meeting milestone milestones minutes narrative national nationally neighbours "
    "outstanding overdue progress recommendation recommendations regional register reports resolved "
    "risks scheduled sponsor support"
)
MENDED = frozenset(_MENDED.split())
"""Words that ask, as they may be misspelt."""


@dataclass(frozen=True, slots=True)
class Topic:
    """Something a plan may hold, and the words that ask for it."""

    intent: Intent
    of: str
    held: str  # of `Catalogue.holds`
    pattern: re.Pattern[str]
    weak: bool = False  # the words may also mean something else: asked for only where the plan holds it


def _topic(intent: Intent, of: str, held: str, *patterns: str, weak: bool = False) -> Topic:
    return Topic(intent, of, held, re.compile("|".join(patterns)), weak)


def _said(kind: StatementKind, *patterns: str, weak: bool = False) -> Topic:
    return _topic(Intent.STATEMENTS, kind, kind, *patterns, weak=weak)


TOPICS: tuple[Topic, ...] = (
    _said(
        StatementKind.HEADLINE,
        r"\b(?:printed|report'?s|review'?s|plan'?s) (?:own )?headlines?\b|\bheadlines? (?:of|from"
        r"|in) (?:the )?(?:\w+ )?(?:review|report)\b",
    ),
    _topic(
        Intent.ACTIONS,
        REPORT_BACK,
        Held.DECISIONS,
        r"\breport(?:s|ed|ing)?[ -]?backs?\b",
        rf"\b(?:coming|come|comes|due|bring\w*|brought) back to (?:the )?{BOARD}",
    ),
    _topic(
        Intent.FORWARD,
        "",
        Held.FORWARD,
        r"\bforward plan(?:ner|s)?\b|\bforward look\b|\bto be scheduled\b|\bpartners?'?s? updates?\b",
        r"\bfuture (?:items|meetings|agendas?|boards?)\b|\blater meetings\b",
        rf"\b(?:coming|come|comes|go|goes|going|brought) (?:up )?(?:to|at|before) (?:the |a "
        rf"|our )?(?:next |future )?{BOARD}",
        r"\bwhat(?:'?s| is| have we got)? coming up\b",
    ),
    _topic(
        Intent.ACTIONS,
        Held.DECISIONS,
        Held.DECISIONS,
        r"\bdecisions?\b|\bresolutions?\b|\bmatters arising\b",
        rf"\bminutes (?:of|from|for)\b|\b(?:the|last|previous|those|{MONTH}) minutes\b",
        rf"{_WHAT}.{{0,60}}\b(?:agree[sd]?|decided?|resolved?|minuted|signed off)\b",
        r"^\W*(?:agreed|decided|resolved|minuted) (?:at|in|on|about|by|for|last)\b",
    ),
    _topic(Intent.ACTIONS, MILESTONES, Held.ACTIONS, r"\bmilestones?\b|\bkey dates\b"),
    _topic(
        Intent.ACTIONS,
        "",
        Held.ACTIONS,
        r"\b(?:key |follow[ -]?up |late |overdue )*actions?(?: (?:points?|plans?|lists?|logs?|items?"
        r"|trackers?|register))?\b",
        r"\b(?:to[ -]?do|task|jobs?) ?lists?\b|\btasks\b|\bwho(?:'?s| is) doing what\b|\bto[ -]dos\b",
        r"\bpromise[sd]?\b.{0,40}\bnot (?:\w+ )?(?:done|kept|delivered)\b|\bwhat (?:did we|have we"
        r"|has been|was|were|is) promised\b",
        rf"\bdue\b.{{0,40}}\b(?:before|by|at|in time for|for|ahead of) (?:the |our )?(?:next )?{BOARD}",
        rf"\b(?:to do|done|doing) (?:before|by|in time for|ahead of) (?:the |our )?(?:next )?{BOARD}",
        r"\bwhat (?:has|have|must|should|does|do|is|are) (?:the "
        r"|our )?(?P<by>[a-z][\w' &/-]{1,60}?) (?:still )?(?:got |have |has |need |needs |left |down "
        r"|supposed |meant |agreed )?(?:to do|to be doing|promise[sd]?|signed up to|committed to)\b",
        r"\bwhat (?:is|are) (?:the )?(?P<by2>board|partners|partnership|trust|council|police|nhs|ccg|schools) doing\b",
    ),
    _topic(
        Intent.ACTIONS,
        "",
        Held.ACTIONS,
        r"\bwhat(?:'?s| is| are| has)? (?:we|being|been|anybody|anyone|everyone) (?:doing"
        r"|done) (?:about|on|for|to|with)\b",
        r"\b(?:what|which|anything|who)\b.{0,30}\bdue (?:in|by|this|next|on|before|at|within"
        r"|over)\b(?!.*\b(?:figures?|data|returns?|indicators?)\b)",
        weak=True,
    ),
    _topic(
        Intent.RISKS,
        "",
        Held.RISKS,
        r"(?<!at )(?<!at-)(?<!present )\brisks\b",
        r"(?<!at )(?<!at-)\brisk (?:register|log|scores?|ratings?|levels?|appetite)\b|\borg ?\d{3,}\b",
        r"\b(?:key|top|main|biggest|highest|greatest|worst|corporate|strategic|which|any|the|our|this"
        r"|that|safeguarding|red) risk\b(?! (?:of|to)\b)",
    ),
    _topic(
        Intent.MEETING,
        Held.AGENDA,
        Held.AGENDA,
        r"\bagendas?\b|\bwhat(?:'?s| is) item \d+\b",
        rf"\bwhat(?:'?s| is| are we)? (?:on|up|for|being discussed|being considered|discussed"
        rf"|discussing|considering|looking at|taking|at) (?:at |in |on |by )?(?:the )?(?:next )?{BOARD}",
        rf"\bwhat (?:is|will) (?:the )?{BOARD} (?:be )?(?:discussing|considering|looking at|discuss"
        rf"|consider|look at|talking about)\b",
    ),
    _topic(
        Intent.MEETING,
        Held.AGENDA,
        Held.AGENDA,
        r"(?:^|[.,;:?!]|\b(?:and|know|me|please)\b)\W*who(?:'?s| is| will be| will)? (?:reports?|reporting|presents?"
        r"|presenting|speaks?|speaking|brings?|bringing|introduces?|introducing|taking)"
        r"(?: (?:the )?(?:item|report|paper))?(?: (?:on|about|to|for|of))?\b",
        weak=True,
    ),
    _said(
        StatementKind.INITIATIVE,
        r"\binitiatives?\b|\bsupport(?:s|ed)? but (?:do |does |are |is )?not(?: monitor\w*)?\b"
        r"|\bwhat (?:else )?do(?:es)? (?:we|the board|the trust|the partnership) (?:just |only "
        r"|also )?support\b(?: but (?:do )?not monitor\w*)?",
    ),
    _said(
        StatementKind.RECOMMENDATION,
        r"\brecommend(?:ations?|ed|s|ing)?\b",
    ),
    _said(
        StatementKind.FINDING,
        r"\bequalit(?:y|ies)\b|\bequal opportunities\b|\bprotected (?:characteristics?|groups?)\b"
        r"|\be[iq]{1,2}a\b|\bfindings\b|\bdiversity\b",
    ),
    _said(
        StatementKind.NARRATIVE,
        r"\blocalit(?:y|ies)\b|\bnarratives?\b|\bdistricts?\b",
    ),
    _said(
        StatementKind.NARRATIVE,
        r"\bwhat(?:'?s| is| has been|s)? (?:happening|happens|going on|happened|new"
        r"|been happening) (?:in|around|across|at)\b|\bnews (?:from|in)\b",
        weak=True,
    ),
    _said(StatementKind.CHALLENGE, r"\bchallenges?\b|\bchallenging\b"),
    _said(
        StatementKind.OVERARCHING,
        r"\boverarching(?: (?:measures?|indicators?))?\b",
    ),
    _said(StatementKind.THEME, r"\bcross[ -]?cutting(?: themes?)?\b"),
    _said(StatementKind.GOVERNANCE, r"\bgovernance\b|\bwho governs?\b"),
    _said(
        StatementKind.GOVERNANCE,
        r"\bwho (?:oversees?|scrutini[sz]es?|monitors?|chairs?)\b",
        r"\bwho does (?=(?:the )?.{3,60} (?:report|answer) to\b)|\bwhat does (?=(?:the )?.{3,60} do\b)",
        r"\bwho (?:is|are) (?=(?:the )?(?:delivery|lead sponsors?|sponsors?|executive)\b)",
        r"(?=\b(?:highlight reports?|scrutiny|delivery (?:groups?|boards?)|sponsors?|executive)\b)",
        weak=True,
    ),
    _said(
        StatementKind.PROGRESS,
        r"\b(?:what|anything|which|things?)\b.{0,40}\b(?:been |we |got )(?:achieved?|done|delivered"
        r"|accomplished|completed|improved)\b",
        r"\bwhat(?:'?s| is| has)? (?:been )?(?:achieved|done|delivered|accomplished|planned|under ?way"
        r"|still planned)\b",
        r"\bachievements (?:of|on|under|in|for)\b|\bprogress (?:report|statement|points?)s?\b",
        weak=True,
    ),
)
"""Earlier ones win."""


IN_WORDS = (  # in a plan without indicators, what goes well and badly stands in words
    _said(StatementKind.OVERARCHING, r"\b(?:reds?|ambers?|greens?|rag)\b", weak=True),
    _said(
        StatementKind.PROGRESS,
        r"\b(?:progress|improv\w+|going well|went well|good news|success\w*|better|achiev\w+|strengths?|positives?)\b",
        r"\b(?:concern\w*|worr\w+|problems?|bad news|worse\w*|struggl\w+|barriers?|weak\w*|negatives?|issues?)\b",
        weak=True,
    ),
)


MINE = "me"
_MINE = re.compile(
    r"\bmy (?:\w+ )?(?:actions?|milestones?|tasks?|risks?)\b"
    r"|\b(?:actions?|milestones?|tasks?|risks?)\b.{0,30}\b(?:for me|of mine|are mine|is mine|assigned to me|on me)\b"
)


def is_mine(said: str) -> bool:
    """Whether the asker's own are asked for.

    >>> is_mine("are there any actions for me"), is_mine("actions for the board")
    (True, False)
    """
    return bool(_MINE.search(said))


def whose(found: re.Match[str]) -> str:
    """Somebody whose actions are asked for; "" for everybody's."""
    by = next((name for name in found.groupdict().values() if name), "")
    return "" if by in _NOBODY or not by else by.strip()
