"""The pages and forms of who is who, for officers: each made from what is held at that moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from bot.domain.errors import ChangedMeanwhile
from bot.domain.people_forms import (
    LeadForm,
    LeadsPage,
    LetInForm,
    LetInPage,
    Option,
    OrganisationsPage,
    OwnerForm,
    PersonForm,
    PostForm,
    PostsPage,
    UnownedPage,
    grouped,
    holder_value,
    page_of,
)
from bot.domain.people_parts import Part
from bot.services.people.acting import officer
from bot.services.people.roll import roll

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.domain.model import Indicator, Objective
    from bot.domain.people import Person, Someone
    from bot.domain.people_forms import Group
    from bot.workspace import Workspace

RollPage: TypeAlias = PostsPage | OrganisationsPage | LeadsPage | LetInPage | UnownedPage


def page(workspace: Workspace, someone: Someone, part: Part, number: int = 0) -> RollPage:
    """A page of that part, or the last one it has."""
    officer(someone)
    held = roll(workspace)
    parts: dict[Part, tuple[Sequence[Any], type[Any]]] = {
        Part.POSTS: (held.posts, PostsPage),
        Part.ORGANISATIONS: (held.bodies, OrganisationsPage),
        Part.LEADS: (held.leading, LeadsPage),
        Part.LET_IN: (held.let_in, LetInPage),
        Part.UNOWNED: (held.unowned, UnownedPage),
    }
    every, kind = parts[part]
    turned, rows = page_of(part, number, every)
    if kind is PostsPage:
        unmatched = sum(not each.slack_user for each in held.people.values())
        return PostsPage(page=turned, rows=rows, today=held.today, unmatched=unmatched)
    made: RollPage = kind(page=turned, rows=rows)
    return made


def person_form(workspace: Workspace, someone: Someone, person_id: int, back: str) -> PersonForm:
    officer(someone)
    held = roll(workspace)
    row = next((each for each in held.posts if each.person.id == person_id), None)
    if row is None:
        raise ChangedMeanwhile
    others = [each for number, each in held.people.items() if number != person_id]
    return PersonForm(
        person=row.person,
        roles=row.roles,
        may_appoint=someone.is_admin,
        deputies=_people(others),
        deputy=_option(row.deputy) if row.deputy else None,
        back=back,
    )


def post_form(workspace: Workspace, someone: Someone, organisation_id: int | None, back: str) -> PostForm:
    officer(someone)
    bodies = [Option(value=str(number), label=name) for number, name in roll(workspace).organisations.items()]
    chosen = next((each for each in bodies if each.value == str(organisation_id)), None)
    if organisation_id is not None and chosen is None:
        raise ChangedMeanwhile
    return PostForm(organisations=grouped(bodies, "Organisations"), organisation=chosen, back=back)


def lead_form(workspace: Workspace, someone: Someone, objective_id: int, back: str) -> LeadForm:
    officer(someone)
    held = roll(workspace)
    row = next((each for each in held.leading if each.objective.id == objective_id), None)
    if row is None:
        raise ChangedMeanwhile
    people = _people(held.people.values())
    return LeadForm(objective=row.objective, people=people, lead=_option(row.person) if row.person else None, back=back)


def let_in_form(workspace: Workspace, someone: Someone, slack_user: str, back: str) -> LetInForm:
    officer(someone)
    held = roll(workspace)
    row = next((each for each in held.let_in if each.slack_user == slack_user), None)
    if slack_user and row is None:
        raise ChangedMeanwhile
    options = {each.id: _indicator(each) for each in held.catalogue.indicators}
    return LetInForm(
        slack_user=slack_user,
        everything=row is not None and row.everything,
        indicators=grouped(options.values(), "Indicators"),
        ticked=tuple(options[each.id] for each in row.indicators) if row else (),
        back=back,
    )


def owner_form(workspace: Workspace, someone: Someone, measure_id: int, back: str) -> OwnerForm:
    officer(someone)
    held = roll(workspace)
    indicator = next((each for each in held.catalogue.indicators if each.id == measure_id), None)
    if indicator is None:
        raise ChangedMeanwhile
    posts = grouped((Option(value=f"p{each.id}", label=each.label) for each in held.people.values()), "Posts")
    bodies = [Option(value=f"o{number}", label=name) for number, name in held.organisations.items()]
    holder = held.holders.get(measure_id)
    return OwnerForm(
        indicator=indicator,
        owner=held.owner_of(indicator),
        owners=posts + grouped(bodies, "Organisations"),
        back=back,
        held=holder_value(holder) if holder else "",
    )


def named_objective(workspace: Workspace, objective_id: int) -> Objective:
    """The objective of the plan in force with that id; ChangedMeanwhile where a new version has come."""
    found = next((each for each in roll(workspace).catalogue.objectives if each.id == objective_id), None)
    if found is None:
        raise ChangedMeanwhile
    return found


def _people(these: Iterable[Person]) -> tuple[Group, ...]:
    return grouped(map(_option, these), "Posts")


def _option(person: Person) -> Option:
    return Option(value=str(person.id), label=person.label)


def _indicator(indicator: Indicator) -> Option:
    known = " ".join(part for part in (indicator.code, indicator.title) if part)
    return Option(value=str(indicator.id), label=known)
