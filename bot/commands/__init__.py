"""What can be asked for at the command line: one module a command, loaded when it is called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module

import typer

from bot.domain.errors import BadImport, FileShut, Refused

COMMANDS = {  # name -> module, function
    "demo": ("bot.commands.trying", "demo"),
    "migrate": ("bot.commands.migrating", "migrate"),
    "import": ("bot.commands.importing", "import_plan"),
    "check": ("bot.commands.checking", "check"),
    "dictionary": ("bot.commands.dictionary", "app"),
    "ask": ("bot.commands.asking", "ask"),
    "cover": ("bot.commands.covers", "app"),
    "template": ("bot.commands.templates", "app"),
    "report": ("bot.commands.reporting", "report"),
    "plan": ("bot.commands.plans", "app"),
    "people": ("bot.commands.people", "app"),
    "timetable": ("bot.commands.timetables", "app"),
    "preview": ("bot.commands.previewing", "app"),
    "actions": ("bot.commands.registers", "actions"),
    "risks": ("bot.commands.registers", "risks"),
    "return": ("bot.commands.returning", "return_"),
    "receive": ("bot.commands.returning", "receive"),
    "map": ("bot.commands.returning", "map_"),
    "rollover": ("bot.commands.rolling", "rollover"),
    "audit": ("bot.commands.auditing", "audit"),
    "doctor": ("bot.commands.doctor", "doctor"),
    "deliveries": ("bot.commands.deliveries", "deliveries"),
    "boards": ("bot.commands.boards", "app"),
    "backup": ("bot.commands.backups", "backup"),
    "restore": ("bot.commands.backups", "restore"),
    "run": ("bot.commands.running", "run"),
    "manifest": ("bot.commands.manifest", "manifest"),
}
DONE, REFUSED = 0, 1


def run(arguments: list[str]) -> None:
    """Run one command; ends the process: 0 done, 1 refused with a sentence on standard error, 2 wrong usage."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may say otherwise
    loaded = command_line(arguments)
    gc.freeze()
    gc.enable()
    try:
        loaded(args=arguments, prog_name="steward")
    except BadImport as refused:
        sys.exit(_refusal(str(refused), *map(str, refused.problems)))
    except Refused as refused:
        sys.exit(_refusal(str(refused)))
    except OSError as trouble:
        if trouble.filename is None:
            raise
        shut = FileShut(name=str(trouble.filename), problem=trouble.strerror or str(trouble))
        sys.exit(_refusal(str(shut)))


def command_line(arguments: list[str]) -> typer.Typer:
    """The command line with the command that the arguments name; with every command where they name none."""
    named = next((word for word in arguments if not word.startswith("-")), "")
    app = typer.Typer(
        name="steward",
        help="Steward keeps a partnership's plan and answers for it in Slack.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_keep_names)
    for name in [named] if named in COMMANDS else COMMANDS:
        module, attribute = COMMANDS[name]
        command = getattr(import_module(module), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _keep_names() -> None:
    """Keeps `steward ask` a subcommand when it is the only one loaded."""


def _refusal(*lines: str) -> int:
    for line in lines:
        typer.echo(line, err=True)
    return REFUSED
