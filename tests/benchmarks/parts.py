"""The parts that an answer cannot do without, each as bare as its library allows: what we compare ourselves with."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from rapidfuzz import fuzz, process
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import select, text

from store.ids import new_id
from store.tables import Figure, Measure, Series

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient
    from sqlalchemy import Engine

    from bot.app.slack import Identity
    from bot.domain.model import Catalogue
    from bot.render import Message

QUESTION = "status of NEET"
NEET = "NI 117"


def bare_app(client: WebClient, identity: Identity) -> App:
    """Bolt as a plain app would use it, answering in the acknowledgement."""

    def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None,
            team_id=identity.team_id,
            bot_token=client.token,
            bot_id=identity.bot_id,
            bot_user_id=identity.user_id,
        )

    app = App(client=client, process_before_response=True, authorize=authorize, request_verification_enabled=False)

    def command(ack: Ack) -> None:
        ack(text="answer")

    def mention(event: dict[str, Any], client: WebClient) -> None:
        client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text="answer")

    app.command("/steward")(command)
    app.event("app_mention")(mention)
    return app


def command_body(user: str = "U1", channel: str = "C1", team: str = "T1") -> dict[str, str]:
    """What Slack sends for `/steward status of NEET`."""
    return {
        "token": "t", "team_id": team, "team_domain": "board", "channel_id": channel, "channel_name": "board",
        "user_id": user, "user_name": "amy", "command": "/steward", "text": QUESTION, "api_app_id": "A1",
        "response_url": "http://127.0.0.1/none", "trigger_id": "1.2.3",
    }  # fmt: skip


def dispatch(app: App, body: dict[str, Any]) -> Callable[[], object]:
    def call() -> object:
        answer = app.dispatch(BoltRequest(body=body, mode="socket_mode"))
        if answer.status != 200:
            raise RuntimeError(answer.body)
        return answer

    return call


def joined_query(engine: Engine, workspace_id: int) -> Callable[[], object]:
    """One measure with the figures of all its series."""
    query = (
        select(
            Measure.__table__.c.title, Series.__table__.c.name, Series.__table__.c.unit, Series.__table__.c.polarity,
            Figure.__table__.c.period, Figure.__table__.c.value, Figure.__table__.c.as_printed,
            Figure.__table__.c.markers, Figure.__table__.c.missing, Figure.__table__.c.comment,
        )
        .select_from(Measure.__table__)
        .join(Series.__table__, Series.__table__.c.measure_id == Measure.__table__.c.id)
        .join(Figure.__table__, Figure.__table__.c.series_id == Series.__table__.c.id)
        .where(Measure.__table__.c.workspace_id == workspace_id, Measure.__table__.c.code == NEET)
    )  # fmt: skip

    def call() -> object:
        with engine.begin() as connection:
            return connection.execute(query).all()

    return call


def committed_insert(engine: Engine) -> Callable[[], object]:
    """One row into a plain log, committed."""
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS bare_log (id BIGINT PRIMARY KEY, asker TEXT, words TEXT)"))
    statement = text("INSERT INTO bare_log (id, asker, words) VALUES (:id, :asker, :words)")

    def call() -> object:
        with engine.begin() as connection:
            return connection.execute(statement, {"id": new_id(), "asker": "U1", "words": QUESTION})

    return call


def one_match(catalogue: Catalogue) -> Callable[[], object]:
    """The plain way: rapidfuzz over all titles. It finds the wrong indicator, but it is one match."""
    titles = [indicator.title for indicator in catalogue.indicators]
    return lambda: process.extract(QUESTION, titles, scorer=fuzz.token_set_ratio, limit=5)


def one_template(message: Message) -> Callable[[], object]:
    """A cached template that says as much in as many blocks, parsed as JSON."""
    strings = [json.dumps(block, ensure_ascii=False) for block in message.blocks]
    template = Environment(autoescape=True).from_string(
        '{"text": "{{ text }}", "blocks": [{% for said in blocks %}'
        '{"type": "section", "text": {"type": "plain_text", "text": "{{ said }}"}}{% if not loop.last %},{% endif %}'
        "{% endfor %}]}"
    )
    words = [string.replace("\\", "").replace('"', "") for string in strings]
    whole = message.text.replace("\\", "").replace('"', "").replace("\n", " ")
    return lambda: json.loads(template.render(text=whole, blocks=words))
