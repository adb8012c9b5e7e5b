"""Every table of the store, and `metadata`, which holds them all."""

from store.tables.base import Numbered, Row, Scoped
from store.tables.figures import Deferral, Figure
from store.tables.measures import Alias, Measure, MeasureLink, Series
from store.tables.people import Membership, Organisation, Person, Workspace
from store.tables.plans import (
    Line,
    Mark,
    Objective,
    Placement,
    PlacementObjective,
    Plan,
    PlanVersion,
    Target,
)
from store.tables.talk import Asked, Change, Conversation, SeenEvent

metadata = Row.metadata

__all__ = [
    "Alias",
    "Asked",
    "Change",
    "Conversation",
    "Deferral",
    "Figure",
    "Line",
    "Mark",
    "Measure",
    "MeasureLink",
    "Membership",
    "Numbered",
    "Objective",
    "Organisation",
    "Person",
    "Placement",
    "PlacementObjective",
    "Plan",
    "PlanVersion",
    "Scoped",
    "SeenEvent",
    "Series",
    "Target",
    "Workspace",
    "metadata",
]
