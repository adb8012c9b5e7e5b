"""`steward run`: connect to Slack and answer until told to stop."""

from __future__ import annotations

import gc
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from slack_sdk.errors import SlackApiError

from bot import redaction, schedule
from bot.app import build, trouble
from bot.app.inbox import Inbox
from bot.app.slack import Identity, posting_client, web_client, who_am_i
from bot.commands.wiring import load
from bot.delivery import UNREACHED, Outbox
from bot.domain.errors import BadSetting, Refused
from bot.services import answers, reminders, reports
from bot.socket import DRAIN_SECONDS, Socket

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from bot.commands.wiring import Wired
    from bot.config import Settings
    from bot.workspace import Workspace

Result = TypeVar("Result")
log = logging.getLogger("steward")
PAUSES = (2, 5, 10, 30, 60)  # seconds between tries while Slack cannot be reached; then the last, over and over


def run() -> None:
    """Answer in Slack until told to stop. Makes the database on the first start."""
    wired = load()
    _require_tokens(wired.settings)
    redaction.start_log(wired.settings.log_level)
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _setting(stop))
    try:
        wired.store.migrate()
        wired.workspaces.make_first()
        _serve(wired, stop)
    except Refused:
        raise
    except Exception as error:
        log.critical("Steward has stopped: %s", redaction.in_short(error), exc_info=error)
        raise SystemExit(1) from None  # Python's own traceback would show what the log hides
    finally:
        wired.store.close()


def _serve(wired: Wired, stop: Event) -> None:
    client = web_client(wired.settings.bot_token, wired.settings.slack_api_url)
    identity = _when_reached(lambda: who_am_i(client), stop)
    if identity is None:
        return
    workspace = _workspace_of(wired, identity)
    answers.answer(workspace, "help")  # reads the plan and makes its index, so that nobody waits for it
    gc.freeze()  # which stays as it is until the plan changes: no use in looking through it for what could go
    outbox = Outbox(workspace, posting_client(client))
    inbox = Inbox(build(workspace, client, identity, outbox), workspace, client)
    socket = Socket(inbox, wired.settings.app_token, client)
    timetable = schedule.timetable(
        outbox,
        sweep=inbox.sweep,
        trim=inbox.trim,
        decide=lambda: decide(workspace),
        polls=wired.settings.clock_file is not None,
    )
    _when_reached(socket.connect, stop)
    timetable.start()
    if not stop.is_set():
        log.info("Steward is connected to %s as @%s.", identity.team, identity.name)
    stop.wait()
    timetable.shutdown(wait=False)
    finished = _stopped(socket, outbox)
    log.info("Steward has stopped%s.", "" if finished else "; what it had in hand will be taken up again")


def decide(workspace: Workspace) -> None:
    """Who is to hear of what, and what is due of the reports: one that fails does not keep the other."""
    try:
        reports.plan_for_today(workspace)
    finally:
        reminders.plan_for_today(workspace)


def _stopped(socket: Socket, outbox: Outbox) -> bool:
    """Begin nothing new, finish what is being answered and posted; whether all of it was finished in time."""
    with ThreadPoolExecutor(2) as both:
        ended = [both.submit(each.stop, DRAIN_SECONDS) for each in (outbox, socket)]
    return all(each.result() for each in ended)


def _require_tokens(settings: Settings) -> None:
    for name, token, what in (
        ("SLACK_BOT_TOKEN", settings.bot_token, 'the "Bot User OAuth Token", which begins with xoxb-'),
        ("SLACK_APP_TOKEN", settings.app_token, "an app-level token with connections:write, which begins with xapp-"),
    ):
        if not token:
            raise BadSetting(setting=name, problem=f"it is not set; it is {what}, from the app's page on api.slack.com")


def _workspace_of(wired: Wired, identity: Identity) -> Workspace:
    """The workspace of this Slack team; the first `run` binds the only unbound one."""
    return wired.workspaces.bind(identity.team_id, identity.team)


def _when_reached(act: Callable[[], Result], stop: Event) -> Result | None:
    """What `act` returns, as soon as Slack can be reached; None when told to stop before that."""
    for pause in chain(PAUSES, repeat(PAUSES[-1])):
        try:
            return act()
        except (SlackApiError, *UNREACHED) as error:
            if not trouble.is_passing(error):
                raise
            log.warning("Slack cannot be reached; trying again in %s s. %s", pause, trouble.told(error))
        if stop.wait(pause):
            return None
    return None


def _setting(stop: Event) -> Callable[[int, FrameType | None], None]:
    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    return on_signal
