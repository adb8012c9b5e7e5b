"""What is counted and timed, for /metrics: no label says who, which board, or anything of the plan."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

if TYPE_CHECKING:
    from bot.errands import Errand

CONTENT_TYPE = CONTENT_TYPE_LATEST
REGISTRY = CollectorRegistry()
ProcessCollector(registry=REGISTRY)  # memory, processor time, open files of this process
ANSWER_STEPS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30)  # three: Slack's patience with commands
DATABASE_STEPS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5)

REQUESTS = Counter(
    "steward_requests", "Requests of Slack, by kind and by how they ended.", ["kind", "outcome"], registry=REGISTRY
)
REQUEST_SECONDS = Histogram(
    "steward_request_seconds", "From a request's arrival to its end.", ["kind"], buckets=ANSWER_STEPS, registry=REGISTRY
)
QUESTIONS = Counter(
    "steward_questions", "Questions, by what they came to: answer, choices, unknown.", ["outcome"], registry=REGISTRY
)
DELIVERIES = Counter("steward_deliveries", "What was to be sent of its own accord.", ["outcome"], registry=REGISTRY)
LIMITED = Counter("steward_slack_rate_limited", "Answers of Slack that say: later.", ["method"], registry=REGISTRY)
DATABASE_SECONDS = Histogram(
    "steward_database_transaction_seconds",
    "Transactions from beginning to end.",
    ["kind"],
    buckets=DATABASE_STEPS,
    registry=REGISTRY,
)
OUTBOX_DUE = Gauge("steward_outbox_due", "What should have gone out by now, or is in hand.", registry=REGISTRY)
OUTBOX_AGE = Gauge("steward_outbox_oldest_due_seconds", "For how long the first of them is due.", registry=REGISTRY)
TIMETABLE_LAG = Gauge(
    "steward_timetable_lag_seconds", "How late each job is beyond its interval.", ["job"], registry=REGISTRY
)
WITHOUT_TOKEN = Gauge("steward_boards_without_token", "Boards whose token Slack takes no longer.", registry=REGISTRY)
CONNECTED = Gauge("steward_slack_connected", "1 where requests can come in.", registry=REGISTRY)
_ended, _took = cache(REQUESTS.labels), cache(REQUEST_SECONDS.labels)  # to look them up takes longer than to count
_database = {writes: DATABASE_SECONDS.labels("write" if writes else "read") for writes in (True, False)}


def request(errand: Errand) -> None:
    """One is over. Its kind and its outcome are words of ours, of which there are few."""
    _ended(errand.kind, errand.outcome).inc()
    _took(errand.kind).observe(errand.seconds)


def matched(outcome: str) -> None:
    """A question was understood, or not."""
    QUESTIONS.labels(outcome).inc()


def transaction(seconds: float, writes: bool) -> None:  # noqa: FBT001  as the store says it
    _database[writes].observe(seconds)


def page() -> bytes:
    """All of it, in Prometheus's words."""
    return generate_latest(REGISTRY)
