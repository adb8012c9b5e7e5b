"""One of everything that is said and shown of who is who, at its largest too."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from bot.domain.notices import Told, ToldAtHome
from bot.domain.people import Person, Role
from bot.domain.people_forms import (
    AccountGone,
    LeadForm,
    LeadRow,
    LeadsPage,
    LetInForm,
    LetInPage,
    LetInRow,
    Option,
    OrganisationRow,
    OrganisationsPage,
    OwnerForm,
    PersonForm,
    PostForm,
    PostRow,
    PostsPage,
    UnownedPage,
    UnownedRow,
    grouped,
    page_of,
)
from bot.domain.people_parts import Part
from bot.domain.supplying import AWAY, GONE, NO_OWNER, NOBODY
from tests.builders import an_indicator, an_objective

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.notices import Notice, View

TODAY = date(2014, 5, 19)
BACK = "posts:0"
LONG = "Head of the partnership's intelligence and performance service for children"


def a_person(number: int = 1, **given: object) -> Person:
    facts = {"id": number, "post": f"Named officer {number:02}", "organisation": "Health", "organisation_id": 7}
    return Person(**(facts | given))  # type: ignore[arg-type]  # any field of the value


def views(text: str = LONG) -> Iterator[View]:
    """With that text as each post, organisation and title."""
    yield Told(words="That is for a performance officer of this plan to do. Nothing was changed.")
    yield ToldAtHome(words="I answer people of this workspace only.")
    for count in (0, 1, 60):
        yield from pages(count, text)
    yield from forms(many=False, text=text)
    yield from forms(many=True, text=text)


def pages(count: int, text: str = LONG) -> Iterator[View]:
    for number in (0, 1):
        people = [a_person(each, post=f"{text} {each}", slack_user=f"U{each}" * (each % 2)) for each in range(count)]
        posts = [
            PostRow(
                person=Person(
                    id=each.id, post=each.post, slack_user=each.slack_user, slack_gone=each.id == 3, away_until=TODAY
                ),
                roles=(Role.READER, Role.OFFICER, Role.ADMIN),
                owns=each.id,
                leads=(an_objective(),) * (each.id % 6),
                deputy=people[0],
                stands_in_for=tuple(people[: each.id % 4]),
            )
            for each in people
        ]
        page, rows = page_of(Part.POSTS, number, posts)
        yield PostsPage(page=page, rows=rows, today=TODAY, unmatched=count // 2)
        bodies = [OrganisationRow(id=each.id, name=text, people=tuple(people), owns=each.id) for each in people]
        page, bodies_shown = page_of(Part.ORGANISATIONS, number, bodies)
        yield OrganisationsPage(page=page, rows=bodies_shown)
        leads = [
            LeadRow(objective=an_objective(text, 1 + each.id), person=each if each.id else None) for each in people
        ]
        page, leads_shown = page_of(Part.LEADS, number, leads)
        yield LeadsPage(page=page, rows=leads_shown)
        seen = tuple(an_indicator(text, code=f"CP-{each}") for each in range(9))
        guests = [
            LetInRow(slack_user=f"U{each}", everything=each == 1, indicators=seen[: each % 9], by="U1", at=TODAY)
            for each in range(1, count + 1)
        ]
        page, guests_shown = page_of(Part.LET_IN, number, guests)
        yield LetInPage(page=page, rows=guests_shown)
        whys = (NO_OWNER, AWAY, GONE, NOBODY)
        orphans = [UnownedRow(indicator=an_indicator(text), why=whys[n % 4], owner=text) for n in range(count)]
        page, orphans_shown = page_of(Part.UNOWNED, number, orphans)
        yield UnownedPage(page=page, rows=orphans_shown)


def forms(*, many: bool, text: str = LONG) -> Iterator[View]:
    people = [a_person(each, post=text if many else "Named officer 01") for each in range(1, 300 if many else 3)]
    options = [Option(value=str(each.id), label=each.label) for each in people]
    groups = grouped(options, "Posts")
    bodies = grouped(options[: 150 if many else 1], "Organisations")
    one = options[0] if many else None
    for may in (True, False):
        yield PersonForm(
            person=a_person(slack_user="U1" if many else "", away_until=TODAY if many else None, deputy_id=2 * many),
            roles=(Role.OFFICER, Role.ADMIN) if many else (),
            may_appoint=may,
            deputies=groups if may else (),
            deputy=one,
            back=BACK,
        )
    yield PostForm(organisations=bodies, organisation=one, back=BACK)
    yield PostForm(organisations=(), organisation=None, back=BACK)
    yield LeadForm(objective=an_objective(), people=groups, lead=one, back=BACK)
    yield LeadForm(objective=an_objective(level=""), people=(), lead=None, back=BACK)
    yield LetInForm(
        slack_user="U9" if many else "",
        everything=not many,
        indicators=groups,
        ticked=tuple(options) if many else (),
        back=BACK,
    )
    yield OwnerForm(
        indicator=an_indicator(text if many else "NEET"),
        owner="Police" if many else "",
        owners=groups + bodies,
        back=BACK,
        held="o7",
    )


def notices() -> Iterator[Notice]:
    some = tuple(an_indicator(f"Indicator {each}", code=f"CP-{each}") for each in range(40))
    yield AccountGone(person=a_person(), deputy=None, indicators=(), stood_in_for=(a_person(2),) * 5, left=4)
    for count in (0, 1, 40):
        for deputy in (None, a_person(2)):
            yield AccountGone(
                person=a_person(), deputy=deputy, indicators=some[:count], leads=(an_objective(),) * (count > 1)
            )
