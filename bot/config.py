"""Settings: the only reader of the environment, which refuses what is unsafe."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from platformdirs import user_data_dir

from bot.clock import file_clock
from bot.domain.errors import BadSetting

if TYPE_CHECKING:
    from collections.abc import Mapping

SLACK = "https://slack.com/api/"
MOST_PORT = 65_535
SHORTEST_SECRET = 16  # Slack's has 32 characters
MOST_PROXIES = 9
GRACE_DAYS, MOST_GRACE_DAYS = 30, 3650
PLANS_KEPT, MOST_PLANS_KEPT = 256, 100_000
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMS = ("text", "json")
OURS = "STEWARD_"  # so begins what nobody but Steward reads


@dataclass(frozen=True, slots=True)
class Settings:
    """Each field is one environment variable; the README lists them all, and a test holds it to that."""

    database_url: str = field(repr=False)  # STEWARD_DATABASE_URL; may hold a password
    bot_token: str = field(repr=False)  # SLACK_BOT_TOKEN, xoxb-
    app_token: str = field(repr=False)  # SLACK_APP_TOKEN, xapp-
    signing_secret: str = field(repr=False)  # SLACK_SIGNING_SECRET
    client_id: str  # SLACK_CLIENT_ID: of the app that other workspaces install
    client_secret: str = field(repr=False)  # SLACK_CLIENT_SECRET
    token_keys: tuple[str, ...] = field(repr=False)  # STEWARD_TOKEN_KEYS: the first seals, each opens
    public_url: str  # STEWARD_PUBLIC_URL: where browsers and Slack find us
    proxies: int  # STEWARD_PROXIES: how many stand in front and tell in X-Forwarded-For whom they hear
    teams: tuple[str, ...]  # STEWARD_TEAMS: who may install it; empty: whoever likes
    grace_days: int  # STEWARD_GRACE_DAYS: from when a board removes Steward until all it held is deleted
    plans_kept: int  # STEWARD_PLANS_KEPT: how many boards' plans a process keeps in memory
    slack_api_url: str  # SLACK_API_URL
    clock_file: Path | None  # STEWARD_CLOCK
    log_level: str  # STEWARD_LOG_LEVEL
    log_format: str  # STEWARD_LOG_FORMAT: how a line is written
    http: tuple[str, int] | None  # STEWARD_HTTP: the host and port to listen on


VARIABLES = (
    "STEWARD_DATABASE_URL",
    "STEWARD_CLOCK",
    "STEWARD_LOG_LEVEL",
    "STEWARD_LOG_FORMAT",
    "SLACK_BOT_TOKEN",
    "STEWARD_HTTP",
    "STEWARD_PUBLIC_URL",
    "STEWARD_PROXIES",
    "STEWARD_TEAMS",
    "STEWARD_GRACE_DAYS",
    "STEWARD_PLANS_KEPT",
    "STEWARD_TOKEN_KEYS",
    "SLACK_CLIENT_ID",
    "SLACK_CLIENT_SECRET",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_API_URL",
)


def settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force; BadSetting names the variable and what is wrong with it."""
    given = os.environ if environment is None else environment
    _refuse_unknown(given)
    api_url = given.get("SLACK_API_URL", "").strip() or SLACK
    return Settings(
        database_url=_database_url(given.get("STEWARD_DATABASE_URL", "").strip()),
        bot_token=_token("SLACK_BOT_TOKEN", given, "xoxb-"),
        app_token=_token("SLACK_APP_TOKEN", given, "xapp-"),
        signing_secret=_secret("SLACK_SIGNING_SECRET", given, "signing secret"),
        client_id=given.get("SLACK_CLIENT_ID", "").strip(),
        client_secret=_secret("SLACK_CLIENT_SECRET", given, "client secret"),
        token_keys=tuple(given.get("STEWARD_TOKEN_KEYS", "").replace(",", " ").split()),
        public_url=public_url(given.get("STEWARD_PUBLIC_URL", "").strip().rstrip("/")),
        proxies=_number("STEWARD_PROXIES", given, 0, MOST_PROXIES),
        teams=_teams(given.get("STEWARD_TEAMS", "").replace(",", " ").split()),
        grace_days=_number("STEWARD_GRACE_DAYS", given, GRACE_DAYS, MOST_GRACE_DAYS),
        plans_kept=_number("STEWARD_PLANS_KEPT", given, PLANS_KEPT, MOST_PLANS_KEPT),
        slack_api_url=_api_url(api_url),
        clock_file=_clock_file(given.get("STEWARD_CLOCK", "").strip(), api_url),
        log_level=_one_of(LEVELS, "STEWARD_LOG_LEVEL", given.get("STEWARD_LOG_LEVEL", "").strip().upper() or "INFO"),
        log_format=_one_of(FORMS, "STEWARD_LOG_FORMAT", given.get("STEWARD_LOG_FORMAT", "").strip().lower() or "text"),
        http=_http(given.get("STEWARD_HTTP", "").strip()),
    )


