"""`steward manifest`: what an administrator pastes into api.slack.com to make the app."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Annotated, Any

import typer

from bot.config import public_url
from bot.domain.errors import BadSetting
from bot.web.installing import BACK
from bot.web.site import SLACK

OPTION = "--http"


def manifest(
    *,
    http: Annotated[
        str | None,
        typer.Option(OPTION, metavar="URL", help="For `steward run --http`: where Slack finds Steward."),
    ] = None,
    one_board: Annotated[
        bool, typer.Option("--one-board", help="With --http: for one board, whose token stands in the settings.")
    ] = False,
) -> None:
    """Print the app manifest for Slack: api.slack.com/apps, Create New App, From a manifest."""
    printed = files("handlers").joinpath("manifest.json").read_text(encoding="utf-8")
    if http is None and one_board:
        raise BadSetting(
            setting="--one-board", problem="it goes with --http alone; Socket Mode is for one board anyway"
        )
    if http is not None:
        url = public_url(http.strip().rstrip("/"), OPTION)
        if not url:
            raise BadSetting(setting=OPTION, problem="say where Slack finds Steward, such as https://steward.example")
        printed = json.dumps(_over_http(json.loads(printed), url, many=not one_board), ensure_ascii=False, indent=2)
    typer.echo(printed.rstrip("\n"))


def _over_http(made: dict[str, Any], url: str, *, many: bool) -> dict[str, Any]:
    """The same app, told of things in requests; for many boards also installed by each of them.

    docs.slack.dev/reference/app-manifest. A token that is renewed cannot stand in the settings.
    """
    told = f"{url}{SLACK}"
    for command in made["features"]["slash_commands"]:
        command["url"] = told
    for kind in ("event_subscriptions", "interactivity"):
        made["settings"][kind]["request_url"] = told
    made["settings"] |= {"socket_mode_enabled": False, "token_rotation_enabled": many, "org_deploy_enabled": many}
    if many:
        made["oauth_config"] = {"redirect_urls": [f"{url}{BACK}"]} | made["oauth_config"]
    return made
