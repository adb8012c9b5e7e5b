"""`steward demo`: a Slack on this machine, in the browser, with a real plan and the bot at work in it."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  typer reads it
from typing import Annotated

import typer

from bot.config import without_settings
from bot.demo import CITY, PORT, Asked, show


def demo(
    *,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is; 0: any that is free.")] = PORT,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only say the address.")] = False,
    keep: Annotated[Path | None, typer.Option(metavar="DIR", help="Kept there, and taken up the next time.")] = None,
    sample: Annotated[str, typer.Option(help="Another sample plan.")] = CITY,
) -> None:
    """Try Steward in the browser: nothing to install, no account, nothing kept; Ctrl-C ends it."""
    show(Asked(sample=sample, port=port, keep=keep, opens=not no_browser), without_settings(), typer.echo)
