"""The command line: `steward COMMAND ...`, also `python -m bot COMMAND ...`.

A command's module is imported only when it is called, so that `steward ask` does not pay for Slack's libraries.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from importlib.util import find_spec

NEEDED = ("typer", "sqlmodel", "rapidfuzz", "jinja2", "slack_bolt", "openpyxl", "alembic", "apscheduler")


def main() -> None:
    """Run the command that the arguments name."""
    if any(find_spec(module) is None for module in NEEDED):
        import_module("bot.prepare").run_again()
    gc.disable()  # loading makes much and drops nothing; `run` turns it on again
    import_module("bot.commands").run(sys.argv[1:])


if __name__ == "__main__":
    main()
