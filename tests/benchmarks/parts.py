"""The parts that an answer cannot do without, each in the plain way of its library: what we compare ourselves with."""

from __future__ import annotations

import json
import re
from collections import Counter
from math import log
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from rapidfuzz import fuzz, process
from slack_bolt import Ack, App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import MetaData, and_
from sqlmodel import Field, Session, SQLModel, select

from bot import render
from bot.render.environment import environment
from bot.render.escaping import Printed
from store.tables import Figure, Measure, Series

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient
    from sqlalchemy import Engine

    from bot.app.slack import Identity
    from bot.domain.answers import Answer
    from bot.domain.model import Catalogue
    from bot.render import Message

QUESTION = "status of NEET"
NEET = "NI 117"


def bare_app(client: WebClient, identity: Identity, message: Message) -> App:
    """Bolt as a plain app would use it: a command answered in the acknowledgement, a mention by one ready message."""

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
        blocks = message.blocks
        client.chat_postMessage(channel=event["channel"], thread_ts=event["ts"], text=message.text, blocks=blocks)

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


def dispatch(app: App, body: dict[str, Any], says: str = "") -> Callable[[], object]:
    """The request through Bolt; what is answered must say so."""

    def call() -> object:
        answer = app.dispatch(BoltRequest(body=body, mode="socket_mode"))
        if answer.status != 200 or says not in (answer.body or ""):
            raise RuntimeError(answer.body)
        return answer

    return call


def joined_query(engine: Engine, workspace_id: int) -> Callable[[], object]:
    """One measure with the figures of all its series, joined along the keys as anybody would write it."""
    measure, series, figure = Measure.__table__.c, Series.__table__.c, Figure.__table__.c
    its_series = and_(series.workspace_id == measure.workspace_id, series.measure_id == measure.id)
    its_figures = and_(figure.workspace_id == series.workspace_id, figure.series_id == series.id)
    query = (
        select(
            measure.title, series.name, series.unit, series.polarity, figure.period, figure.value, figure.as_printed,
            figure.markers, figure.missing, figure.comment,
        )
        .select_from(Measure.__table__)
        .join(Series.__table__, its_series)
        .join(Figure.__table__, its_figures)
        .where(measure.workspace_id == workspace_id, measure.code == NEET)
    )  # fmt: skip

    def call() -> object:
        with Session(engine) as session:
            return session.exec(query).all()

    return call


class BareLine(SQLModel, table=True):
    """A log as plain as can be, in tables of its own."""

    metadata = MetaData()
    id: int | None = Field(default=None, primary_key=True)
    asker: str
    words: str


def committed_insert(engine: Engine) -> Callable[[], object]:
    """One row into a plain log, committed."""
    BareLine.metadata.create_all(engine)

    def call() -> None:
        with Session(engine) as session:
            session.add(BareLine(asker="U1", words=QUESTION))
            session.commit()

    return call


def one_match(catalogue: Catalogue) -> Callable[[], object]:
    """The plain way that finds the right one: rare words weigh more, and each word's spelling is looked up first.

    One scorer over whole titles would be quicker and wrong: WRatio takes "status of NEET" for domestic violence.
    """
    titles = [words_of(indicator.title) for indicator in catalogue.indicators]
    held = Counter(word for title in titles for word in title)
    known = list(held)

    def call() -> object:
        asked = [process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=80) for word in words_of(QUESTION)]
        weights = {found[0]: log(len(titles) / held[found[0]]) for found in asked if found}
        return max(range(len(titles)), key=lambda place: sum(weights.get(word, 0.0) for word in titles[place]))

    return call


def words_of(text: str) -> list[str]:
    return re.findall(r"[\w'-]+", text.casefold())


def one_template(said: Answer) -> Callable[[], object]:
    """A cached template of the same size: it prints the values that ours prints into blocks of the same shape."""
    values, message = _printed_values(said)
    printed = " ".join(f"{{{{ v[{place}] }}}}" for place in range(len(values)))
    blocks = json.dumps(message.blocks, ensure_ascii=False).replace("{", "{ ").replace("}", " }")
    template = Environment(autoescape=True).from_string(f'{{"text": "{printed}", "blocks": {blocks}}}')
    return lambda: json.loads(template.render(v=values))


def _printed_values(said: Answer) -> tuple[list[str], Message]:
    """Every value that our template prints for an answer, once for each time."""
    made, values = environment(), []
    finalize = made.finalize

    def noted(value: object) -> object:
        if not isinstance(value, Printed):
            values.append(re.sub(r'["\\\n]', " ", str(value)))
        return finalize(value)

    made.finalize = noted
    try:
        return values, render.message(said, charts=False, surface="ephemeral")
    finally:
        made.finalize = finalize
