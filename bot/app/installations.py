"""Which Slack workspaces have installed Steward, with their tokens: slack_sdk's stores on our database, sealed."""

from __future__ import annotations

import logging
import math
import time
from collections import defaultdict
from datetime import UTC, datetime
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation import TokenRotator

from bot import redaction
from bot.app.slack import Identity
from bot.delivery import UNREACHED
from bot.domain.errors import DatabaseAway
from store.engines import or_away
from store.sealing import seal_columns

if TYPE_CHECKING:
    from slack_sdk import WebClient
    from slack_sdk.oauth.installation_store import Bot, Installation
    from sqlalchemy import ColumnElement

    from store.sealing import Seal
    from store.work import Store

Place = tuple[str | None, str | None]  # the enterprise, None for none; the team, None for all of the enterprise
Stamp = tuple[Any, ...]
STATE_SECONDS = 600  # from the press of "Add to Slack" to the way back
MOST_STATES = 1_000  # installations that are begun and not over: whoever opens the page begins one
MINUTES_BEFORE = 120  # a token that lives twelve hours is renewed two hours before its end
AT_A_TIME = 4  # tokens that are renewed side by side: each has a connection to the database until Slack has answered
LOST = {"account_inactive", "token_revoked"}  # not invalid_auth: so says Slack to a network that it does not allow
log = logging.getLogger("steward")


class Installations(SQLAlchemyInstallationStore):
    """slack_sdk's store, on our database, with every token sealed. No token of a person is kept.

    May raise DatabaseAway.
    """

    def __init__(self, store: Store, client_id: str, seal: Seal) -> None:
        super().__init__(client_id, store.for_others, logger=logging.getLogger("slack_sdk.oauth"))
        self.turn = store.turn
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

    def stamp(self, bot: Bot) -> Stamp | None:
        """Which token is in force there: another once the board has come back or it was renewed, None once it left."""
        c = self.bots.c
        there = c.client_id == self.client_id, c.enterprise_id == bot.enterprise_id, c.team_id == bot.team_id
        latest = self.bots.select().with_only_columns(*self._stamped()).where(*there).order_by(c.installed_at.desc())
        with or_away(), self.engine.connect() as connection:
            row = connection.execute(latest.limit(1)).first()
        return tuple(row) if row else None

    def stamps(self) -> dict[Place, Stamp]:
        """The same of every installation, by its enterprise and team."""
        c = self.bots.c
        columns = c.enterprise_id, c.team_id, *self._stamped()
        every = self.bots.select().with_only_columns(*columns).where(c.client_id == self.client_id)
        with or_away(), self.engine.connect() as connection:
            rows = connection.execute(every.order_by(c.installed_at)).all()
        return {(enterprise, team): tuple(stamp) for enterprise, team, *stamp in rows}

    def _stamped(self) -> tuple[ColumnElement[Any], ...]:
        return self.bots.c.installed_at, self.bots.c.bot_token_expires_at

    def leave(self, bot: Bot) -> None:
        """Forget every token of that workspace, or organisation."""
        with or_away():
            self.delete_all(enterprise_id=bot.enterprise_id, team_id=bot.team_id)


