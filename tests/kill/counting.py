"""What should not be after a round of two boards: something lost, something twice, something of the other board."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.domain.kinds import State
from bot.domain.reporting import ReportState
from store import outbox
from store.outbox import FILE, MOST_UNSEEN
from tests.kill.boards import CHANNEL, CODES, OFFICER, OWNER, SECOND
from tests.kill.round_steps import ANYWHERE
from tests.slack import office

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.local import Message
    from store.outbox import Delivery
    from tests.kill.boards import Board

FORGIVEN = {"not_subscribed", "refused_ack"}
# Whoever died or slept there may have posted; in a channel nobody can look, and the post is made again.
UNSEEN = (ANYWHERE, "counted", "asked once more, about to send", "accepted by Slack", "marked, not committed")


def wrong(board: Board, boards: Sequence[Board], kills: Mapping[str, int]) -> Iterator[str]:
    found = (*_questions(board), *_figures(board), *_messages(board), *_report(board, kills), *_strange(board, boards))
    yield from (f"{board.name}: {each}" for each in found)


def _questions(board: Board) -> Iterator[str]:
    answered = Counter(board.answers())
    for each in board.asked:
        assert each.message
        key = f"{each.message.channel}:{each.message.ts}"
        if answered[key] != 1:
            yield f"the question {key} was answered {answered[key]} times"


def _figures(board: Board) -> Iterator[str]:
    for code in CODES:
        states = board.figures(code)
        if states != [State.PUBLISHED]:
            yield f"the figure of {code} stands as {states}"


def _messages(board: Board) -> Iterator[str]:
    """In direct messages nothing stands twice, whoever died."""
    for who in (OFFICER, OWNER, SECOND):
        twice = [key for key, many in Counter(keys(board.slack.direct(who))).items() if many > 1]
        yield from (f"{who} has {key} more than once" for key in twice)
        drafts = len(board.to(who, "Highlight report"))
        if drafts != (who != OWNER):
            yield f"{who} has {drafts} drafts"
    held = _held(board)
    yield from (f"{each.key} is {each.state}: {each.error}" for each in held if each.state in outbox.OPEN)
    for each in held:
        if each.state is outbox.State.FAILED and not (each.channel == CHANNEL and each.posts >= MOST_UNSEEN):
            yield f"{each.key} failed: {each.error}"
    nudges = [each for each in held if each.kind == outbox.NUDGE and each.updates_id is None and each.sent_at]
    days = Counter((each.person_id, each.sent_at.date()) for each in nudges if each.sent_at)
    yield from (f"{person} was reminded {many} times on {day}" for (person, day), many in days.items() if many > 1)


def _report(board: Board, kills: Mapping[str, int]) -> Iterator[str]:
    """Each message of it once, but for those over which somebody died where nobody can look; each paper once."""
    report = board.report
    if report is None or report.state is not ReportState.PUBLISHED:
        yield f"the report is {report}"
        return
    said = [each for each in board.slack.from_bot(CHANNEL) if not each.files]
    planned = {each.key for each in _held(board) if each.channel == CHANNEL and each.person_id is None}
    papers = {each.key for each in _held(board) if each.kind == FILE}
    times = Counter(keys(said))
    yield from (f"{key} never came" for key in planned - papers - set(times) if ":note" not in key)
    twice = sum(many - 1 for many in times.values())
    if twice > sum(kills[step] for step in UNSEEN) + board.again:
        yield f"{twice} messages of the report stand twice"
    yield from (f"{key} stands {many} times" for key, many in times.items() if many > MOST_UNSEEN + board.again)
    yield from (f"{each.text[:40]} is not in the thread" for each in said if each.thread_ts not in {None, report.ts})
    names = sorted(file.name for each in board.slack.from_bot(CHANNEL) for file in each.files)
    if [name.rsplit(".")[-1] for name in names] != ["docx", "xlsx"]:
        yield f"its papers are {names}"


def _strange(board: Board, boards: Sequence[Board]) -> Iterator[str]:
    others = [each.name for each in boards if each is not board]
    for words in board.words():
        yield from (f"is shown {name}: {words[:200]}" for name in others if name.lower() in words.lower())
    for problem in board.slack.problems:
        if problem.kind not in FORGIVEN:
            yield f"{problem.kind}: {problem.detail}"


def keys(messages: list[Message]) -> list[str]:
    return [each.metadata["event_payload"]["key"] for each in messages if each.metadata]


def _held(board: Board) -> tuple[Delivery, ...]:
    with board.workspace.reading() as work:
        assert office.plan_id(board.workspace)
        return outbox.every(work, limit=10_000)