def without_settings(environment: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment that a program of ours is given which is told its settings anew."""
    given = os.environ if environment is None else environment
    return {name: value for name, value in given.items() if not name.startswith(("STEWARD_", "SLACK_"))}


def _refuse_unknown(given: Mapping[str, str]) -> None:
    """A name that is misspelt would be as if it were not set: another database, or no bound on who may install."""
    for name in sorted(given):
        if name.startswith(OURS) and name not in VARIABLES:
            near = get_close_matches(name, [each for each in VARIABLES if each.startswith(OURS)], 1, 0.0)
            raise BadSetting(setting=name, problem=f"there is no such setting; the nearest is {near[0]}")


def _database_url(given: str) -> str:
    if not given:
        folder = Path(user_data_dir("steward", appauthor=False))
        folder.mkdir(parents=True, exist_ok=True)
        return f"sqlite:///{folder / 'steward.sqlite3'}"
    scheme, _, rest = given.partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"} and rest:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest:
        return given
    raise BadSetting(
        setting="STEWARD_DATABASE_URL", problem='it must begin with "sqlite:///" or "postgresql://"; it does not'
    )


def _token(name: str, given: Mapping[str, str], prefix: str) -> str:
    token = given.get(name, "").strip()
    if not token.isascii() or not token.isprintable() or " " in token:
        raise BadSetting(setting=name, problem="it holds a space or a character that no token has; copy it again")
    if token and not token.startswith(prefix):
        problem = f'it must begin with "{prefix}"; check that the two tokens were not exchanged'
        raise BadSetting(setting=name, problem=problem)
    return token


def _secret(name: str, given: Mapping[str, str], what: str) -> str:
    secret = given.get(name, "").strip()
    fit = len(secret) >= SHORTEST_SECRET and secret.isascii() and secret.isprintable() and " " not in secret
    if secret and not fit:
        problem = f'it is no {what}; copy it from "Basic Information" on the app\'s page on api.slack.com'
        raise BadSetting(setting=name, problem=problem)
    return secret


def public_url(given: str, setting: str = "STEWARD_PUBLIC_URL") -> str:
    """Where Steward is found from outside, without a slash at its end; BadSetting."""
    if not given:
        return ""
    try:
        url = urlsplit(given)
        _ = url.port
    except ValueError:
        raise BadSetting(setting=setting, problem="it is no web address") from None
    if not url.hostname or url.query or url.fragment or (url.scheme != "https" and not is_loopback(given)):
        problem = "it must be an address that begins with https://, such as https://steward.example"
        raise BadSetting(setting=setting, problem=problem)
    return given


def _teams(given: list[str]) -> tuple[str, ...]:
    for each in given:
        if not re.fullmatch(r"[TE][A-Z0-9]{2,}", each):
            problem = f'"{each}" is no id of a Slack workspace or organisation, such as T0123ABC'
            raise BadSetting(setting="STEWARD_TEAMS", problem=problem)
    return tuple(given)


def _number(name: str, given: Mapping[str, str], unset: int, most: int) -> int:
    said = given.get(name, "").strip()
    if not said:
        return unset
    if not (said.isascii() and said.isdecimal() and 1 <= int(said[:9]) <= most):
        raise BadSetting(setting=name, problem=f"it must be a number from 1 to {most}")
    return int(said)


def _http(given: str) -> tuple[str, int] | None:
    if not given:
        return None
    host, _, port = given.rpartition(":")
    try:
        address = ip_address(host.strip("[]"))
        number = int(port)
    except ValueError:
        number = -1
    if not 0 <= number <= MOST_PORT:
        problem = "it must be an address of this machine and a port, such as 127.0.0.1:3000 or 0.0.0.0:3000"
        raise BadSetting(setting="STEWARD_HTTP", problem=problem) from None
    return str(address), number


def _api_url(given: str) -> str:
    try:
        url = urlsplit(given)
        _ = url.port  # only looked at here is it read
    except ValueError:
        raise BadSetting(setting="SLACK_API_URL", problem="it is no web address") from None
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(given)):
        raise BadSetting(setting="SLACK_API_URL", problem="it must begin with https://, unless it is on this machine")
    return given if given.endswith("/") else f"{given}/"


def _clock_file(given: str, api_url: str) -> Path | None:
    if not given:
        return None
    if not is_loopback(api_url):
        raise BadSetting(
            setting="STEWARD_CLOCK", problem="the clock can be set only where SLACK_API_URL is on this machine"
        )
    path = Path(given)
    try:
        file_clock(path)()
    except (OSError, ValueError):
        problem = f'the file "{path}" must hold one moment, such as 2014-07-02T09:00:00+01:00'
        raise BadSetting(setting="STEWARD_CLOCK", problem=problem) from None
    return path


def _one_of(words: tuple[str, ...], setting: str, given: str) -> str:
    if given not in words:
        raise BadSetting(setting=setting, problem=f"it must be one of {', '.join(words)}")
    return given


def is_loopback(address: str) -> bool:
    """Whether a URL leads to this machine alone."""
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return False
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
