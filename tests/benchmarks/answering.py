"""A command and a mention through our app, beside a bare one that does the same work in its plainest form."""

from __future__ import annotations

import ssl
import sys
from typing import TYPE_CHECKING, Any

from slack_sdk import WebClient

from bot import errands, logs, meters, render
from bot.app import build
from bot.app.inbox import Inbox
from bot.app.slack import web_client, who_am_i
from bot.domain import questions
from bot.errands import Errand
from bot.services import answers
from bot.services.answers import knowledge
from tests.benchmarks import parts
from tests.benchmarks.city import NOW, city
from tests.benchmarks.slack_apart import slack_apart
from tests.benchmarks.timing import Ratio, medians

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from slack_bolt import App

    from bot.app.slack import Identity
    from bot.domain.answers import Answer
    from bot.domain.matching import Index
    from bot.workspace import Workspace
    from store.work import Store

JSON = dict[str, Any]
MOST_FOR_A_BARE_POST = 0.002  # seconds; above, the stand-in stalls and every ratio against it is worthless


def ratios(folder: Path, *, rounds: int, calls: int) -> list[Ratio]:
    """The two ratios, measured on one plan in one run."""
    with city(folder) as (store, _, workspace), slack_apart() as slack:
        client = web_client(slack["token"], slack["url"])
        bare_client = WebClient(slack["token"], base_url=slack["url"], ssl=ssl.create_default_context())
        identity = who_am_i(client)
        app = build(workspace, client, identity)
        said = answers.answer(workspace, parts.QUESTION)
        bare = parts.bare_app(bare_client, identity, render.message(said))
        command = parts.command_body("U1", "C1", identity.team_id)
        parents = [
            bare_client.chat_postMessage(channel="C1", text=parts.QUESTION)["ts"]
            for _ in range(2 * (rounds * calls + 1))
        ]
        mentions = _mentions(identity, parents)
        inbox = Inbox(app, workspace, client)
        cells = {
            "command": parts.dispatch(app, command, says="6.5%"),
            "mention": lambda: _received(inbox, next(mentions)),
            "bare command": parts.dispatch(bare, command),
            "bare mention": _bare_mention(bare, mentions),
            "measuring": _measured,
            "bare post": lambda: bare_client.chat_postMessage(channel="C1", text="answer"),
        } | _parts(store, workspace, said)
        return _table(medians(cells, rounds=rounds, calls=calls))


def _measured() -> None:
    """What every request pays for being measured: its errand, its meters, those of a transaction that reads and two."""
    errand = Errand("request")
    with errand.at_hand():
        errands.about(kind="command", workspace=1, person="U1")
        meters.matched("answer")
    logs.end(errand, 200)
    for writes in (False, True, True):
        meters.transaction(0.001, writes)


def _received(inbox: Inbox, body: JSON) -> None:
    if inbox.receive(body).status != 200:
        raise RuntimeError("a mention was not answered")


def _parts(store: Store, workspace: Workspace, said: Answer) -> dict[str, Callable[[], object]]:
    index = _index(workspace)
    return {
        "query": parts.joined_query(store.engine, workspace.id),
        "match": lambda: questions.understand(parts.QUESTION, index, today=NOW.date()),
        "template": lambda: render.message(said, charts=False, surface="ephemeral"),
        "plain match": parts.one_match(index.catalogue),
        "plain template": parts.one_template(said),
        "insert": parts.committed_insert(store.engine),
    }


def _index(workspace: Workspace) -> Index:
    with workspace.reading() as work:
        known = knowledge.of_plan(workspace, work)
    if known is None:
        raise RuntimeError("no plan was imported")
    return known.index


def _mentions(identity: Identity, parents: Iterable[str]) -> Iterator[JSON]:
    """Mentions that each come once, as Slack delivers them; under posts that are there, so that replies find them."""
    for number, ts in enumerate(parents):
        event = {
            "type": "app_mention", "user": "U1", "text": f"<@{identity.user_id}> {parts.QUESTION}", "ts": ts,
            "event_ts": ts, "channel": "C1", "team": identity.team_id,
        }  # fmt: skip
        us = {"team_id": identity.team_id, "user_id": identity.user_id, "is_bot": True, "is_enterprise_install": False}
        yield {
            "token": "t", "team_id": identity.team_id, "api_app_id": "A0APP", "type": "event_callback", "event": event,
            "event_id": f"Ev{number}", "event_time": 1404291600, "is_ext_shared_channel": False, "authorizations": [us],
        }  # fmt: skip


def _bare_mention(app: App, mentions: Iterator[JSON]) -> Callable[[], object]:
    def call() -> object:
        return parts.dispatch(app, next(mentions))()

    return call


def _table(taken: dict[str, float]) -> list[Ratio]:
    if taken["bare post"] > MOST_FOR_A_BARE_POST:
        sys.stderr.write(f"A bare post took {taken['bare post'] * 1000:.1f} ms: trust nothing of these milliseconds.\n")
    stored = taken["query"] + taken["insert"]
    own = stored + taken["match"] + taken["template"]
    plain = stored + taken["plain match"] + taken["plain template"]
    return [
        Ratio(
            name="`/steward status of NEET`, in process",
            ours=taken["command"],
            baseline=taken["bare command"] + own,
            limit=1.5,
            of="its parts: bare Bolt command + one joined query + our match + our template + one committed insert",
        ),
        Ratio(
            name="the same, for comparison",
            ours=taken["command"],
            baseline=taken["bare command"] + plain,
            limit=2.5,
            of="the plainest parts: a match that knows neither codes nor other words, a template that chooses nothing",
        ),
        Ratio(
            name="to measure a request",
            ours=taken["measuring"],
            baseline=taken["command"],
            limit=0.02,
            of="the command",
        ),
        Ratio(
            name="a mention, over loopback HTTP",
            ours=taken["mention"],
            baseline=taken["bare mention"] + plain + 2 * taken["insert"],
            limit=2.0,
            of="bare listener that posts as much once + the plainest parts + two commits",
        ),
    ]
