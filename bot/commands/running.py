"""`steward run`: connect to Slack and answer until told to stop."""

from __future__ import annotations

import gc
import logging
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, repeat
from threading import Event
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from slack_sdk.errors import SlackApiError

from bot import logs, redaction, schedule
from bot.app import trouble
from bot.app.office import Reception, TheOnlyOffice, open_office
from bot.app.slack import Identity, web_client, who_am_i
from bot.commands.edges import http_edge, socket_edge
from bot.commands.ending import end_soon, heed_signals
from bot.commands.many import clear_out, many_boards
from bot.commands.required import require
from bot.commands.watching import Watching
from bot.commands.wiring import load
from bot.delivery import UNREACHED
from bot.domain.errors import Refused
from bot.schedule import Beats
from bot.services import answers, health, reminders, reports
from bot.socket import DRAIN_SECONDS
from bot.watchdog import DEAF, Watchdog
from bot.web.installing import INSTALL

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from bot.commands.edges import Edge
    from bot.commands.wiring import Wired
    from bot.workspace import Workspace

Result = TypeVar("Result")
log = logging.getLogger("steward")
PAUSES = (2, 5, 10, 30, 60)  # seconds between tries while Slack cannot be reached; then the last, over and over


def run(
    *,
    http: Annotated[
        bool, typer.Option("--http", help="Be sent requests by Slack, instead of connecting to it.")
    ] = False,
) -> None:
    """Answer in Slack until told to stop. Makes the database on the first start."""
    wired = load()
    require(wired.settings, http=http)
    logs.start_log(wired.settings.log_level, as_json=wired.settings.log_format == "json")
    stop = Event()
    heed_signals(stop)
    try:
        wired.store.migrate()
        wired.store.check_changes()
        wired.workspaces.make_first()
        _serve_boards(wired, stop) if http and wired.settings.client_id else _serve(wired, stop, http=http)
    except Refused:
        raise
    except Exception as error:
        log.critical("Steward has stopped: %s", redaction.in_short(error), exc_info=error)
        raise SystemExit(1) from None  # Python's own traceback would show what the log hides
    finally:
        wired.store.close()


def _serve(wired: Wired, stop: Event, *, http: bool) -> None:
    client = web_client(wired.settings.bot_token, wired.settings.slack_api_url)
    identity = _when_reached(lambda: who_am_i(client), stop)
    if identity is None:
        return
    workspace = _workspace_of(wired, identity)
    answers.answer(workspace, "help")  # reads the plan and makes its index, so that nobody waits for it
    gc.freeze()  # which stays as it is until the plan changes: no use in looking through it for what could go
    office = open_office(workspace, client, identity)
    reception = Reception(TheOnlyOffice(office))
    watching = Watching(wired.store, wired.workspaces, Beats(), client)
    more = watching.routes()
    watching.edge = edge = (
        http_edge(wired.settings, reception, *more) if http else socket_edge(wired.settings, reception, client, *more)
    )
    timetable = schedule.timetable(
        office.outbox,
        sweep=office.inbox.sweep,
        trim=office.inbox.trim,
        decide=lambda: decide(workspace),
        polls=wired.settings.clock_file is not None,
        beats=watching.beats,
    )
    _when_reached(edge.open, stop)
    timetable.start()
    if not stop.is_set():
        log.info("Steward %s %s as @%s.", edge.told, identity.team, identity.name)
    watchdog = watching.watchdog = _watched(edge, workspace, stop)
    stop.wait()
    code = DEAF if watchdog and watchdog.gave_up else 0
    if code:
        end_soon(code)
    timetable.shutdown(wait=False)
    finished = _stopped(edge, office.outbox.stop)
    log.info("Steward has stopped%s.", "" if finished else "; what it had in hand will be taken up again")
    if code:
        raise SystemExit(code)


def _watched(edge: Edge, workspace: Workspace, stop: Event) -> Watchdog | None:
    """Who looks after the WebSocket, where there is one; it stops the process that it gives up."""
    if edge.socket is None:
        return None
    watchdog = Watchdog(edge.socket, lambda: health.last_to_person(workspace), workspace.now, stop.set)
    watchdog.watch(stop)
    return watchdog


def _serve_boards(wired: Wired, stop: Event) -> None:
    """Every board that has installed Steward, and those that will."""
    settings = wired.settings
    offices, pages = many_boards(wired)
    watching = Watching(wired.store, wired.workspaces, Beats(), tokenless=lambda: offices.without_token)
    edge = watching.edge = http_edge(settings, Reception(offices), *pages, *watching.routes())
    timetable = schedule.timetable(
        offices,
        sweep=offices.sweep,
        trim=lambda: clear_out(wired, offices),
        decide=lambda: offices.decide(decide),
        polls=settings.clock_file is not None,
        beats=watching.beats,
    )
    many = len(offices.every())
    boards = "1 board" if many == 1 else f"{many} boards"
    if why := wired.store.why_open():
        log.warning("Only Steward's own queries keep boards apart: %s.", why)
    edge.open()
    timetable.start()
    log.info("Steward %s %s; another one installs it at %s%s.", edge.told, boards, settings.public_url, INSTALL)
    stop.wait()
    timetable.shutdown(wait=False)
    finished = _stopped(edge, offices.stop)
    log.info("Steward has stopped%s.", "" if finished else "; what it had in hand will be taken up again")


def decide(workspace: Workspace) -> datetime:
    """Who is to hear of what, and what is due of the reports: one that fails does not keep the other.

    Until the moment that it returns nothing more falls due, unless somebody changes something.
    """
    now = workspace.now()
    try:
        reports.plan_for_today(workspace)
    finally:
        reminders.plan_for_today(workspace)
    return reports.next_hour(workspace, now)


def _stopped(edge: Edge, sending: Callable[[float], bool]) -> bool:
    """Begin nothing new, finish what is being answered and posted; whether all of it was finished in time."""
    with ThreadPoolExecutor(2) as both:
        ended = [both.submit(stop, DRAIN_SECONDS) for stop in (sending, edge.stop)]
    return all(each.result() for each in ended)


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
