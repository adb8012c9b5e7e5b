"""What must be set for each way of running; what is missing is named, with where to find it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.domain.errors import BadSetting

if TYPE_CHECKING:
    from bot.config import Settings

PAGE = "from the app's page on api.slack.com"
WHAT = {
    "SLACK_BOT_TOKEN": f'the "Bot User OAuth Token", which begins with xoxb-, {PAGE}',
    "SLACK_APP_TOKEN": f"an app-level token with connections:write, which begins with xapp-, {PAGE}",
    "SLACK_SIGNING_SECRET": f'the "Signing Secret", {PAGE}',
    "SLACK_CLIENT_SECRET": f'the "Client Secret", {PAGE}',
    "STEWARD_PUBLIC_URL": "where Slack and browsers find Steward, such as https://steward.example",
    "STEWARD_TOKEN_KEYS": 'what seals the tokens of the boards; "steward boards key" makes one',
}


def require(settings: Settings, *, http: bool) -> None:
    """BadSetting for the first that is not set, or that is set and must not be."""
    if http and settings.client_id:
        _require_many(settings)
    elif http:
        _must_be("SLACK_BOT_TOKEN", settings.bot_token)
        _must_be("SLACK_SIGNING_SECRET", settings.signing_secret)
    else:
        if settings.client_id and not settings.bot_token:
            problem = "it is of an app that many boards install: start with steward run --http"
            raise BadSetting(setting="SLACK_CLIENT_ID", problem=problem)
        _must_be("SLACK_BOT_TOKEN", settings.bot_token)
        _must_be("SLACK_APP_TOKEN", settings.app_token)


def _require_many(settings: Settings) -> None:
    if settings.bot_token:
        problem = "with SLACK_CLIENT_ID each board brings its own token; take this one away"
        raise BadSetting(setting="SLACK_BOT_TOKEN", problem=problem)
    _must_be("SLACK_SIGNING_SECRET", settings.signing_secret)
    _must_be("SLACK_CLIENT_SECRET", settings.client_secret)
    _must_be("STEWARD_PUBLIC_URL", settings.public_url)
    _must_be("STEWARD_TOKEN_KEYS", settings.token_keys)


def _must_be(name: str, held: object) -> None:
    if not held:
        raise BadSetting(setting=name, problem=f"it is not set; it is {WHAT[name]}")