class TooManyBegunError(Exception):
    """So many installations are begun already that nobody may begin another for some seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"for {seconds:.0f} s")
        self.seconds = seconds


class States(SQLAlchemyOAuthStateStore):
    """The words by which Slack's answer to an installation is known to be one that we asked for; each is good once.

    Whoever opens the page gets one, so those that are over are swept away by whoever comes next, and of the others
    there are so many and no more: TooManyBegunError. May raise DatabaseAway.
    """

    def __init__(self, store: Store) -> None:
        super().__init__(STATE_SECONDS, store.for_others, logging.getLogger("slack_sdk.oauth"))

    def issue(self, *args: object, **kwargs: object) -> str:
        now = datetime.fromtimestamp(time.time(), UTC).replace(tzinfo=None)  # noqa: TID251  as slack_sdk writes it
        begun, ends = self.oauth_states, self.oauth_states.c.expire_at
        full = begun.select().with_only_columns(ends).order_by(ends.desc()).offset(MOST_STATES - 1).limit(1)
        with or_away():
            with self.engine.begin() as connection:
                connection.execute(begun.delete().where(ends <= now))
                room_at = connection.scalar(full)
            if room_at is not None:
                raise TooManyBegunError((room_at - now).total_seconds())
            return super().issue(*args, **kwargs)


class Renewal:
    """Tokens that end are renewed in time (docs.slack.dev/authentication/using-token-rotation).

    The word that renews one is good once, and Slack gives nothing for it a second time. So it is spent by one process
    at a time, while the database answers, and what comes of it is held on to until the database has it.
    """

    def __init__(self, installations: Installations, client: WebClient, client_id: str, client_secret: str) -> None:
        self._installations, self._client = installations, client
        self._rotator = TokenRotator(client=client, client_id=client_id, client_secret=client_secret)
        self._at_it: defaultdict[str, Lock] = defaultdict(Lock)  # installation -> whoever renews its token
        self._few = BoundedSemaphore(AT_A_TIME)
        self._unsaved: dict[str, Bot] = {}  # a token that was renewed -> the one that came of it

    def renewed(self, bot: Bot) -> Bot | None:
        """The same bot, with a token that is good for another two hours, or where that cannot be had for a while.

        None: the token has ended, and nothing but a new installation brings another.
        """
        if _left(bot) > MINUTES_BEFORE * 60:
            return bot
        whose, ended = f"{bot.enterprise_id} {bot.team_id}", _left(bot) <= 0
        with self._at_it[whose]:
            if not self._few.acquire(blocking=ended):
                return bot
            try:
                with self._installations.turn(whose, wait=ended) as ours:
                    return self._by_us(bot) if ours else bot
            finally:
                self._few.release()

    def _by_us(self, bot: Bot) -> Bot | None:
        held = self._anew(bot)
        if held is None or held.bot_token != bot.bot_token:  # removed meanwhile, or renewed by another process
            return held
        held = self._unsaved.get(held.bot_token, held)
        try:
            fresh = self._rotator.perform_bot_token_rotation(bot=held, minutes_before_expiration=MINUTES_BEFORE)
        except (SlackTokenRotationError, *UNREACHED) as trouble:
            found = self._anew(bot)
            if found is None or found.bot_token != bot.bot_token:
                return found
            log.warning("The token of %s could not be renewed: %s", bot.team_id or bot.enterprise_id, _told(trouble))
            return held if _left(held) > 0 else None
        return self._saved(bot, fresh or held)

    def _saved(self, bot: Bot, fresh: Bot) -> Bot:
        """In the place of that one, unless Steward was removed while we asked: it must not come back by this."""
        self._unsaved[bot.bot_token] = fresh
        try:
            if self._anew(bot) is not None:
                self._installations.save_bot(fresh)
        except DatabaseAway:
            log.warning("The new token of %s cannot be saved yet; it is tried again.", bot.team_id or bot.enterprise_id)
        else:
            del self._unsaved[bot.bot_token]
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


def ends_soon(stamp: Stamp) -> bool:
    """Whether the token is to be renewed, as far as the database knows."""
    ends = stamp[1]
    return ends is not None and ends.timestamp() - time.time() <= MINUTES_BEFORE * 60  # noqa: TID251  as below


def _left(bot: Bot) -> float:
    """The seconds until its token ends."""
    ends = bot.bot_token_expires_at
    return math.inf if ends is None else ends - time.time()  # noqa: TID251  Slack's time, as slack_sdk has it


def _told(trouble: Exception) -> str:
    return redaction.in_short(trouble.api_error if isinstance(trouble, SlackTokenRotationError) else trouble)


def identity_of(bot: Bot, team_id: str, team_name: str) -> Identity:
    """Who the token makes us, as Slack told it when it was given: nothing has to be asked."""
    return Identity(team_id, team_name, str(bot.bot_user_id), str(bot.bot_id), "steward")
