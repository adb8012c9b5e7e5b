"""Slack's own markup, as docs.slack.dev/messaging/formatting-message-text has it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.local.page.drawing import Pen
from tests.local.page.reading_html import read

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2014, 4, 17, 9, tzinfo=LONDON)
STAMP = int(NOW.timestamp())
PEN = Pen({"U1": "Named officer 01", "U2": "Named officer 02"}, {"C1": "board"}, "U1", LONDON, now=NOW)
LINK = '<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>'


def inside(text: str, pen: Pen = PEN) -> str:
    """The HTML of one line."""
    return str(pen.mrkdwn(text)).removeprefix('<div class="block text"><div class="para">').removesuffix("</div></div>")


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("*bold*", "<strong>bold</strong>"),
        ("_it is_", "<em>it is</em>"),
        ("~gone~", "<s>gone</s>"),
        ("`code *as is* &amp; so`", "<code>code *as is* &amp; so</code>"),
        ("*a _b_ ~c~*", "<strong>a <em>b</em> <s>c</s></strong>"),
        ("*a _b* c_", "<strong>a _b</strong> c_"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("* a*", "* a*"),
        ("**", "**"),
        ("one\ntwo", "one<br>two"),
        ("• one\n1. two", "• one<br>1. two"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("a < b > c & d \"e\" 'f'", "a &lt; b &gt; c &amp; d &#34;e&#34; &#39;f&#39;"),
        ("<https://example.org/?a=1&amp;b=2|a *b*>", LINK.format("https://example.org/?a=1&amp;b=2", "a *b*")),
        ("<https://example.org>", LINK.format("https://example.org", "https://example.org")),
        ("<mailto:a@example.org|write>", LINK.format("mailto:a@example.org", "write")),
        ("<mailto:a@example.org>", LINK.format("mailto:a@example.org", "a@example.org")),
        ("*<https://example.org/a*b|x>*", f"<strong>{LINK.format('https://example.org/a*b', 'x')}</strong>"),
        ("see https://example.org/a.", f"see {LINK.format('https://example.org/a', 'https://example.org/a')}."),
        ("<javascript:alert(1)|x>", "x"),
        ("<file:///etc/passwd>", "file:///etc/passwd"),
        ("<@U1>", '<span class="mention mention-you">@Named officer 01</span>'),
        ("<@U2|old>", '<span class="mention">@Named officer 02</span>'),
        ("<@U9|seen>", '<span class="mention">@seen</span>'),
        ("<#C1|b>", '<span class="mention">#board</span>'),
        ("<!here>", '<span class="mention mention-you">@here</span>'),
        ("<!subteam^S1|@team>", "@team"),
        ("<!unknown>", "&lt;!unknown&gt;"),
        (":wave: :no_such:", '<span class="emoji" role="img" aria-label="wave">👋</span> :no_such:'),
        ("at 10:30:15", "at 10:30:15"),
    ],
)  # fmt: skip
def test_what_is_typed_is_drawn(typed: str, html: str) -> None:
    assert inside(typed) == html


def test_lines_that_quote_stand_together_and_code_keeps_its_lines() -> None:
    tree = read(PEN.mrkdwn("before\n&gt; one\n&gt;*two*\nafter\n```\na &lt; b\n  <https://example.org|c>\n```"))
    assert tree.find("blockquote").words == "one two"
    assert tree.find("blockquote").find("strong").words == "two"
    assert tree.find("pre").find("code").inside == ["a < b\n  c"]


@pytest.mark.parametrize(
    ("tokens", "words"),
    [
        ("{date_num}", "2014-04-17"),
        ("{date_slash}", "17/04/2014"),
        ("{date}", "17 April"),
        ("{date_short}", "17 Apr 2014"),
        ("{date_long}", "Thursday, 17 April 2014"),
        ("{date_long_full}", "17 April 2014"),
        ("{date_pretty} at {time}", "today at 09:00"),
        ("{time_secs}", "09:00:00"),
        ("{ago}", "just now"),
        ("{day_divider_pretty}", "today"),
        ("{nothing}", "{nothing}"),
    ],
)
def test_a_moment_is_written_as_the_tokens_ask(tokens: str, words: str) -> None:
    assert read(PEN.mrkdwn(f"<!date^{STAMP}^{tokens}|17 April, London time>")).words == words


@pytest.mark.parametrize(
    ("later", "tokens", "words"),
    [
        (timedelta(days=1), "{date_long_pretty}", "tomorrow"),
        (timedelta(days=-1), "{date_short_pretty}", "yesterday"),
        (timedelta(days=2), "{date_pretty}", "19 April"),
        (timedelta(days=2), "{day_divider_pretty}", "Saturday, 19 April"),
        (timedelta(days=400), "{day_divider_pretty}", "Friday, 22 May 2015"),
        (timedelta(minutes=-3), "{ago}", "3 minutes ago"),
        (timedelta(hours=1), "{ago}", "in 1 hour"),
        (timedelta(days=-800), "{ago}", "2 years ago"),
    ],
)
def test_a_moment_is_near_or_far_from_now(later: timedelta, tokens: str, words: str) -> None:
    assert read(PEN.mrkdwn(f"<!date^{STAMP + int(later.total_seconds())}^{tokens}|x>")).words == words


def test_a_moment_is_in_the_zone_of_who_reads_and_may_be_a_link() -> None:
    tokyo = Pen({}, {}, "U1", ZoneInfo("Asia/Tokyo"))
    tree = read(tokyo.mrkdwn(f"<!date^{STAMP}^{{date_pretty}} {{time}}^https://example.org|x>"))
    assert tree.find("a").words == "17 April 17:00"
    assert tree.find("time").attributes["datetime"] == "2014-04-17T17:00:00+09:00"


@pytest.mark.parametrize("stamp", ["soon", "", "9" * 400, "nan", "-" + "9" * 30])
def test_a_moment_that_is_none_shows_what_is_given_in_its_place(stamp: str) -> None:
    assert read(PEN.mrkdwn(f"<!date^{stamp}^{{date}}|17 April>")).words == "17 April"
