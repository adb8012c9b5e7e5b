"""Runs the local workspace by itself: `python -m bot.local --port 8900`."""

import argparse
import signal
import sys
import threading

from bot.local.server import LocalSlack


def main() -> None:
    arguments = argparse.ArgumentParser(
        prog="python -m bot.local", description="Slack on this machine, for trying out."
    )
    arguments.add_argument("--port", type=int, default=8900)
    stop = threading.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, lambda *_: stop.set())
    with LocalSlack(port=arguments.parse_args().port) as slack:
        slack.add_user("U1", "amy", real_name="Amy Adams")
        slack.add_user("U2", "ben", real_name="Ben Brown")
        slack.add_channel("C1", "board")
        sys.stdout.write(
            f"The local workspace is open. Start the bot beside it with\n"
            f"  SLACK_API_URL={slack.api_url}\n"
            f"  SLACK_BOT_TOKEN={slack.bot_token}\n"
            f"  SLACK_APP_TOKEN={slack.app_token}\n"
        )
        sys.stdout.flush()
        stop.wait()


if __name__ == "__main__":
    main()
