"""Every table of the store, and `metadata`, which holds them all."""

from store.tables.base import Numbered, Row, Scoped
from store.tables.commitments import (
    Action,
    AgendaItem,
    Comparator,
    ForwardItem,
    Highlight,
    Risk,
    RiskScore,
    Statement,
    TaskSnooze,
)
from store.tables.figures import Figure
from store.tables.measures import Alias, Measure, MeasureLink, Reference, Series
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
from store.tables.reports import Correction, Cover, Paper, Report
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
    "Action",
    "Admission",
    "AgendaItem",
    "Alias",
    "Asked",
    "Body",
    "Change",
    "Comparator",
    "Conversation",
    "Correction",
    "Cover",
    "Deferral",
    "Delivery",
    "Draft",
    "Figure",
    "ForwardItem",
    "Highlight",
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
    "Paper",
    "Person",
    "Placement",
    "PlacementObjective",
    "Plan",
    "PlanVersion",
    "Reference",
    "Report",
    "Request",
    "Risk",
    "RiskScore",
    "Scoped",
    "SeenEvent",
    "Series",
    "Snooze",
    "Statement",
    "Target",
    "TaskSnooze",
    "Workbook",
    "Workspace",
    "metadata",
]
