"""What people do to a plan and its round, in the audit's own words: each act that is kept, once."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """As it is stored and as `steward audit` prints it; a word once used is never changed."""

    # who is who
    POST_ADDED = "post added"
    ACCOUNT_MATCHED = "account matched"
    ACCOUNT_TAKEN_AWAY = "account taken away"
    ACCOUNT_CLOSED = "account found deactivated"
    ACCOUNT_OPENED = "account opened again"
    ROLE_GIVEN = "role given"
    ROLE_TAKEN_AWAY = "role taken away"
    LEAD_CHANGED = "objective lead changed"
    OWNER_CHANGED = "owner changed"
    ABSENCE_CHANGED = "absence changed"
    LET_IN = "let in"
    NO_LONGER_LET_IN = "no longer let in"
    NAME_ACCEPTED = "name accepted"
    NAME_REFUSED = "name refused"
    # figures
    FIGURE_SUBMITTED = "figure submitted"
    FIGURE_REVISED = "figure revised"
    FIGURE_APPROVED = "figure approved"
    FIGURE_SENT_BACK = "figure sent back"
    FIGURE_APPROVED_ALONE = "figure approved, a one-person check"
    FIGURE_PUBLISHED = "figure published"
    FIGURE_PUT_OFF = "figure put off"
    REMINDER_PUT_OFF = "reminder put off"
    SHEET_TAKEN = "sheet taken in"
    WORKBOOK_MAPPED = "workbook mapped"
    # actions, risks, highlights
    ACTION_CHANGED = "action changed"
    ACTION_ADDED = "action added"
    RISK_CHANGED = "risk changed"
    RISK_SCORED = "risk scored"
    RISK_ADDED = "risk added"
    HIGHLIGHT_SUBMITTED = "highlight submitted"
    HIGHLIGHT_CHANGED = "highlight changed"
    # the timetable and what is sent
    MEETING_SET = "meeting set"
    MEETING_CANCELLED = "meeting cancelled"
    RULE_CHANGED = "rule changed"
    BODY_ADDED = "body added"
    BODY_CHANGED = "body changed"
    SCHEDULE_CHANGED = "schedule changed"
    DELIVERY_RETRIED = "delivery retried"
    DELIVERY_DROPPED = "delivery dropped"
    ASKED_OF_OFFICER = "asked of the officer"
    GRANTED = "request granted"
    REFUSED = "request refused"
    TOLD_TO_LEAD = "told to the lead"
    LEFT_OUT = "left out"
    # a plan that moves on
    PLAN_ROLLED_OVER = "plan rolled over"
    OBJECTIVE_RETIRED = "objective retired"
    INDICATOR_RETIRED = "indicator retired"
    INDICATOR_SPLIT = "indicator split"
    INDICATORS_MERGED = "indicators merged"
    INDICATOR_REDEFINED = "indicator redefined"
    LINE_RETIRED = "line retired"
    CLOSED = "closed"
    OBJECTIVE_CHANGED = "objective changed"
