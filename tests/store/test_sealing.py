"""Tokens stand sealed in the database; each key opens what it has sealed, and the first one seals."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from slack_sdk.oauth.installation_store import Installation
from sqlalchemy import text

from bot.app import installations as installations_module
from bot.app.installations import Installations, States
from bot.domain.errors import BadSetting
from store.sealing import Seal, new_key, seal_anew

if TYPE_CHECKING:
    from store.work import Store

OLD, NEW = new_key(), new_key()
TOKEN = "xoxe.xoxb-1-" + "x" * 170  # as long as a token that is renewed


def installed(store: Store, *keys: str, team: str = "T1", token: str = TOKEN) -> Installations:
    installations = Installations(store, "1.2", Seal(keys))
    installations.save(
        Installation(
            app_id="A1",
            team_id=team,
            team_name="A board",
            bot_token=token,
            bot_id="B1",
            bot_user_id="U1",
            bot_refresh_token=f"{token}-again",
            user_id="U2",
            user_token="xoxp-of-a-person",
            installed_at=datetime(2014, 7, 2, 9).timestamp(),  # noqa: DTZ001  as slack_sdk has it
        )
    )
    return installations


def stored(store: Store) -> str:
    with store.all_workspaces() as connection:
        return " ".join(
            str(row)
            for table in ("slack_bots", "slack_installations")
            for row in connection.execute(text(f"SELECT * FROM {table}"))  # noqa: S608  our own tables
        )


def test_a_token_is_given_back_as_it_was_and_stands_nowhere_as_it_is(store: Store) -> None:
    installations = installed(store, NEW)
    found = installations.find_bot(enterprise_id=None, team_id="T1")
    assert found
    assert (found.bot_token, found.bot_refresh_token) == (TOKEN, f"{TOKEN}-again")
    assert "xoxb" not in stored(store)
    assert "xoxp" not in stored(store)


def test_no_token_of_a_person_is_kept(store: Store) -> None:
    found = installed(store, NEW).find_installation(enterprise_id=None, team_id="T1")
    assert found
    assert found.user_token is None


def test_an_older_key_still_opens_what_it_has_sealed(store: Store) -> None:
    installed(store, OLD)
    found = Installations(store, "1.2", Seal([NEW, OLD])).find_bot(enterprise_id=None, team_id="T1")
    assert found
    assert found.bot_token == TOKEN


def test_once_all_is_sealed_anew_the_older_key_can_go(store: Store) -> None:
    installed(store, OLD)
    with store.all_workspaces(writes=True) as connection:
        assert seal_anew(connection, Seal([NEW, OLD])) == 4  # of the bot and of its installation
    found = Installations(store, "1.2", Seal([NEW])).find_bot(enterprise_id=None, team_id="T1")
    assert found
    assert found.bot_token == TOKEN


def test_without_its_key_a_token_cannot_be_read(store: Store) -> None:
    installed(store, OLD)
    with pytest.raises(BadSetting, match=r"STEWARD_TOKEN_KEYS: none of its keys") as refused:
        Installations(store, "1.2", Seal([NEW])).find_bot(enterprise_id=None, team_id="T1")
    assert OLD not in str(refused.value)


@pytest.mark.parametrize("key", ["", "short", "é" * 44, OLD[:-2]], ids=["none", "short", "no letters", "cut off"])
def test_what_is_no_key_is_refused_and_not_told(key: str) -> None:
    with pytest.raises(BadSetting, match=r"STEWARD_TOKEN_KEYS") as refused:
        Seal([NEW, key])
    assert NEW not in str(refused.value)
    assert not key or key not in str(refused.value)


def test_a_word_that_an_answer_is_known_by_is_good_once(store: Store) -> None:
    given = States(store)
    word = given.issue()
    assert given.consume(word)
    assert not given.consume(word)
    assert not given.consume("another")


def test_words_that_nobody_came_back_with_do_not_pile_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installations_module, "STATE_SECONDS", -1)
    for _ in range(3):
        States(store).issue()
    with store.all_workspaces() as connection:
        assert connection.scalar(text("SELECT count(*) FROM slack_oauth_states")) == 1


def test_a_workspace_that_is_left_has_no_token_and_another_keeps_its_own(store: Store) -> None:
    installations = installed(store, NEW)
    installed(store, NEW, team="T2", token="xoxb-2")
    left = installations.find_bot(enterprise_id=None, team_id="T1")
    assert left
    installations.leave(left)
    assert installations.find_bot(enterprise_id=None, team_id="T1") is None
    assert installations.find_installation(enterprise_id=None, team_id="T1") is None
    assert installations.held() == [(None, "T2", False)]
