"""Which Slack workspaces have installed Steward, with their tokens: slack_sdk's stores on our database, sealed."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation import TokenRotator

from bot import redaction
from bot.app.slack import Identity
from bot.delivery import UNREACHED
from store.sealing import seal_columns
from store.work import or_away

if TYPE_CHECKING:
    from slack_sdk import WebClient
    from slack_sdk.oauth.installation_store import Bot, Installation

    from store.sealing import Seal
    from store.work import Store

STATE_SECONDS = 600  # from the press of "Add to Slack" to the way back
MINUTES_BEFORE = 120  # a token that lives twelve hours is renewed two hours before its end
LOST = {"account_inactive", "token_revoked"}  # not invalid_auth: so says Slack to a network that it does not allow
log = logging.getLogger("steward")


class Installations(SQLAlchemyInstallationStore):
    """slack_sdk's store, on our database, with every token sealed. No token of a person is kept.

    May raise DatabaseAway.
    """

    def __init__(self, store: Store, client_id: str, seal: Seal) -> None:
        super().__init__(client_id, store.for_others, logger=logging.getLogger("slack_sdk.oauth"))
        for table in (self.bots, self.installations):
            seal_columns(table, seal)

    def save(self, installation: Installation) -> None:
        installation.user_token = installation.user_refresh_token = None
        installation.user_token_expires_at = None
        with or_away():
            super().save(installation)

    def save_bot(self, bot: Bot) -> None:
        with or_away():
            super().save_bot(bot)

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        with or_away():
            return super().find_bot(
                enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
            )

    def held(self) -> list[tuple[str | None, str | None, bool]]:
        """Enterprise, team and whether the whole organisation installed it, of each installation."""
        columns = self.bots.c.enterprise_id, self.bots.c.team_id, self.bots.c.is_enterprise_install
        with self.engine.connect() as connection:
            found = connection.execute(self.bots.select().with_only_columns(*columns).distinct())
            return [(row.enterprise_id, row.team_id, bool(row.is_enterprise_install)) for row in found]

    def stamp(self, bot: Bot) -> object:
        """Which installation is in force there: another once the board has come back, None once it has left."""
        c = self.bots.c
        there = c.client_id == self.client_id, c.enterprise_id == bot.enterprise_id, c.team_id == bot.team_id
        latest = self.bots.select().with_only_columns(c.installed_at).where(*there).order_by(c.installed_at.desc())
        with or_away(), self.engine.connect() as connection:
            return connection.scalar(latest.limit(1))

    def leave(self, bot: Bot) -> None:
        """Forget every token of that workspace, or organisation."""
        with or_away():
            self.delete_all(enterprise_id=bot.enterprise_id, team_id=bot.team_id)


class States(SQLAlchemyOAuthStateStore):
    """The words by which Slack's answer to an installation is known to be one that we asked for; each is good once.

    Whoever opens the page gets one, so those that are over are swept away by whoever comes next.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(STATE_SECONDS, store.for_others, logging.getLogger("slack_sdk.oauth"))

    def issue(self, *args: object, **kwargs: object) -> str:
        now = datetime.fromtimestamp(time.time(), UTC).replace(tzinfo=None)  # noqa: TID251  as slack_sdk writes it
        with self.engine.begin() as connection:
            connection.execute(self.oauth_states.delete().where(self.oauth_states.c.expire_at <= now))
        return super().issue(*args, **kwargs)


class Renewal:
    """Tokens that end are renewed in time (docs.slack.dev/authentication/using-token-rotation)."""

    def __init__(self, installations: Installations, client: WebClient, client_id: str, client_secret: str) -> None:
        self._installations, self._client = installations, client
        self._rotator = TokenRotator(client=client, client_id=client_id, client_secret=client_secret)

    def renewed(self, bot: Bot) -> Bot | None:
        """The same bot, with a token that is good for another two hours, or where that cannot be had for a while.

        A refresh token is good once. Where another process was quicker, what it has saved is taken. None: the token has
        ended, and nothing but a new installation brings another.
        """
        try:
            fresh = self._rotator.perform_bot_token_rotation(bot=bot, minutes_before_expiration=MINUTES_BEFORE)
        except (SlackTokenRotationError, *UNREACHED) as trouble:
            found = self._anew(bot)
            if found and found.bot_token != bot.bot_token:
                return found
            if found is None:  # Steward was removed while we asked
                return None
            log.warning("The token of %s could not be renewed: %s", bot.team_id or bot.enterprise_id, _told(trouble))
            ends = bot.bot_token_expires_at
            return bot if ends is None or ends > time.time() else None  # noqa: TID251  Slack's time, as slack_sdk has it
        if fresh is None:
            return bot
        if self._anew(bot) is not None:  # else Steward was removed while we asked: it must not come back by this
            self._installations.save_bot(fresh)
        return fresh

    def is_good(self, bot: Bot) -> bool:
        """Whether Slack still takes the token: it is asked. A token that has ended by itself may yet be renewed."""
        try:
            self._client.auth_test(token=str(bot.bot_token))
        except SlackApiError as refused:
            if refused.response.get("error") in LOST:
                return False
            if refused.response.get("error") != "token_expired":
                raise
        return True

    def _anew(self, bot: Bot) -> Bot | None:
        return self._installations.find_bot(
            enterprise_id=bot.enterprise_id, team_id=bot.team_id, is_enterprise_install=bot.is_enterprise_install
        )


def _told(trouble: Exception) -> str:
    return redaction.in_short(trouble.api_error if isinstance(trouble, SlackTokenRotationError) else trouble)


def identity_of(bot: Bot, team_id: str, team_name: str) -> Identity:
    """Who the token makes us, as Slack told it when it was given: nothing has to be asked."""
    return Identity(team_id, team_name, str(bot.bot_user_id), str(bot.bot_id), "steward")
