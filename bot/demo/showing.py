"""The whole demo: started in order, announced once it can be used, and ended without leaving anything behind."""

from __future__ import annotations

import http.client
import json
import signal
import webbrowser
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from threading import Event
from typing import TYPE_CHECKING

from bot.demo import folder, people
from bot.demo.clock import LONDON, STARTS, RunningClock
from bot.demo.folder import CITY
from bot.demo.starting import Bot, surroundings
from bot.domain.errors import BadSetting, DemoEnded
from bot.local import LocalSlack
from store import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PORT = 8900
SECONDS = 10  # for the page to answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a visitor asks for at the command line."""

    sample: str = CITY
    port: int = PORT
    keep: Path | None = None
    opens: bool = True  # the browser


def show(asked: Asked, environment: Mapping[str, str], say: Callable[[str], object]) -> None:
    """Until told to stop. BadSetting, DemoEnded, NoSuchSample."""
    stop = _stopped_by_signals()
    samples.path(asked.sample)
    with ExitStack() as held:
        kept = held.enter_context(folder.opened(asked.keep, asked.sample))
        clock = RunningClock(kept.clock, LONDON, STARTS)
        slack = local_slack(asked.port, clock, held)
        people.enter(slack)
        if asked.keep:
            kept.take_up(slack)
            held.callback(kept.write_down, slack)
        told = surroundings(environment, slack, kept.address, kept.clock)
        bot = held.enter_context(Bot(told, kept.log, lambda: _gone(slack, stop), kept.remove))
        held.enter_context(clock)
        scene = import_module("bot.demo.scene")  # not before the bot is on its way: see there
        slack.guide = scene.laid(kept, clock, slack, held, lambda: bot.is_running)
        held.callback(slack.close_connections)  # saves the bot three seconds at its end
        bot.connected(slack, stop)
        _announce(slack, asked, say, stop)
        stop.wait()
        if not bot.is_running:
            raise DemoEnded(why="the bot has ended by itself", log=bot.told())
    say("The demo has ended." if asked.keep is None else f"The demo has ended; it is kept in {asked.keep}.")


def _stopped_by_signals() -> Event:
    stop = Event()
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # the last where there are terminals that hang up
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: stop.set())
    return stop


def _gone(slack: LocalSlack, stop: Event) -> None:
    stop.set()
    slack.stir()


def local_slack(port: int, clock: RunningClock, held: ExitStack) -> LocalSlack:
    """A Slack that grants what the app's manifest asks for. BadSetting where the port cannot be had."""
    asked = json.loads(files("handlers").joinpath("manifest.json").read_text(encoding="utf-8"))
    slack = LocalSlack(
        port=port,
        bot_name="steward",
        scopes=" ".join(asked["oauth_config"]["scopes"]["bot"]),
        events=" ".join(asked["settings"]["event_subscriptions"]["bot_events"]),
        clock=lambda: clock.now().timestamp(),
    )
    slack.commands.update(each["command"] for each in asked["features"]["slash_commands"])
    try:
        return held.enter_context(slack)
    except OSError as error:
        problem = f"{port} cannot be had ({error.strerror}); name another, or 0 for any that is free"
        raise BadSetting(setting="--port", problem=problem) from None


def _announce(slack: LocalSlack, asked: Asked, say: Callable[[str], object], stop: Event) -> None:
    if stop.is_set():
        return
    address = slack.world.address
    line = http.client.HTTPConnection(address.removeprefix("http://"), timeout=SECONDS)
    line.request("GET", "/")
    line.getresponse()
    line.close()
    say(f"ready: {address}")
    if not (asked.opens and _open(address)):
        say("Open that address in a browser on this machine. Ctrl-C ends the demo.")


def _open(address: str) -> bool:
    """Whether a browser has opened it; one that would take the terminal is not asked."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return type(browser) is not webbrowser.GenericBrowser and browser.open(address)
