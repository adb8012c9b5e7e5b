"""The words boards print over the columns of actions, risks, agendas, statements and comparisons."""

from __future__ import annotations

from bot.domain.reading.headings import Column

_NUMBER = ("no", "number", "item no", "ref no")
_OBJECTIVE = (
    "objective",
    "objectives",
    "priority",
    "programme",
    "operational objective",
    "objective no",
    "priority no",
)
_OWNER = (
    "by", "by whom", "owner", "owner printed", "lead", "lead officer", "responsible", "responsible officer", "who",
    "action by", "overseen by", "risk owner", "accountable", "assigned to",
)  # fmt: skip

ACTIONS = {
    Column.REFERENCE: ("reference", "ref", "code", "id", "action no", "decision no", *_NUMBER),
    Column.MINUTE: ("minute", "minute no"),
    Column.KIND: ("kind", "type"),
    Column.TITLE: (
        "action",
        "title",
        "milestone",
        "activity",
        "decision",
        "actions",
        "what",
        "key action",
        "resolution",
        "task",
    ),
    Column.DUE: ("due", "by when", "when", "timescale", "deadline", "target date", "report back", "report back by"),
    Column.DUE_DATE: ("due date", "date due", "due on"),
    Column.OWNER: _OWNER,
    Column.BASIS: ("basis",),
    Column.ITEM: ("item", "agenda item", "subject", "topic"),
    Column.STATE: ("state", "status", "rag", "position", "on schedule"),
    Column.PROGRESS: ("progress", "update", "latest", "progress to date", "progress update"),
    Column.BARRIER: ("barrier", "barriers", "issue", "issues", "blocked by"),
    Column.OVERCOME: ("overcome", "how overcome", "barriers overcome", "how it was overcome", "solution"),
    Column.DECIDED: ("decided on", "decided", "meeting", "meeting date", "date", "agreed on", "agreed", "date agreed"),
    Column.COMPLETED: ("completed on", "date completed", "done on", "completion date"),
    Column.OBJECTIVE: _OBJECTIVE,
    Column.INDICATORS: ("indicators", "indicator", "codes", "indicator codes", "pis", "measures"),
}
RISKS = {
    Column.REFERENCE: ("reference", "ref", "code", "id", "risk no", "risk ref", *_NUMBER),
    Column.TITLE: ("title", "risk", "risk title", "name"),
    Column.LIKELIHOOD: ("likelihood", "probability", "l"),
    Column.IMPACT: ("impact", "severity", "i"),
    Column.SCORE: ("score", "rating", "risk score", "current score", "risk rating"),
    Column.DESCRIPTION: ("description", "cause and effect", "detail", "details"),
    Column.MITIGATION: ("mitigation", "mitigations", "mitigating actions", "controls", "control", "actions"),
    Column.OWNER: _OWNER,
    Column.OBJECTIVE: _OBJECTIVE,
    Column.TREND: ("trend", "direction", "direction of travel", "movement", "change"),
    Column.PREVIOUS: ("previous score", "last score", "previous rating", "score last time", "previous"),
    Column.SCORED: ("scored on", "date", "as at", "reviewed", "reviewed on", "last reviewed", "date scored"),
    Column.CLOSED: ("closed on", "closed", "date closed"),
}
AGENDA = {
    Column.NUMBER: (*_NUMBER, "item"),
    Column.TITLE: ("title", "agenda item", "subject", "topic", "business"),
    Column.PAGES: ("pages", "page", "page no", "page numbers"),
    Column.REPORT_OF: ("report of", "report by", "reported by", "lead", "presented by", "presenter", "who"),
    Column.DECIDED: ("meeting", "meeting date", "date", "on"),
}
FORWARD = {
    Column.NUMBER: _NUMBER,
    Column.GROUP: ("group", "section", "heading", "kind"),
    Column.TITLE: ("item", "title", "subject", "topic", "report"),
    Column.WHEN: ("meeting", "meeting date", "date", "on", "when", "scheduled for"),
}
HEADLINES = {
    Column.KIND: ("kind", "type"),
    Column.NUMBER: _NUMBER,
    Column.TEXT: ("text", "headline", "challenge", "statement"),
    Column.OBJECTIVE: _OBJECTIVE,
}
INITIATIVES = {
    Column.NUMBER: _NUMBER,
    Column.TITLE: ("title", "initiative", "name", "strategy"),
    Column.ACCOUNTABLE: ("accountable", "accountable to", "accountable board", "board"),
    Column.LEAD: ("lead", "lead organisation", "led by", "owner"),
    Column.TEXT: ("summary", "text", "description", "what it is"),
    Column.OBJECTIVE: _OBJECTIVE,
}
THEMES = {Column.NUMBER: _NUMBER, Column.TEXT: ("title", "theme", "text", "name")}
PROGRESS = {
    Column.NUMBER: _NUMBER,
    Column.OBJECTIVE: _OBJECTIVE,
    Column.ABOUT: ("subject", "about", "topic"),
    Column.TEXT: ("statement", "text", "progress", "update", "achievement"),
    Column.KIND: ("kind", "status", "state", "type"),
    Column.WHEN: ("date", "when", "by when"),
    Column.FIGURE: ("figure", "number printed", "value"),
}
GOVERNANCE = {
    Column.TITLE: ("role", "body", "group", "board", "name", "title"),
    Column.LEVEL: ("level",),
    Column.TEXT: ("responsibility", "responsibilities", "text", "what it does", "description"),
    Column.ACCOUNTABLE: ("reports to", "accountable to", "reports into"),
    Column.CADENCE: ("cadence", "how often", "frequency"),
}
OVERARCHING = {
    Column.TITLE: ("rating", "rag", "colour"),
    Column.FIGURE: ("count as printed", "count", "number", "how many"),
    Column.TEXT: ("note", "notes", "text"),
}
FINDINGS = {
    Column.NUMBER: _NUMBER,
    Column.ABOUT: ("characteristic", "protected characteristic", "group", "about"),
    Column.TEXT: ("finding", "text", "equality finding", "statement", "impact"),
    Column.OBJECTIVE: _OBJECTIVE,
    Column.KIND: ("kind", "status", "type"),
}
RECOMMENDATIONS = {
    Column.NUMBER: _NUMBER,
    Column.TEXT: ("recommendation", "text", "recommended"),
    Column.ANSWER: ("answer", "response", "decision", "outcome", "board s answer"),
    Column.DECIDED: ("meeting", "meeting date", "date", "on", "put on", "made on"),
    Column.LEAD: ("put by", "from", "by", "lead"),
    Column.OBJECTIVE: _OBJECTIVE,
}
NARRATIVES = {
    Column.NUMBER: _NUMBER,
    Column.ABOUT: ("locality", "area", "district", "ward", "place"),
    Column.TEXT: ("text", "narrative", "story", "summary"),
    Column.OBJECTIVE: _OBJECTIVE,
}
COMPARISONS = {
    Column.NUMBER: _NUMBER,
    Column.INDICATOR: ("indicator", "title", "measure", "name"),
    Column.EXCEEDS: ("exceeds national", "better than national", "above national", "exceeds", "better"),
    Column.INDICATORS: ("indicator rows", "indicators", "rows", "codes", "indicator codes"),
    Column.NOTE: ("note", "notes"),
    Column.SOURCE: ("source",),
}
COMPARATORS = {
    Column.CODE: ("code", "ref", "reference", "indicator code"),
    Column.TITLE: ("title", "indicator", "measure", "name", "indicator title"),
    Column.PERIOD: ("period", "year", "quarter", "date"),
    Column.NATIONAL: ("national", "england", "national average", "england average", "national figure"),
    Column.NEIGHBOURS: (
        "statistical neighbours",
        "statistical neighbour",
        "neighbours",
        "sn",
        "statistical neighbour average",
    ),
    Column.REGION: ("region", "regional", "regional average", "east midlands", "south west"),
    Column.NOTE: ("note", "notes"),
    Column.SOURCE: ("source",),
}
MEASURES = {
    Column.TITLE: ("title", "measure", "indicator", "name"),
    Column.CODE: ("code", "ref", "reference"),
    Column.PERIOD: ("period", "when", "date", "year"),
    Column.FIGURE: ("value", "figure", "result", "actual", "performance"),
    Column.NATIONAL: ("comparator national value", "national", "national value", "england", "national average"),
    Column.NOTE: ("note", "notes", "comment", "comments"),
    Column.OBJECTIVE: _OBJECTIVE,
    Column.GOOD: ("good performance", "good is", "polarity", "which way is good"),
    Column.OWNER: _OWNER,
    Column.UNIT: ("unit", "units"),
    Column.SOURCE: ("source", "data source"),
}  # fmt: skip
