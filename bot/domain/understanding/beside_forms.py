"""The conditions that people set on what a plan holds beside its figures, as patterns over text in small letters."""

from __future__ import annotations

import re

from bot.domain.understanding.beside_topics import BOARD

HEADLINES = re.compile(r"\bheadlines?\b")


def _either(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


SORTS = (
    ("planned", _either(r"\b(?:planned|to come|coming)\b")),
    ("under way", _either(r"\b(?:under ?way|ongoing|in hand|in progress)\b")),
    (
        "concern",
        _either(
            r"\b(?:concern\w*|worr\w+|problems?|bad news|worse\w*|not going well|struggl\w+|barriers?|weak\w*)\b",
            r"\b(?:negatives?|issues?|difficult\w*)\b",
        ),
    ),
    (
        "good",
        _either(
            r"\b(?:improv\w+|going well|went well|good news|success\w*|better|achiev\w+|strengths?|positives?)\b",
            r"\b(?:done|delivered|accomplished|completed)\b",
        ),
    ),
)
"""What a plan says of its progress, by the sort that is asked for."""

STATES = (
    (
        "not started",
        _either(
            r"\bnot (?:yet |been |even )*(?:start\w*|begun|began)\b",
            r"\bunstarted\b|\byet to (?:start|begin)\b",
        ),
    ),
    (
        "open",
        _either(
            r"\b(?:open|outstanding|remaining|incomplete|unfinished|pending|undone|in hand|ongoing|live)\b",
            r"\bnot (?:yet |been |all )*(?:done|complete\w*|finished|closed|kept|delivered|achieved|met)\b",
            r"\b(?:yet|still|left) to (?:be )?(?:done|do|complete\w*|come)\b|\bto be done\b",
        ),
    ),
    (
        "overdue",
        _either(
            r"\b(?:overdue|late|lateness|missed|past (?:\w+ )?(?:due|deadlines?|dates?|time)|slipp?\w*)\b",
            r"\b(?:behind(?: schedule| time)?|running over|chas\w+)\b",
        ),
    ),
    ("delayed", _either(r"\bdelay\w*\b")),
    ("on schedule", _either(r"\bon (?:schedule|track|time|target|course)\b")),
    ("completed", _either(r"\b(?:complet\w*|done|finished|closed|delivered|achieved|ticked off|been met|met)\b")),
    ("due", _either(r"\b(?:due|coming up|upcoming|deadlines?|falls? due)\b")),
)
"""Of an action, the first that fits."""

ANSWERS = (
    ("rejected", _either(r"\b(?:reject\w*|declin\w*|refus\w*|turned down|not (?:\w+ )?accept\w*|not agreed)\b")),
    ("unanswered", _either(r"\b(?:unanswered|not (?:yet |been )*answer\w*|no answer)\b")),
    ("accepted", _either(r"\b(?:accept\w*|agreed|approved|adopted)\b")),
)
"""Of a recommendation, what the board answered."""
ANSWERED = re.compile(
    r"\b(?:answer\w*|respon[ds]\w*|repl(?:y|ied|ies)|accept\w*|reject\w*|declin\w*|refus\w*|implement\w*)\b"
)

TRENDS = (
    (
        "up",
        _either(
            r"\b(?:(?:going|gone|go|went|moved|moving|on the) )?up\b",
            r"\b(?:ris(?:e|en|ing)|rose|increas\w+|worse\w*|escalat\w+|grow\w*)\b",
        ),
    ),
    (
        "down",
        _either(
            r"\b(?:(?:going|gone|go|went|come|coming|moved|moving) )?down\b",
            r"\b(?:fall\w*|fell|reduc\w+|improv\w+|better|lower\w*|decreas\w+)\b",
        ),
    ),
    ("new", _either(r"\bnew(?:ly)?\b")),
    ("same", _either(r"\b(?:unchanged|the same|not changed|not moved|steady|static)\b")),
)
_ABOVE = re.compile(r"\b(?:over|above|more than|greater than|higher than|exceed\w*|scor\w+ over) (?P<n>\d{1,2})\b")
_AT_LEAST = re.compile(
    r"\b(?:at least|from|scor\w+(?: of)?|of) (?P<n>\d{1,2})\b(?: ?(?:\+|plus\b|(?:or|and) (?:more|over"
    r"|above|higher|up)\b))?"
    r"|\b(?P<m>\d{1,2}) ?(?:\+|plus\b|(?:or|and) (?:more|over|above|higher|up)\b)"
)
LAST_MEETING = re.compile(rf"\b(?:last|previous|latest|most recent|prior)(?: \w+)? {BOARD}|\blast time\b")
NEXT_MEETING = re.compile(
    rf"\b(?:before|by|at|for|in time for|ahead of|until)? ?(?:the |our )?(?:next|coming|forthcoming) (?:\w+ )?{BOARD}"
    rf"|\b(?:before|by|in time for|ahead of) (?:the |our )?{BOARD}"
)
OTHERS = re.compile(
    r"\b(?:nation(?:al|ally|wide)?|england|english (?:average|figure|rate)|britain|uk|country|regional(?:ly)?|regions?"
    r"|(?:statistical|similar|nearest|our|with|than|against|versus) neighbours?"
    r"|comparators?|comparisons?|benchmark\w*|elsewhere|other (?:areas|councils|places|authorities|cities|counties)"
    r"|similar (?:areas|authorities|councils|places))\b"
)
AGAINST = (
    ("statistical neighbours", re.compile(r"\bneighbours?\b|\bsimilar\b")),
    ("region", re.compile(r"\bregion\w*\b")),
    ("national", re.compile(r"\b(?:nation\w*|england|english|country|uk|britain)\b")),
)
_BETTER = re.compile(
    r"\b(?:above|over|exceed\w*|beat\w*|better|ahead|outperform\w*|strong\w*|higher|doing well|winning)\b"
)
_WORSE = re.compile(
    r"\b(?:below|under|worse|behind|lag\w*|trail\w*|fail\w*|short|lower|underperform\w*|weak\w*|badly)\b"
    r"|\bnot (?:\w+ ){0,2}(?:meet\w*|met|exceed\w*|better|good|above|beat\w*)\b"
)
BESIDE = re.compile(r"\b(?:compar\w*|versus|vs?|than|beside|benchmark\w*|exceed\w*|beat\w*)\b")
SIDES = (("worse", _WORSE), ("better", _BETTER))
SPONSOR = re.compile(r"\b(?:sponsors?|delivery (?:groups?|boards?)|governance|govern\w*)\b")
OF_OBJECTIVE = re.compile(
    r"\bwho(?:'?s| is| are)?\b.{0,30}\b(?:lead\w*|sponsor\w*|chair\w*|run\w*|deliver\w*|charge"
    r"|responsible|own\w*|accountable|govern\w*|oversee\w*)\b"
    r"|\b(?:lead|leads|leader|sponsors?|delivery (?:groups?|boards?)|lead sponsor|governance)\b"
)


def score_in(said: str) -> tuple[int | None, str]:
    """The least score that is asked for, and the text without it."""
    for pattern, more in ((_ABOVE, 1), (_AT_LEAST, 0)):
        found = pattern.search(said)
        if found:
            number = int(next(number for number in found.groupdict().values() if number))
            return number + more, f"{said[: found.start()]} {said[found.end() :]}"
    return None, said


def first_of(forms: tuple[tuple[str, re.Pattern[str]], ...], said: str) -> tuple[str, str]:
    """The first of several that is said, and the text without it."""
    for name, pattern in forms:
        if pattern.search(said):
            return name, pattern.sub(" ", said)
    return "", said
