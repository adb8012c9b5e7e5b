"""Whatever people type comes back harmless, and never as an order to Slack."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from handlers.questions import words_of
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    from bot.local import LocalSlack

HOSTILE = {
    "everyone": "<!channel> <!here> <!everyone> status of <!channel>",
    "people": "status of <@U1> and <@U2|ben>",
    "marks": "*status* _of_ ~all~ `things` > quoted",
    "quotes": "status of \"things\" 'and' others {{ 7*7 }} {% raw %} \\n \\",
    "right to left": "status of \u202egnitfil\u202c \u2066x\u2069 \u200f",
    "long": "status of " + "violence " * 4_400,
    "emoji": "\U0001f4c8 \U0001f468\u200d\U0001f469\u200d\U0001f467 :chart:",
    "nothing": "",
    "spaces": " \u00a0 \t \u200b ",
    "markup": "<https://example.org|status of things> &amp;lt;!channel&amp;gt;",
    "null": "status of \x00 things \x07",
    "sql": "'; DROP TABLE figure; --",
}


@pytest.mark.usefixtures("steward")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_come_back_harmless_by_every_way(slack: LocalSlack, name: str) -> None:
    amy = slack.user("U1")
    amy.mention("C1", HOSTILE[name])
    amy.dm(HOSTILE[name])
    amy.command("/steward", HOSTILE[name], "C1")
    slack.settle()
    said = [slack.from_bot("C1")[-1], slack.direct("U1")[-1], slack.ephemerals("U1")[-1]]
    assert not slack.problems
    assert not amy.notices
    for answer in said:
        assert answer.by_bot
        assert "Something went wrong" not in answer.text
        assert "<!" not in answer.text
        assert "<@" not in answer.text
        assert "mrkdwn" not in str(answer.blocks)
        assert len(answer.text) <= 4_000


@pytest.mark.usefixtures("steward")
def test_the_bots_own_name_may_stand_anywhere_in_the_question(slack: LocalSlack) -> None:
    slack.user("U1").mention("C1", f"{ASKED}, @steward?")
    slack.settle()
    assert FIGURE in slack.from_bot("C1")[0].text


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("<@U0BOT> status of NEET", "status of NEET"),
        ("status of NEET <@U0BOT|steward>", "status of NEET"),
        ("who is <@U1|amy> in <#C1|board>?", "who is amy in #board?"),
        ("<https://example.org/a?b=1&amp;c=2|NEET>", "NEET"),
        ("<https://example.org>", "https://example.org"),
        ("<!here> NEET <!subteam^S1|@leads>", "NEET @leads"),
        ("SEN &amp; disability &lt;16 &gt; 5", "SEN & disability <16 > 5"),
        ("&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"),
    ],
)
def test_what_slack_sends_is_read_as_it_was_typed(given: str, read: str) -> None:
    assert " ".join(words_of(given, "U0BOT").split()) == read
