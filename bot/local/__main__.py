"""Runs the local workspace by itself: `python -m bot.local --port 8900`."""

import argparse
import signal
import sys
import threading
from contextlib import suppress

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
    with LocalSlack(port=asked.port) as slack:
        slack.add_user("U1", "amy", real_name="Amy Adams")
        slack.add_user("U2", "ben", real_name="Ben Brown")
        slack.add_channel("C1", "board")
        secret = f"SLACK_SIGNING_SECRET={slack.signing_secret}" if asked.request_url else ""
        sys.stdout.write(
            f"The local workspace is open. Start the bot beside it with\n"
            f"  SLACK_API_URL={slack.api_url}\n"
            f"  SLACK_BOT_TOKEN={slack.bot_token}\n"
            f"  {secret or f'SLACK_APP_TOKEN={slack.app_token}'}\n"
            f"and look at it in a browser: {slack.world.address}/\n"
        )
        sys.stdout.flush()
        if asked.request_url:
            _deliver_once_it_answers(slack, asked.request_url, stop)
        stop.wait()


def _deliver_once_it_answers(slack: LocalSlack, url: str, stop: threading.Event) -> None:
    while not stop.is_set():
        with suppress(Impossible):
            slack.deliver_to(url)
            return
        stop.wait(LOOK_AGAIN)


if __name__ == "__main__":
    main()
