"""`steward run`: connect to Slack and answer until told to stop."""

from __future__ import annotations

import gc
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain, repeat
from threading import Event
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer
from slack_sdk.errors import SlackApiError

from bot import redaction, schedule, web
from bot.app import trouble
from bot.app.office import Office, Reception, TheOnlyOffice, open_office
from bot.app.slack import Identity, web_client, who_am_i
from bot.commands.wiring import load
from bot.delivery import UNREACHED
from bot.domain.errors import BadSetting, Refused
from bot.hands import Hands
from bot.services import answers, reminders, reports
from bot.socket import DRAIN_SECONDS, Socket

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from slack_sdk import WebClient

    from bot.commands.wiring import Wired
    from bot.config import Settings
    from bot.workspace import Workspace

Result = TypeVar("Result")
log = logging.getLogger("steward")
USUAL_HTTP = ("127.0.0.1", 3000)
LAST_WORDS = 1.0  # seconds for an answer that is made to go out
PAUSES = (2, 5, 10, 30, 60)  # seconds between tries while Slack cannot be reached; then the last, over and over


def run(
    *,
    http: Annotated[
        bool, typer.Option("--http", help="Be sent requests by Slack, instead of connecting to it.")
    ] = False,
) -> None:
    """Answer in Slack until told to stop. Makes the database on the first start."""
    wired = load()
    _require_secrets(wired.settings, http=http)
    redaction.start_log(wired.settings.log_level)
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _setting(stop))
    try:
        wired.store.migrate()
        wired.workspaces.make_first()
        _serve(wired, stop, http=http)
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
    edge = _http_edge(wired.settings, reception) if http else _socket_edge(wired.settings, reception, client)
    timetable = schedule.timetable(
        office.outbox,
        sweep=office.inbox.sweep,
        trim=office.inbox.trim,
        decide=lambda: decide(workspace),
        polls=wired.settings.clock_file is not None,
    )
    _when_reached(edge.open, stop)
    timetable.start()
    if not stop.is_set():
        log.info("Steward %s %s as @%s.", edge.told, identity.team, identity.name)
    stop.wait()
    timetable.shutdown(wait=False)
    finished = _stopped(edge, office)
    log.info("Steward has stopped%s.", "" if finished else "; what it had in hand will be taken up again")


@dataclass(frozen=True, slots=True)
class Edge:
    """Where requests come in: how it is opened, and how it is closed within some seconds."""

    open: Callable[[], None]
    stop: Callable[[float], bool]
    told: str


def _socket_edge(settings: Settings, reception: Reception, client: WebClient) -> Edge:
    """Socket Mode; where an address is set, a site beside it tells whether this process is well."""
    socket = Socket(reception, settings.app_token, client)
    watched = web.Server(web.site(), *settings.http) if settings.http else None

    def begin() -> None:
        socket.connect()
        if watched:
            watched.start()

    def stop(seconds: float) -> bool:
        if watched:
            watched.stop(0)
        return socket.stop(seconds)

    return Edge(begin, stop, "is connected to")


def _http_edge(settings: Settings, reception: Reception) -> Edge:
    hands = Hands()
    requests = web.SlackRequests(reception, settings.signing_secret, hands)
    server = web.Server(web.site(requests), *(settings.http or USUAL_HTTP))

    def stop(seconds: float) -> bool:
        """What is begun is finished, and its answer still goes out."""
        finished = hands.stop(seconds)
        return server.stop(LAST_WORDS) and finished

    return Edge(server.start, stop, f"takes requests at port {server.port} for")


def decide(workspace: Workspace) -> None:
    """Who is to hear of what, and what is due of the reports: one that fails does not keep the other."""
    try:
        reports.plan_for_today(workspace)
    finally:
        reminders.plan_for_today(workspace)


def _stopped(edge: Edge, office: Office) -> bool:
    """Begin nothing new, finish what is being answered and posted; whether all of it was finished in time."""
    with ThreadPoolExecutor(2) as both:
        ended = [both.submit(stop, DRAIN_SECONDS) for stop in (office.outbox.stop, edge.stop)]
    return all(each.result() for each in ended)


def _require_secrets(settings: Settings, *, http: bool) -> None:
    token = ("SLACK_BOT_TOKEN", settings.bot_token, 'the "Bot User OAuth Token", which begins with xoxb-')
    level = "an app-level token with connections:write, which begins with xapp-"
    signed = ("SLACK_SIGNING_SECRET", settings.signing_secret, 'the "Signing Secret" under "Basic Information"')
    wanted = (token, signed if http else ("SLACK_APP_TOKEN", settings.app_token, level))
    for name, secret, what in wanted:
        if not secret:
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
