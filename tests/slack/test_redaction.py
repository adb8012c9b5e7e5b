"""The log holds what an engineer needs and nothing that belongs to the board."""

import io
import logging
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from urllib.error import URLError

import pytest
from sqlalchemy.exc import OperationalError

from bot import logs, redaction
from bot.domain.errors import BadSetting

QUESTION = "how many children went missing in Radford, 17?"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a handler with the filter writes, for a logger of ours and for one of Bolt's."""
    page = io.StringIO()
    handler = logging.StreamHandler(page)
    handler.addFilter(redaction.Redacting())
    loggers = [logging.getLogger(name) for name in ("steward.test", "slack_bolt.test")]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG)
    yield page
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.mark.parametrize(
    "secret",
    [
        "xoxb-123-456-abcDEF",
        "xapp-1-A1-99-deadbeef",
        "xoxe.xoxp-1-Mi0yLTEyMzQ",
        "Bearer abc.def",
        "https://hooks.slack.com/actions/T1/2/secretword",
        "wss://wss-primary.slack.com/link/?ticket=secretword",
    ],
)
def test_tokens_and_addresses_that_are_keys_are_hidden(written: io.StringIO, secret: str) -> None:
    logging.getLogger("steward.test").warning("It was %s, they said.", secret)
    assert written.getvalue() == "It was (hidden), they said.\n"


def test_a_password_in_an_address_is_hidden(written: io.StringIO) -> None:
    logging.getLogger("steward.test").warning("postgresql://steward:hunter2@db.example/steward")
    assert "hunter2" not in written.getvalue()
    assert "db.example" in written.getvalue()


def test_bolts_lines_lose_the_bodies_they_quote(written: io.StringIO) -> None:
    body = {"type": "event_callback", "event": {"text": QUESTION}}
    logging.getLogger("slack_bolt.test").warning("Unhandled request (%s)\n---\ndetails", body)
    assert written.getvalue() == "Unhandled request (...\n"


def test_an_error_is_told_by_kind_and_lines_of_code_without_its_words(written: io.StringIO) -> None:
    try:
        int(QUESTION)
    except ValueError:
        logging.getLogger("steward.test").exception("Trouble ABC-DEF.")
    page = written.getvalue()
    assert "Radford" not in page
    assert "Trouble ABC-DEF." in page
    assert "test_redaction.py" in page
    assert page.endswith("ValueError\n")


def test_the_cause_of_an_error_comes_first() -> None:
    try:
        try:
            Decimal("17.x")
        except InvalidOperation as wrong:
            raise KeyError(QUESTION) from wrong
    except KeyError as error:
        account = redaction.account(error)
    assert account.index("InvalidOperation") < account.index("KeyError")
    assert "17.x'" not in account
    assert "Radford" not in account


def test_errors_that_cannot_quote_the_board_keep_their_words() -> None:
    assert redaction.in_short(URLError("Connection refused")) == "URLError: <urlopen error Connection refused>"
    unfit = BadSetting(setting="STEWARD_TOKEN_KEYS", problem="none opens")
    assert redaction.in_short(unfit) == "BadSetting: STEWARD_TOKEN_KEYS: none opens."
    assert redaction.in_short(AttributeError("no attribute 'x'")) == "AttributeError: no attribute 'x'"


def test_a_database_error_keeps_its_reason_and_loses_its_values() -> None:
    error = OperationalError(f"INSERT {QUESTION}", {"q": QUESTION}, Exception("database is locked, id 'Radford' 17"))
    assert redaction.in_short(error) == "OperationalError: database is locked, id ... ..."


def test_the_log_of_the_program_holds_bolt_and_slack_sdk_back_at_every_level() -> None:
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    try:
        logs.start_log("DEBUG")
        assert logging.getLogger("steward").isEnabledFor(logging.DEBUG)
        assert not logging.getLogger("slack_bolt.of_this_test").isEnabledFor(logging.WARNING)
        assert not logging.getLogger("slack_sdk.web").isEnabledFor(logging.WARNING)
        assert all(any(isinstance(each, redaction.Redacting) for each in one.filters) for one in root.handlers)
    finally:
        root.handlers[:] = before[1]
        root.setLevel(before[0])
