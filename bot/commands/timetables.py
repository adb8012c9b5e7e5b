"""`steward timetable`: when the plan's bodies meet, the days worked back from it, and the rules of the round."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer

from bot.app.slack import web_client
from bot.commands.timetable_words import as_object, meeting_said, report, schedule_said, to_look_at
from bot.commands.wiring import connection, open_workspace
from bot.delivery.channels import must_take_reports
from bot.domain.errors import BadRule, BadSetting
from bot.domain.timetables import LEADS
from bot.render.formats import day
from bot.services import timetables
from bot.services.timetables import Change, Schedule, channel_id

app = typer.Typer(help="When the plan's bodies meet, what that means for every figure, and the rules of the round.")
Plan = Annotated[str | None, typer.Option("--plan", help="Another plan than the current one.")]
Named = Annotated[str | None, typer.Option("--workspace", help="Where the database holds several.")]
Day = Annotated[str, typer.Argument(metavar="DATE", help="As 2014-07-02.")]
OfBody = Annotated[str | None, typer.Option("--body", help="Whose meeting, where there are several bodies.")]


@app.callback(invoke_without_command=True)
def show(
    context: typer.Context,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    plan: Plan = None,
    workspace: Named = None,
) -> None:
    """Show every body with its meetings and their days, the rules, and what does not fit."""
    if context.invoked_subcommand is not None:
        if as_json or plan or workspace:
            raise typer.BadParameter(f'give options after "{context.invoked_subcommand}"')
    else:
        told = timetables.show(open_workspace(workspace), plan)
        lines = [json.dumps(as_object(told), ensure_ascii=False, indent=1)] if as_json else report(told)
        typer.echo("\n".join(lines))


@app.command()
def meet(on: Day, body: OfBody = None, plan: Plan = None, workspace: Named = None) -> None:
    """Set a meeting, and say which of its days do not fit."""
    told = timetables.meet(open_workspace(workspace), _day(on), body, plan)
    typer.echo("\n".join(meeting_said(told)))


@app.command()
def cancel(on: Day, body: OfBody = None, plan: Plan = None, workspace: Named = None) -> None:
    """Take a meeting away."""
    told = timetables.cancel(open_workspace(workspace), _day(on), body, plan)
    typer.echo("\n".join([f"There is no meeting on {day(_day(on))} any more.", *to_look_at(told.misfits)]))


@app.command("set", context_settings={"ignore_unknown_options": True})  # "-3" is a value, though a wrong one
def set_rule(
    name: Annotated[str, typer.Argument(help="A rule as the timetable prints it: lag_days, approval ...")],
    value: Annotated[str, typer.Argument(help='Its value; "default" puts it back.')],
    plan: Plan = None,
    workspace: Named = None,
) -> None:
    """Change a rule of the round."""
    told = timetables.set_rule(open_workspace(workspace), name, value, plan)
    lines = [f"{changed}: {new} (was {old})." for changed, old, new in told.changed] or ["It is so already."]
    typer.echo("\n".join([*lines, *to_look_at(told.misfits)]))


@app.command("body")
def body(  # noqa: PLR0913  options of the command
    name: Annotated[str, typer.Argument(help="Its name; one that is not held yet is added.")],
    *,
    cadence: Annotated[str | None, typer.Option(help="quarterly, six-monthly or yearly.")] = None,
    audience: Annotated[str | None, typer.Option(help="Whom its papers are for: board, public.")] = None,
    objectives: Annotated[str | None, typer.Option(help='"operational 1, operational 2"; "all": every one.')] = None,
    gap: Annotated[list[str] | None, typer.Option(help='Its own working days: "freeze 3".')] = None,
    channel: Annotated[
        str | None, typer.Option(help='The id of the Slack channel that its reports go to; "none": none.')
    ] = None,
    plan: Plan = None,
    workspace: Named = None,
) -> None:
    """Add a board or committee, or change one."""
    change = Change(
        cadence=cadence,
        audience=audience,
        objectives=_objectives(objectives),
        leads=_gaps(gap),
        channel=_channel(channel),
    )
    told = timetables.put_body(open_workspace(workspace), name, change, plan)
    lines = [f"{changed}: {new}" + (f" (was {old})." if old else ".") for changed, old, new in told.changed]
    typer.echo("\n".join([*lines, *to_look_at(told.misfits)]))


@app.command("indicator")
def indicator(
    code: Annotated[str, typer.Argument(help="Its code, or its title whole.")],
    *,
    lag_days: Annotated[
        int | None, typer.Option(help="Days from a period's end until its figure can be had; -1: as the rules say.")
    ] = None,
    release_month: Annotated[int | None, typer.Option(help="Of an annual figure, 1 to 12; -1: none.")] = None,
    frequency: Annotated[str | None, typer.Option(help="monthly, quarterly, termly, half-yearly, annual.")] = None,
    year_type: Annotated[str | None, typer.Option(help="financial, academic, calendar or rolling.")] = None,
    plan: Plan = None,
    workspace: Named = None,
) -> None:
    """Say how often an indicator is reported, and when its figure can be had."""
    given = Schedule(frequency=frequency, lag_days=lag_days, release_month=release_month, year_type=year_type)
    here = open_workspace(workspace)
    changed = timetables.schedule(here, code, given, plan)
    typer.echo(schedule_said(changed, timetables.show(here, plan).rules.lag_days))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadSetting(setting="DATE", problem=f'"{text}" is not a day; write it as 2014-07-02') from None


def _channel(text: str | None) -> str | None:
    """As Slack knows it, where there is a token to ask with: it is asked again when a report is posted."""
    if text is None or text.strip().casefold() == "none":
        return None if text is None else ""
    token, api = connection()
    if token:
        must_take_reports(web_client(token, api), channel_id(text))
    return text


def _objectives(text: str | None) -> tuple[str, ...] | None:
    if text is None:
        return None
    return () if text.strip().casefold() == "all" else tuple(filter(None, (each.strip() for each in text.split(","))))


def _gaps(given: list[str] | None) -> dict[str, int] | None:
    """From "freeze 3": which day, and how many working days before the next."""
    gaps: dict[str, int] = {}
    for text in given or ():
        name, _, days = text.strip().rpartition(" ")
        plain = name.strip().casefold().replace("-", "_").replace(" ", "_")
        if plain not in LEADS or not days.isdecimal():
            raise BadRule(rule=text, must=f'one of {", ".join(LEADS)} and a number, such as "freeze 3"')
        gaps[plain] = int(days)
    return gaps or None
