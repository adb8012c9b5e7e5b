"""Each visitor may begin so many installations; who they are, is said by proxies of ours alone."""

from __future__ import annotations

import pytest
from starlette.requests import Request

from bot.web import visitors
from bot.web.visitors import MOST, SECONDS, Visitors


def coming(*heard: str) -> Request:
    headers = [(b"x-forwarded-for", line.encode()) for line in heard]
    return Request({"type": "http", "headers": headers, "client": ("127.0.0.1", 1)})


class Ticks:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_whoever_comes_too_often_is_told_when_to_come_again() -> None:
    ticks = Ticks()
    known = Visitors(1, ticks)
    for _ in range(MOST):
        assert known.wait(coming("203.0.113.7")) == 0
        ticks.now += 1
    assert known.wait(coming("203.0.113.7")) == SECONDS - MOST
    assert known.wait(coming("203.0.113.8")) == 0
    ticks.now = SECONDS
    assert known.wait(coming("203.0.113.7")) == 0


@pytest.mark.parametrize(
    ("proxies", "one", "other", "same"),
    [
        (1, "10.0.0.1, 203.0.113.7", "10.0.0.2, 203.0.113.7", True),  # the first of both may be written by anybody
        (1, "203.0.113.7", "203.0.113.8", False),
        (2, "203.0.113.7, 10.0.0.1", "203.0.113.8, 10.0.0.1", False),
        (1, "2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        (1, "2001:db8:0:1::1", "2001:db8:0:2::1", False),
        (1, "203.0.113.7:4711", "203.0.113.7:4711", True),
    ],
)
def test_who_they_are_says_the_proxy_that_stands_outermost(proxies: int, one: str, other: str, *, same: bool) -> None:
    known = Visitors(proxies)
    for _ in range(MOST):
        known.wait(coming(*one.split(", ")))  # a line each
    assert (known.wait(coming(other)) > 0) is same


@pytest.mark.parametrize(("proxies", "heard"), [(0, "203.0.113.7"), (2, "203.0.113.7")])
def test_a_header_that_no_proxy_of_ours_has_written_is_not_believed(proxies: int, heard: str) -> None:
    known = Visitors(proxies)
    assert {known.wait(coming(heard)) for _ in range(MOST + 1)} == {0}
    assert not known._came


def test_no_more_visitors_are_kept_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitors, "MOST_KEPT", 10)
    known = Visitors(1)
    for number in range(30):
        known.wait(coming(f"203.0.113.{number}"))
    assert len(known._came) == 10
