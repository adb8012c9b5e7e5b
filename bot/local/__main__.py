"""Runs the local workspace by itself: `python -m bot.local --port 8900`."""

import argparse
import signal
import sys
import threading

from bot.local.entries import Impossible
from bot.local.server import LocalSlack

LOOK_AGAIN = 0.5  # seconds


def main() -> None:
    arguments = argparse.ArgumentParser(
        prog="python -m bot.local", description="Slack on this machine, for trying out."
    )
    arguments.add_argument("--port", type=int, default=8900)
    arguments.add_argument("--request-url", help="tell the app over signed HTTP here, as soon as it answers")
    asked, stop = arguments.parse_args(), threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    try:
        _run(LocalSlack(port=asked.port), asked.request_url, stop)
    except (OSError, ValueError) as trouble:  # a port that is taken, an address that is not of this machine
        arguments.error(str(trouble))


def _run(slack: LocalSlack, request_url: str | None, stop: threading.Event) -> None:
    with slack:
        slack.add_user("U1", "amy", real_name="Amy Adams")
        slack.add_user("U2", "ben", real_name="Ben Brown")
        slack.add_channel("C1", "board")
        secret = f"SLACK_SIGNING_SECRET={slack.signing_secret}" if request_url else ""
        _say(
            "The local workspace is open. Start the bot beside it with",
            f"  SLACK_API_URL={slack.api_url}",
            f"  SLACK_BOT_TOKEN={slack.bot_token}",
            f"  {secret or f'SLACK_APP_TOKEN={slack.app_token}'}",
            f"and look at it in a browser: {slack.world.address}/",
        )
        if request_url:
            _deliver_once_it_answers(slack, request_url, stop)
        stop.wait()


def _deliver_once_it_answers(slack: LocalSlack, url: str, stop: threading.Event) -> None:
    said = ""
    while not stop.is_set():
        try:
            slack.deliver_to(url)
        except Impossible as reason:
            if str(reason) != said:
                said = str(reason)
                _say(f"Waiting: {said}")
            stop.wait(LOOK_AGAIN)
        else:
            _say(f"The bot answers, and is told of everything at {url}")
            return


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
