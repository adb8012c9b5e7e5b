"""Every table of the store, and `metadata`, which holds them all."""

from store.tables.base import Numbered, Row, Scoped
from store.tables.figures import Figure
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
from store.tables.rounds import (
    Admission,
    Body,
    Deferral,
    Delivery,
    Draft,
    Intake,
    Meeting,
    ObjectiveLead,
    Request,
    Snooze,
    Workbook,
)
from store.tables.talk import Asked, Change, Conversation, SeenEvent

metadata = Row.metadata

__all__ = [
    "Admission",
    "Alias",
    "Asked",
    "Body",
    "Change",
    "Conversation",
    "Deferral",
    "Delivery",
    "Draft",
    "Figure",
    "Intake",
    "Line",
    "Mark",
    "Measure",
    "MeasureLink",
    "Meeting",
    "Membership",
    "Numbered",
    "Objective",
    "ObjectiveLead",
    "Organisation",
    "Person",
    "Placement",
    "PlacementObjective",
    "Plan",
    "PlanVersion",
    "Request",
    "Scoped",
    "SeenEvent",
    "Series",
    "Snooze",
    "Target",
    "Workbook",
    "Workspace",
    "metadata",
]
