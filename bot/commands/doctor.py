"""`steward doctor`: looks at everything that Steward needs, and says of each that it is well, or what to do."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import typer

from bot.app.slack import ssl_context, web_client
from bot.commands import doctor_boards, doctor_here, doctor_slack
from bot.commands.doctor_words import Check, NotWellError, looked, told, unseen
from bot.commands.edges import USUAL_HTTP
from bot.commands.required import WHAT
from bot.commands.wiring import load
from bot.domain.errors import Refused
from bot.web.site import SLACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.commands.wiring import Wired
    from bot.config import Settings
    from bot.workspace import Workspace

SECONDS = 5.0
NEEDED = {"database", "migrations", "zone data"}  # to open a board


def doctor(*, as_json: Annotated[bool, typer.Option("--json", help="An array of objects.")] = False) -> None:
    """Look whether Steward is well: settings, database, Slack, channels, owners, what waits. Changes nothing."""
    checks = list(_checks())
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in checks], indent=2, ensure_ascii=False))
    else:
        for each in checks:
            typer.echo(told(each))
    if not all(each.ok for each in checks):
        raise typer.Exit(1)


def _checks() -> Iterator[Check]:
    try:
        wired = load()
    except Refused as refused:
        yield Check("settings", False, str(refused))
        return
    yield Check("settings", True, "Each is of the kind that it should be.")
    here = list(doctor_here.of_machine(wired))
    yield from here
    boards: tuple[Workspace, ...] = ()
    if all(each.ok for each in here if each.check in NEEDED):
        boards = tuple(each for each in wired.workspaces.all() if each.removed_at is None)
    yield from _of_slack(wired, boards)
    yield _edge(wired.settings)
    for each in boards:
        yield from doctor_here.of_board(each, _among(each, boards))
    if not boards:
        for name in doctor_here.OF_BOARD:
            yield unseen(name, "there is no board in a database that is ready")
    wired.store.close()


def _of_slack(wired: Wired, boards: tuple[Workspace, ...]) -> Iterator[Check]:
    settings = wired.settings
    if settings.client_id:
        for each in boards:
            yield from doctor_boards.of_board(wired, each, _among(each, boards))
    elif settings.bot_token:
        client = web_client(settings.bot_token, settings.slack_api_url)
        bound = sorted(boards, key=lambda each: each.slack_team is None)
        yield from doctor_slack.of_token(client, next(iter(bound), None), "")
    else:
        yield Check("token", False, f"SLACK_BOT_TOKEN is not set; it is {WHAT['SLACK_BOT_TOKEN']}.")
        for part in doctor_slack.PARTS:
            yield unseen(part, "there is no token to ask Slack with")


def _among(board: Workspace, boards: tuple[Workspace, ...]) -> str:
    return f" of {board.name}" if len(boards) > 1 else ""


def _edge(settings: Settings) -> Check:
    """The way in: a socket where an app token is set, else Slack's requests."""
    if settings.app_token and not settings.client_id:
        return doctor_slack.of_socket(web_client(settings.bot_token, settings.slack_api_url), settings.app_token)
    if settings.signing_secret:
        return looked("request URL", lambda: _request_url(settings))
    problem = f"SLACK_APP_TOKEN is not set; it is {WHAT['SLACK_APP_TOKEN']}. For --http it is SLACK_SIGNING_SECRET."
    return Check("socket", False, problem)


def _request_url(settings: Settings) -> str:
    """A request that nobody signed is turned away: by Steward, where it stands there."""
    url = f"{settings.public_url or _own_address(settings)}{SLACK}"
    try:
        context = ssl_context() if url.startswith("https") else None
        with urlopen(Request(url, b"{}", method="POST"), timeout=SECONDS, context=context) as answer:  # noqa: S310  https, or this machine
            status = answer.status
    except HTTPError as refused:
        status = refused.code
        refused.close()
    except OSError as error:
        raise NotWellError(
            f"Nothing answers at {url} ({type(error).__name__}). Is steward run --http at work, and the proxy set up?"
        ) from None
    if status != 401:
        raise NotWellError(
            f"{url} answers with {status}, where Steward would with 401. Whatever stands there, Slack does not reach "
            "Steward through it."
        )
    return f"Steward answers at {url}, and takes only what Slack has signed."


def _own_address(settings: Settings) -> str:
    host, port = settings.http or USUAL_HTTP
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  where it listens, not where it is asked
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
