"""Two boards and three processes on one PostgreSQL: a whole round and its report while processes die and sleep."""

from __future__ import annotations

import sys
import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from slack_sdk import WebClient

from bot.clock import file_clock
from bot.domain.kinds import State
from bot.domain.reporting import ReportState
from bot.local import LocalSlack
from bot.workspace import Workspaces
from store import outbox
from store.outbox import OPEN
from store.work import Store
from tests.kill.balancer import Balancer
from tests.kill.boards import CODES, OFFICER, OWNER, SECOND, Board
from tests.kill.counting import wrong
from tests.kill.crew import Crew
from tests.kill.round_steps import ASKING, DRAFTING, ENTERING, NUDGING, PUBLISHING, fates_of
from tests.slack.boards import KEY, PUBLIC, Browser
from tests.slack.conftest import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bot.local import Delivery

LONDON = ZoneInfo("Europe/London")
APRIL = datetime(2014, 4, 1, 10, 0, tzinfo=LONDON)
HEADS_UP = datetime(2014, 5, 12, 10, 0, tzinfo=LONDON)
APPROVING = datetime(2014, 5, 13, 10, 0, tzinfo=LONDON)
DRAFT = datetime(2014, 6, 4, 9, 0, tzinfo=LONDON)
PAPERS_DAY = datetime(2014, 6, 24, 12, 0, tzinfo=LONDON)
MEETING = datetime(2014, 7, 2, 9, 30, tzinfo=LONDON)
PATIENCE = 150.0  # seconds in which something must come to pass
STANDS_STILL = 1.5  # seconds after which the clock, which else stands, goes on by A_WHILE
A_WHILE = timedelta(seconds=40)
A_STEP = 4.0  # until whoever clicked is answered, or told that nobody answers
TURNS = 3  # a connection is taken, its request is read, and it is answered
A_TRACE = 40  # lines of the log at the most
FORGIVEN = "expired_trigger_id"  # somebody's click waited for one that slept, for longer than a form may be opened
A_LOOK = 0.1  # from one look at what has come of it to the next


@dataclass(slots=True)
class RoundOutcome:
    """What became of it all; `wrong` says what should not be."""

    kills: Counter[str] = field(default_factory=Counter)
    sleeps: Counter[str] = field(default_factory=Counter)
    ends: list[float] = field(default_factory=list)  # seconds that each took which was told to end
    messages: int = 0
    again: int = 0  # of them, where nobody could look what had become of the first
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


def run_round(address: str, folder: Path, *, seed: int = 0) -> RoundOutcome:
    """A whole round of two boards in which somebody meets each fate; with the next seed those who died fall asleep."""
    began, outcome = time.perf_counter(), RoundOutcome()
    with ExitStack() as stack:
        stage = _Stage(stack, address, folder, seed)
        outcome.kills, outcome.sleeps, outcome.ends = stage.crew.kills, stage.crew.sleeps, stage.crew.ends
        try:
            for act in (asking, nudging, entering, approving, drafting, publishing, meeting):
                act(stage)
                stage.note(act.__name__, began)
        except TimeoutError as late:
            raise TimeoutError(f"{late}\n{stage.crew.seen()}") from late
        outcome.wrong = [
            said for board in stage.boards for said in wrong(board, stage.boards, outcome.kills + outcome.sleeps)
        ]
        outcome.wrong += stage.troubles()
        outcome.wrong += [f"nobody met {each}" for each in stage.crew.left]
        outcome.again = sum(each.again for each in stage.boards)
        outcome.messages = sum(len(each.slack.calls_of("chat.postMessage")) for each in stage.boards)
    outcome.seconds = time.perf_counter() - began
    return outcome


class _Stage:
    """The two boards, the processes that serve them, and the time."""

    def __init__(self, stack: ExitStack, address: str, folder: Path, seed: int) -> None:
        self._seed, self._log = seed, folder / "log"
        slack, other = _workspaces(stack)
        balancer = stack.enter_context(Balancer())
        clock = folder / "clock"
        clock.write_text(APRIL.isoformat(), encoding="utf-8")
        common = {"settings": _settings(slack, address, clock), "log": str(self._log), "fates": str(folder)}
        self.crew = stack.enter_context(Crew(common, clock, balancer, lambda: _is_through(slack)))
        self.crew.start_over_each_other()
        browser = Browser(slack, balancer)  # type: ignore[arg-type]  # as much of a process as it wants: a port
        assert [browser.install(f"{team} {OFFICER}").status for team in ("T0LOCAL", "T2LOCAL")] == [200, 200]
        store = Store(address)
        stack.callback(store.close)
        workspaces = Workspaces(store, file_clock(clock))
        named = (("Alder", slack, "T0LOCAL"), ("Birch", other, "T2LOCAL"))
        self.boards = [Board(name, world, workspaces.for_team(team)) for name, world, team in named]
        for board in self.boards:
            board.settle()
            board.slack.deliver_to(balancer.url)

    def scene(self, moment: datetime, *steps: str) -> None:
        """It is that moment, and at these steps somebody dies or falls asleep."""
        self.crew.begin(fates_of(steps, self._seed))
        self.crew.set(max(moment, self.crew.moment))

    def until(self, holds: Callable[[Board], bool], step: Callable[[Board], Delivery | None] | None = None) -> None:
        """Each board's people take one step after the other until it is so, whoever dies meanwhile."""
        ends, left = time.monotonic() + PATIENCE, list(self.boards)
        goes_on = time.monotonic() + STANDS_STILL
        while left := [board for board in left if not holds(board)]:
            self.crew.tend()
            if time.monotonic() > goes_on:  # what was put off for some seconds waits for the clock
                self.crew.set(self.crew.moment + A_WHILE)
                goes_on = time.monotonic() + STANDS_STILL
            if time.monotonic() > ends:
                raise TimeoutError(
                    f"{holds.__qualname__}: {self.crew.left} {self._log.read_text(encoding='utf-8')[-3000:]}"
                )
            told = [step(board) for board in left] if step else []
            for board, each in zip(left, told, strict=False):
                _wait(board, lambda each=each: each is None or each.done, A_STEP)  # type: ignore[misc]
            _wait(left[0], lambda: False, A_LOOK)

    def note(self, act: str, began: float) -> None:
        """How far it has come, for whoever watches."""
        met = f"{self.crew.kills.total()} died, {self.crew.sleeps.total()} stood still"
        sys.stderr.write(f"{act}: {time.perf_counter() - began:.0f} s, {met}, still to be met {self.crew.left}\n")

    def troubles(self) -> list[str]:
        """What nobody foresaw, with what came before it and after it."""
        said = self._told().splitlines()
        found = [place for place, each in enumerate(said) if "Trouble" in each]
        told = ["\n".join(said[place : place + A_TRACE]) for place in found]
        return [each for each in told if FORGIVEN not in each]

    def _told(self) -> str:
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""


