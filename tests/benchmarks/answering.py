"""A command and a mention through our app, beside a bare one that does the same work in its plainest form."""

from __future__ import annotations

import ssl
from itertools import count
from typing import TYPE_CHECKING, Any

from slack_sdk import WebClient

from bot import render
from bot.app import build
from bot.app.inbox import Inbox
from bot.app.slack import web_client, who_am_i
from bot.local import LocalSlack
from bot.services import answers
from tests.benchmarks import parts
from tests.benchmarks.city import city
from tests.benchmarks.timing import Ratio, medians

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from slack_bolt import App

    from bot.domain.model import Catalogue
    from bot.workspace import Workspace
    from store.work import Store

MOST_FOR_A_BARE_POST = 0.002  # seconds; above, the stand-in stalls and every ratio against it is worthless


def ratios(folder: Path, *, rounds: int, calls: int) -> list[Ratio]:
    """The two ratios, measured on one plan in one run."""
    with city(folder) as (store, _, workspace), LocalSlack() as slack:
        amy = slack.add_user("U1", "amy")
        slack.add_channel("C1", "board", members=["U1"])
        client = web_client(slack.bot_token, slack.api_url)
        bare_client = WebClient(slack.bot_token, base_url=slack.api_url, ssl=ssl.create_default_context())
        identity = who_am_i(client)
        app = build(workspace, client, identity)
        bare = parts.bare_app(bare_client, identity)
        command = parts.command_body(amy.id, "C1", identity.team_id)
        mentions = _mentions(identity.team_id, identity.user_id)
        inbox = Inbox(app, workspace, client)
        cells = {
            "command": parts.dispatch(app, command),
            "mention": lambda: inbox.receive(next(mentions)),
            "bare command": parts.dispatch(bare, command),
            "bare mention": _bare_mention(bare, mentions),
            "bare post": lambda: bare_client.chat_postMessage(channel="C1", text="answer"),
        } | _parts(store, workspace)
        return _table(medians(cells, rounds=rounds, calls=calls))


def _parts(store: Store, workspace: Workspace) -> dict[str, Callable[[], object]]:
    said = answers.answer(workspace, parts.QUESTION)
    return {
        "query": parts.joined_query(store.engine, workspace.id),
        "match": parts.one_match(_catalogue(workspace)),
        "template": parts.one_template(render.message(said, charts=False)),
        "insert": parts.committed_insert(store.engine),
    }


def _catalogue(workspace: Workspace) -> Catalogue:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
    if catalogue is None:
        raise RuntimeError("no plan was imported")
    return catalogue


def _mentions(team: str, bot: str) -> Any:  # noqa: ANN401  an endless iterator of payloads
    """Mentions that each come once, as Slack delivers them."""
    for number in count(1):
        ts = f"{1404291600 + number}.000100"
        event = {
            "type": "app_mention", "user": "U1", "text": f"<@{bot}> {parts.QUESTION}", "ts": ts, "event_ts": ts,
            "channel": "C1", "team": team,
        }  # fmt: skip
        yield {
            "token": "t", "team_id": team, "api_app_id": "A0APP", "type": "event_callback", "event": event,
            "event_id": f"Ev{number}", "event_time": 1404291600, "is_ext_shared_channel": False,
            "authorizations": [{"team_id": team, "user_id": bot, "is_bot": True, "is_enterprise_install": False}],
        }  # fmt: skip


def _bare_mention(app: App, mentions: Any) -> Callable[[], object]:  # noqa: ANN401  as above
    def call() -> object:
        return parts.dispatch(app, next(mentions))()

    return call


def _table(taken: dict[str, float]) -> list[Ratio]:
    if taken["bare post"] > MOST_FOR_A_BARE_POST:
        raise RuntimeError(f"a bare post took {taken['bare post'] * 1000:.1f} ms: nothing here can be trusted")
    needed = taken["query"] + taken["match"] + taken["template"] + taken["insert"]
    return [
        Ratio(
            name="`/steward status of NEET`, in process",
            ours=taken["command"],
            baseline=taken["bare command"] + needed,
            limit=1.5,
            of="bare Bolt command + one joined query + one match + one cached template + one committed insert",
        ),
        Ratio(
            name="a mention, over loopback HTTP",
            ours=taken["mention"],
            baseline=taken["bare mention"] + needed + 2 * taken["insert"],
            limit=2.0,
            of="bare listener that posts once + those parts + two commits",
        ),
    ]
