"""`steward people ...`: who is who, for the first admin and for whoever prefers a terminal."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands import personal
from bot.commands.wiring import open_workspace
from bot.domain.errors import BadSetting, RoleNotGiven
from bot.domain.people import Account, Holder, Role
from bot.services import people
from bot.services.people import BY_COMMAND

if TYPE_CHECKING:
    from bot.domain.people_forms import PostRow
    from bot.services.people.roll import Roll

app = typer.Typer(no_args_is_help=True, help="Who is who: accounts, roles, deputies, leads, owners, guests.")
Named = Annotated[str | None, typer.Option("--workspace", help="Where the database holds several.")]
AccountId = Annotated[str, typer.Argument(metavar="SLACK_ID", help='As U024BE7LH: a profile\'s "Copy member ID".')]
Post = Annotated[str, typer.Argument(help='As "steward people list" prints it, or the post alone.')]
NOBODY = "nobody"


@app.command("list")
def list_people(workspace: Named = None) -> None:
    """List every post with its account, its roles and its deputy; then who is let in, and what has no active owner."""
    held = people.roll(open_workspace(workspace))
    for row in held.posts:
        typer.echo(_post(held, row))
    for body in held.bodies:
        if body.owns and not body.people:
            typer.echo(f"{body.name}: an organisation without posts, owner of {_indicators(body.owns)}")
    for lead in held.leading:
        if lead.person is None:
            typer.echo(f"Objective {_objective(lead.objective.level, lead.objective.number)}: no lead")
    for guest in held.let_in:
        sees = (
            "what readers see" if guest.everything else ", ".join(each.code or each.title for each in guest.indicators)
        )
        typer.echo(f"Let in: {guest.slack_user}, to {sees or 'nothing of this plan'}")
    for orphan in held.unowned:
        named = orphan.indicator.code or orphan.indicator.title
        typer.echo(f"No active owner: {named} ({orphan.why}{f': {orphan.owner}' if orphan.owner else ''})")


@app.command()
def appoint(
    account: AccountId,
    role: Annotated[str, typer.Option("--role", help="admin, officer or reader.")],
    post: Annotated[str, typer.Option("--post", help="Whose account it is; one that is not held yet is added.")] = "",
    workspace: Named = None,
) -> None:
    """Give a role, and match the account to its post first where it has none."""
    person = people.appoint_account(open_workspace(workspace), BY_COMMAND, account, _role(role), post.strip())
    typer.echo(f"{person.label} ({account}) is {_a(role)} of this plan.")


@app.command()
def dismiss(
    post: Post, role: Annotated[str, typer.Option("--role", help="admin, officer or reader.")], workspace: Named = None
) -> None:
    """Take a role away."""
    here = open_workspace(workspace)
    people.dismiss(here, BY_COMMAND, _post_id(people.holder(here, post, posts_only=True)), _role(role))
    typer.echo(f"{post} is no {role} of this plan.")


@app.command()
def match(
    account: AccountId,
    holder: Annotated[str, typer.Argument(metavar="POST", help='A post, or an organisation with --post "NEW POST".')],
    post: Annotated[str, typer.Option("--post", help="A new post of the organisation, for this account.")] = "",
    workspace: Named = None,
) -> None:
    """Say whose Slack account it is."""
    here = open_workspace(workspace)
    people.checked(account)
    found = people.holder(here, holder)
    if found.person_id is None and not post:
        raise BadSetting(setting="--post", problem=f'"{holder}" is an organisation: name the post in it')
    if found.person_id is None:
        person = people.add(here, BY_COMMAND, post, organisation_id=found.organisation_id, slack_user=account)
    else:
        person = people.match(here, BY_COMMAND, found.person_id, account)
    typer.echo(f"{account} is {person.label}.")


@app.command()
def unmatch(post: Post, workspace: Named = None) -> None:
    """Take the account from a post."""
    here = open_workspace(workspace)
    person = people.unmatch(here, BY_COMMAND, _post_id(people.holder(here, post, posts_only=True)))
    typer.echo(f"{person.label} has no Slack account.")


@app.command()
def away(
    post: Post,
    until: Annotated[
        str, typer.Argument(metavar="DATE", help='The last day away, as 2014-07-31; "back" for nobody away.')
    ],
    deputy: Annotated[str, typer.Option("--deputy", help="The post that stands in.")] = "",
    workspace: Named = None,
) -> None:
    """Say that somebody is away, and who stands in for them."""
    here = open_workspace(workspace)
    number = _post_id(people.holder(here, post, posts_only=True))
    stands_in = _post_id(people.holder(here, deputy, posts_only=True)) if deputy else None
    last = None if until.casefold() == "back" else _day(until)
    person = people.away(here, BY_COMMAND, number, last, stands_in)
    said = f"is away until {last.isoformat()}" if last else "is not away"
    typer.echo(f"{person.label} {said}{f'; {deputy} stands in' if deputy else ''}.")


@app.command()
def lead(
    objective: Annotated[str, typer.Argument(help='As "operational 1".')],
    post: Annotated[str, typer.Argument(help='A post; "nobody" takes the lead away.')],
    workspace: Named = None,
) -> None:
    """Say who leads an objective and hears of figures that stay out."""
    here = open_workspace(workspace)
    found = people.objective(here, objective)
    nobody = post.casefold() == NOBODY
    number = None if nobody else _post_id(people.holder(here, post, posts_only=True))
    people.lead(here, BY_COMMAND, found.level, found.number, number)
    led = f"Objective {_objective(found.level, found.number)}, {found.title}"
    typer.echo(f"{led}: nobody leads it." if nobody else f"{led}: {post} leads it.")


@app.command()
def owner(
    indicator: Annotated[str, typer.Argument(metavar="CODE", help="The indicator's code, or its whole title.")],
    holder: Annotated[str, typer.Argument(metavar="OWNER", help="A post or an organisation.")],
    workspace: Named = None,
) -> None:
    """Hand an indicator to another owner."""
    here = open_workspace(workspace)
    (found,) = people.indicators(here, [indicator])
    people.hand_over(here, BY_COMMAND, found.id, people.holder(here, holder))
    typer.echo(f"{found.code or found.title}: {holder} owns it.")


@app.command()
def admit(
    account: AccountId,
    indicators: Annotated[
        str, typer.Option("--indicators", help="Their codes, with commas between; none: a guest.")
    ] = "",
    workspace: Named = None,
) -> None:
    """Let in a guest of the workspace, or somebody of another organisation who sees these indicators alone."""
    here = open_workspace(workspace)
    people.checked(account)
    codes = [code.strip() for code in indicators.split(",") if code.strip()]
    found = people.indicators(here, codes)
    people.admit(here, BY_COMMAND, account, [each.id for each in found] or None, Account.GUEST)
    if found:
        typer.echo(f"{account} is let in and sees {', '.join(each.code or each.title for each in found)}.")
    else:
        typer.echo(
            f"{account} is let in: a guest of the workspace sees what readers see, as its members do anyway. Somebody "
            "of another organisation still gets no answer: name what they may see with --indicators."
        )


@app.command()
def withdraw(account: AccountId, workspace: Named = None) -> None:
    """Let somebody in no longer."""
    people.withdraw(open_workspace(workspace), BY_COMMAND, people.checked(account))
    typer.echo(f"{account} is no longer let in.")


app.command("export")(personal.export)
app.command("erase")(personal.erase)


def _post(held: Roll, row: PostRow) -> str:
    """A line for each post: "Health - Named officer 04: U024BE7LH; admin; owner of 3 indicators"."""
    person = row.person
    account = f"{person.slack_user}{' (closed)' if person.slack_gone else ''}" if person.slack_user else "no account"
    away_until = f"away until {person.away_until}" if person.is_away(held.today) else ""
    parts = (
        account,
        ", ".join(row.roles),
        f"owner of {_indicators(row.owns)}" if row.owns else "",
        f"leads {', '.join(_objective(each.level, each.number) for each in row.leads)}" if row.leads else "",
        away_until,
        f"deputy {row.deputy.label}" if row.deputy else "",
    )
    return f"{person.label}: {'; '.join(part for part in parts if part)}"


def _indicators(count: int) -> str:
    return f"{count} indicator{'' if count == 1 else 's'}"


def _objective(level: str, number: int) -> str:
    return f"{level} {number}".strip()


def _a(role: str) -> str:
    return f"an {role}" if role[0] in "ao" else f"a {role}"


def _role(given: str) -> Role:
    try:
        return Role(given.casefold())
    except ValueError:
        raise RoleNotGiven(role=given) from None


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise BadSetting(setting="DATE", problem=f'"{given}" is no day; write it as 2014-07-31, or "back"') from None


def _post_id(holder: Holder) -> int:
    """Of a holder that was looked for among posts alone."""
    if holder.person_id is None:
        raise TypeError("an organisation was taken for a post")
    return holder.person_id
