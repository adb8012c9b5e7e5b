"""What a template of a board paper can print: every field by its name, each a text, a picture or rows of these.

An office's own template is checked against these names; what each is stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with the words that say the same; how Word holds it is `word`'s business."""

    png: bytes
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Supported:
    title: str  # of an objective of the plan
    answer: str  # "Yes", "No", or that it is not given yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    title: str  # "Financial comments"
    text: str
    signed: str  # "AB, 20 June 2014"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    title: str
    indicators: str
    better_or_equal: str
    better_percent: str
    with_target: str
    target_met: str
    met_percent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An indicator as the report speaks of it."""

    title: str
    now: str
    target: str
    verdict: str  # "Met", "Missed"
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    title: str
    before: str
    now: str
    figure: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    title: str
    picture: Picture
    words: str  # the numbers that it shows


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLine:
    title: str
    period: str
    organisation: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    title: str
    objective: str
    owner: str
    due: str
    state: str
    progress: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskLine:
    title: str
    score: str  # "20 (likelihood 4, impact 5)"
    trend: str
    mitigation: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    mark: str  # "[p]", or what the note is about
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedLine:
    title: str
    period: str
    was: str
    now: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BesideLine:
    title: str
    figure: str
    against: str
    theirs: str
    better: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    code: str
    title: str
    over_time: str
    target: str
    verdict: str
    direction: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectiveFigures:
    title: str
    lines: tuple[FigureLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HighlightPart:
    title: str
    lead: str
    achievements: str
    barriers: str
    overcome: str
    next_steps: str
    rating: str  # the lead's own
    computed: str  # what the figures say
    help_wanted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPart:
    title: str  # of an objective, or the kind of what is said
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    title: str
    to: str
    date: str  # of the meeting
    item: str
    author: str  # with how to reach them
    director: str
    wards: str
    plan: str
    board: str
    period: str
    as_at: str  # on which day figures and words stood as they are here
    objectives: tuple[Supported, ...]
    summary: tuple[str, ...]
    recommendations: tuple[str, ...]
    background: tuple[str, ...]
    options: tuple[str, ...]
    reasons: tuple[str, ...]
    comments: tuple[Comment, ...]  # finance, legal, HR, equality, risk, safeguarding
    consultation: tuple[str, ...]
    seen_by: tuple[str, ...]
    background_papers: tuple[str, ...]
    published_documents: tuple[str, ...]
    counts: tuple[CountLine, ...]
    hidden: str  # how many lines are in no count, as a small number they are judged by is hidden, where any is
    improved: tuple[Judged, ...]
    worsened: tuple[Judged, ...]
    crossed: tuple[Crossing, ...]
    unacted: tuple[Judged, ...]  # missed, with no open action behind it
    charts: tuple[Chart, ...]
    charts_more: str  # how many are left out, where some are
    missing: tuple[MissingLine, ...]
    late_actions: tuple[ActionLine, ...]
    actions: tuple[ActionLine, ...]
    risks: tuple[RiskLine, ...]
    notes: tuple[Note, ...]
    revised: tuple[RevisedLine, ...]
    comparators: tuple[BesideLine, ...]
    questions: tuple[Note, ...]  # what a careful officer would question
    figures: tuple[ObjectiveFigures, ...]
    highlights: tuple[HighlightPart, ...]
    words: tuple[WordsPart, ...]  # what the plan itself says: progress, concerns, findings, narratives
