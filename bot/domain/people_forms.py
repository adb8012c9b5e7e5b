"""Who is who as it is shown in Slack: pages of posts, organisations, leads, guests and ownerless indicators; forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from bot.domain.notices import Notice, View

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from bot.domain.model import Indicator, Objective
    from bot.domain.people import Holder, Person, Role
    from bot.domain.people_parts import Part

ROWS = 20  # on a page: two blocks each and the buttons stay far within the hundred of a form
MOST_OPTIONS = 100  # of a menu's group, and groups of a menu (docs.slack.dev/reference/block-kit, option group)
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Which page of which part, and how many there are of both."""

    part: Part
    number: int  # from 0
    of: int  # rows on all of its pages

    @property
    def first(self) -> int:
        return self.number * ROWS

    @property
    def pages(self) -> int:
        return max(1, -(-self.of // ROWS))

    @property
    def place(self) -> str:
        """As buttons and forms carry it, to come back to."""
        return f"{self.part}:{self.number}"


def page_of(part: Part, wanted: int, rows: Sequence[Thing]) -> tuple[Page, tuple[Thing, ...]]:
    """The page wanted, or the last one there is, with its rows."""
    last = max(0, -(-len(rows) // ROWS) - 1)
    page = Page(part=part, number=min(max(wanted, 0), last), of=len(rows))
    return page, tuple(rows[page.first : page.first + ROWS])


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """Something to choose; `value` is an id."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Up to a hundred options under a heading; "" where all there are stand in one."""

    label: str
    options: tuple[Option, ...]


def grouped(options: Iterable[Option], label: str) -> tuple[Group, ...]:
    """The options in groups that Slack takes, each headed with what it holds: "Posts 101 to 160"."""
    these = tuple(options)
    if len(these) <= MOST_OPTIONS:
        return (Group(label=label, options=these),) if these else ()
    starts = range(0, len(these), MOST_OPTIONS)
    parts = [(start, these[start : start + MOST_OPTIONS]) for start in starts]
    return tuple(Group(label=f"{label} {at + 1} to {at + len(part)}", options=part) for at, part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A post, whose account it has, and what it is in the plan."""

    person: Person
    roles: tuple[Role, ...] = ()  # that were given
    owns: int = 0  # indicators
    leads: tuple[Objective, ...] = ()
    deputy: Person | None = None
    stands_in_for: tuple[Person, ...] = ()  # today


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsPage(View):
    page: Page
    rows: tuple[PostRow, ...]
    today: date
    unmatched: int = 0  # posts without an account, on all pages


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationRow:
    id: int
    name: str
    people: tuple[Person, ...] = ()
    owns: int = 0  # as a whole, no post being named


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationsPage(View):
    page: Page
    rows: tuple[OrganisationRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadRow:
    objective: Objective
    person: Person | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadsPage(View):
    page: Page
    rows: tuple[LeadRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetInRow:
    slack_user: str
    everything: bool  # a guest who sees what readers see
    indicators: tuple[Indicator, ...] = ()  # that are ticked, and in the plan
    by: str = ""  # a Slack user, or the command
    at: date


@dataclass(frozen=True, slots=True, kw_only=True)
class LetInPage(View):
    page: Page
    rows: tuple[LetInRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnownedRow:
    indicator: Indicator
    why: str  # as bot.domain.supplying says it
    owner: str = ""  # as the plan prints it


@dataclass(frozen=True, slots=True, kw_only=True)
class UnownedPage(View):
    page: Page
    rows: tuple[UnownedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsFilledIn:
    """What the form of a post says: as it was opened, or as it was sent."""

    account: str = ""
    roles: frozenset[Role] = frozenset()
    until: date | None = None
    deputy_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonForm(View):
    """A post: its account, its roles, its absence and its deputy."""

    person: Person
    roles: tuple[Role, ...]
    may_appoint: bool  # roles are for admins
    deputies: tuple[Group, ...]
    deputy: Option | None
    back: str  # the page to come back to


@dataclass(frozen=True, slots=True, kw_only=True)
class PostForm(View):
    """A post that is to be added."""

    organisations: tuple[Group, ...]
    organisation: Option | None
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadForm(View):
    """Who leads an objective."""

    objective: Objective
    people: tuple[Group, ...]
    lead: Option | None
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetInForm(View):
    """Whom to let in, and to what."""

    slack_user: str  # "": somebody new
    everything: bool
    indicators: tuple[Group, ...]
    ticked: tuple[Option, ...]
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerForm(View):
    """Whose an indicator is to be."""

    indicator: Indicator
    owner: str  # as it stands
    owners: tuple[Group, ...]  # posts, then organisations
    back: str
    held: str  # whose it was when the form was opened, for the one who comes second


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountGone(Notice):
    """To an officer: somebody's Slack account was closed."""

    person: Person
    deputy: Person | None
    indicators: tuple[Indicator, ...]  # that were theirs to supply
    leads: tuple[Objective, ...] = ()
    stood_in_for: tuple[Person, ...] = ()  # for whom nobody stands in now
    left: int = 0  # indicators of these that nobody is asked for


def holder_value(holder: Holder) -> str:
    """A post or an organisation as a menu's value: "p12", "o7"; "" for nobody."""
    if holder.person_id is not None:
        return f"p{holder.person_id}"
    return f"o{holder.organisation_id}" if holder.organisation_id is not None else ""
