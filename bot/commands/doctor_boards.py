"""What `steward doctor` looks at where boards install Steward by themselves: the token of each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from bot import clock
from bot.app.installations import MINUTES_BEFORE, Installations
from bot.app.slack import web_client
from bot.commands import doctor_slack
from bot.commands.doctor_words import NotWellError, looked, unseen, when
from bot.commands.required import require
from bot.web.installing import INSTALL
from store.sealing import Seal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slack_sdk.oauth.installation_store import Bot

    from bot.commands.doctor_words import Check
    from bot.commands.wiring import Wired
    from bot.workspace import Workspace

MINUTES_LATE = 10  # after which a token should long have been renewed


def of_board(wired: Wired, board: Workspace, among: str) -> Iterator[Check]:
    """All that can be asked with its token, if it has a good one."""
    page = f"{wired.settings.public_url}{INSTALL}"
    again = f"Steward is to be installed there again, at {page}."
    if board.slack_team is None:
        again = f"No Slack has taken this one yet: the next that installs Steward does, at {page}."
    tokens: list[str] = []

    def find() -> str:
        tokens.append(_good(_bot_of(wired, board), board, again))
        return ""

    sought = looked(f"token{among}", find)
    if sought.ok:
        client = web_client(tokens[0], wired.settings.slack_api_url)
        yield from doctor_slack.of_token(client, board, among, again)
    else:
        yield sought
        for part in doctor_slack.PARTS:
            yield unseen(f"{part}{among}", "there is no token to ask Slack with")


def _bot_of(wired: Wired, board: Workspace) -> Bot | None:
    """Its own, or that of the whole organisation that it belongs to."""
    settings, within = wired.settings, board.slack_enterprise
    require(settings, http=True)
    installations = Installations(wired.store, settings.client_id, Seal(settings.token_keys))
    bot = installations.find_bot(enterprise_id=within, team_id=board.slack_team)
    if bot is None and within:
        bot = installations.find_bot(enterprise_id=within, team_id=None, is_enterprise_install=True)
    return bot


def _good(bot: Bot | None, board: Workspace, again: str) -> str:
    """Its token, where it has not ended, and is not about to end unrenewed."""
    if bot is None:
        raise NotWellError(f"It has none. {again}")
    if bot.bot_token_expires_at is None:
        return str(bot.bot_token)
    ends = datetime.fromtimestamp(bot.bot_token_expires_at, UTC)
    left = (ends - clock.system_clock()).total_seconds() / 60
    at = when(ends.astimezone(board.zone))
    unrenewed = f"Where steward run is at work, and its log says that the token could not be renewed: {again}"
    if left <= 0:
        raise NotWellError(f"It ended on {at}. {unrenewed}")
    if left < MINUTES_BEFORE - MINUTES_LATE:
        raise NotWellError(f"It ends on {at}, and should have been renewed by now. {unrenewed}")
    return str(bot.bot_token)