def _wait(board: Board, holds: Callable[[], bool], seconds: float) -> None:
    try:
        board.slack.wait_for(holds, seconds)
    except TimeoutError:
        return


def _is_through(slack: LocalSlack) -> None:
    """It takes what it is sent in order, in one thread: what comes after something is answered after it."""
    client = WebClient(slack.bot_token, slack.api_url)
    for _ in range(TURNS):
        client.api_test()


def _workspaces(stack: ExitStack) -> tuple[LocalSlack, LocalSlack]:
    scopes = " ".join(MANIFEST["oauth_config"]["scopes"]["bot"])
    events = " ".join(MANIFEST["settings"]["event_subscriptions"]["bot_events"])
    slack = stack.enter_context(LocalSlack(bot_name="steward", scopes=scopes, events=events))
    slack.timing.retries = (0.1, 0.2, 0.3)
    other = stack.enter_context(slack.neighbour("T2LOCAL", "birch"))
    for world in (slack, other):
        for account, name in ((OFFICER, "olive"), (OWNER, "owen"), (SECOND, "sam")):
            world.add_user(account, name)
        world.add_channel("C1", "board")
    return slack, other


def _settings(slack: LocalSlack, address: str, clock: Path) -> dict[str, str]:
    return {
        "STEWARD_DATABASE_URL": address,
        "STEWARD_CLOCK": str(clock),
        "STEWARD_HTTP": "127.0.0.1:0",
        "STEWARD_PUBLIC_URL": PUBLIC,
        "STEWARD_TOKEN_KEYS": KEY,
        "SLACK_CLIENT_ID": slack.grants.client_id,
        "SLACK_CLIENT_SECRET": slack.grants.client_secret,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
    }


def asking(stage: _Stage) -> None:
    stage.scene(APRIL, *ASKING)
    for board in stage.boards:
        for who in (OFFICER, OWNER, SECOND):
            board.asks(who)
    stage.until(lambda board: len(set(board.answers())) == len(board.asked))


def nudging(stage: _Stage) -> None:
    stage.scene(HEADS_UP, *NUDGING)
    stage.until(lambda board: bool(board.to(OWNER, "wanted from you")))


def entering(stage: _Stage) -> None:
    stage.scene(HEADS_UP, *ENTERING)
    for code in CODES:
        stage.until(lambda board, code=code: bool(board.figures(code)), lambda board, code=code: board.enters(code))  # type: ignore[misc]


def approving(stage: _Stage) -> None:
    stage.scene(APPROVING)
    for code in CODES:
        stage.until(
            lambda board, code=code: State.APPROVED in board.figures(code),  # type: ignore[misc]
            lambda board, code=code: board.approves(code),  # type: ignore[misc]
        )


def drafting(stage: _Stage) -> None:
    stage.scene(DRAFT, *DRAFTING)
    stage.until(lambda board: all(board.to(who, "Highlight report") for who in (OFFICER, SECOND)))
    stage.until(lambda board: _state(board) is ReportState.SIGNED_OFF, lambda board: board.signs_off())


def publishing(stage: _Stage) -> None:
    stage.scene(PAPERS_DAY, *PUBLISHING)
    stage.until(_is_out, Board.sends_after_all)


def meeting(stage: _Stage) -> None:
    """All give way to a new version, one by one; what was left in hand is taken up, and the figures are asked for."""
    stage.scene(MEETING)
    for each in stage.crew.awake:
        stage.crew.roll(each)
    for board in stage.boards:
        board.asks(SECOND)
    stage.until(
        lambda board: len(set(board.answers())) == len(board.asked) and not _open(board),
        Board.sends_after_all,
    )


def _state(board: Board) -> ReportState | None:
    return board.report.state if board.report else None


def _is_out(board: Board) -> bool:
    report = board.report
    return report is not None and report.state is ReportState.PUBLISHED and bool(report.ts) and not _open(board)


def _open(board: Board) -> list[outbox.Delivery]:
    """What is still to be sent by now, or to be sent after all."""
    with board.workspace.reading() as work:
        held = outbox.every(work, (*OPEN, outbox.State.FAILED), limit=10_000)
    return [each for each in held if each.not_before <= board.workspace.now() or each.state is not outbox.State.PLANNED]
