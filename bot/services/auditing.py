"""Who changed what of an indicator or by a person, as the audit keeps it; nothing that is under embargo is read out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.domain.disclosure import Audience, hidden_cells, rule_of
from bot.domain.errors import NoPlanHeld
from bot.domain.naming import holder_named, indicator_named
from store import audit, figures, people

if TYPE_CHECKING:
    from datetime import datetime

    from bot.domain.model import Catalogue, Indicator
    from bot.domain.people import Person
    from bot.workspace import Workspace
    from store.audit import Change
    from store.work import Work


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change, with its people and its indicator by their names."""

    at: datetime  # in the workspace's zone
    who: str  # a post and its account, or the command
    what: str
    about: str  # the indicator, the post
    origin: str
    old: str
    new: str
    reason: str
    secret: bool = False  # old and new are under embargo
    small: bool = False  # a small number of people, which is not printed


@dataclass(frozen=True, slots=True)
class _Names:
    """Whatever an entry names by its id."""

    people: dict[int, Person]
    accounts: dict[str, Person]
    indicators: dict[int, Indicator]
    lines: dict[int, Indicator]  # by series

    def indicator(self, change: Change) -> Indicator | None:
        if change.measure_id is not None:
            return self.indicators.get(change.measure_id)
        if change.subject_id is None:
            return None
        known = {"measure": self.indicators, "series": self.lines, "figure": self.lines}.get(change.subject, {})
        return known.get(change.subject_id)

    def about(self, change: Change) -> str:
        indicator = self.indicator(change)
        if indicator:
            return f"{indicator.code} {indicator.title}".strip()
        person = self.people.get(change.subject_id or 0) if change.subject == "person" else None
        return person.label if person else ""

    def who(self, change: Change) -> str:
        person = self.accounts.get(change.who)
        return f"{person.label} ({change.who})" if person else change.who


def entries(
    workspace: Workspace, *, indicator: str = "", person: str = "", plan_name: str | None = None
) -> tuple[Entry, ...]:
    """Oldest first, of an indicator by its code or title, of a person by post or Slack id, or of the one by the other.

    Raises NothingSuch, NoSuchHolder, SeveralHolders, NoPlanHeld.
    """
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work, plan_name)
        if catalogue is None:
            raise NoPlanHeld
        names = _names(work, catalogue)
        subject = indicator_named(indicator, catalogue.indicators) if indicator else None
        found = _of_indicator(work, subject) if subject else []
        if person:
            theirs = _of_person(work, names, person)
            found = [each for each in found if each in theirs] if subject else theirs
        measures = {each.id for each in map(names.indicator, found) if each}
        secrets = _secrets(work, workspace, measures)
        small = _small(work, catalogue, measures)
    return tuple(_entry(workspace, each, names, secrets, small) for each in found)


def _names(work: Work, catalogue: Catalogue) -> _Names:
    everyone = people.everyone(work)
    return _Names(
        people={each.id: each for each in everyone},
        accounts={each.slack_user: each for each in everyone if each.slack_user},
        indicators={each.id: each for each in catalogue.indicators},
        lines={line.id: each for each in catalogue.indicators for line in each.series},
    )


def _of_indicator(work: Work, indicator: Indicator) -> list[Change]:
    """Of the measure and of its lines, which imports name."""
    found = [*audit.of_measure(work, indicator.id)]
    for line in indicator.series:
        found += (each for each in audit.of(work, "series", line.id) if each not in found)
    return sorted(found, key=lambda each: each.at)


def _of_person(work: Work, names: _Names, called: str) -> list[Change]:
    """By them or about them; an account that nobody is matched to has its own changes."""
    if called in names.accounts:
        return [*audit.of_person(work, names.accounts[called].id, called)]
    if called.isalnum() and called.isupper():
        return [*audit.of_person(work, None, called)]
    holder = holder_named(called, names.people.values(), {})
    person = names.people[holder.person_id or 0]
    return [*audit.of_person(work, person.id, person.slack_user)]


def _secrets(work: Work, workspace: Workspace, measures: set[int]) -> frozenset[tuple[int, str]]:
    """Series and periods whose figure is under embargo now."""
    now = workspace.now()
    latest = figures.latest_of_measures(work, measures) if measures else {}
    return frozenset(
        (number, each.figure.period.label)
        for number, held in latest.items()
        for each in held
        if each.provenance.embargoed_until and each.provenance.embargoed_until > now
    )


def _small(work: Work, catalogue: Catalogue, measures: set[int]) -> frozenset[tuple[int, str]]:
    """Series and periods of which a revision is hidden from the public: what is printed here may be handed on."""
    indicators = tuple(each for each in catalogue.indicators if each.id in measures)
    rule = rule_of(catalogue.plan, Audience.PUBLIC)
    if not (indicators and rule.hides):
        return frozenset()
    every = figures.every_of_measures(work, measures)
    hidden = hidden_cells(replace(catalogue, indicators=indicators), every, rule)
    return frozenset((number, period.label) for number, period in hidden)


def _entry(
    workspace: Workspace,
    change: Change,
    names: _Names,
    secrets: frozenset[tuple[int, str]],
    small: frozenset[tuple[int, str]],
) -> Entry:
    told = Entry(
        at=change.at.astimezone(workspace.zone),
        who=names.who(change),
        what=change.what,
        about=names.about(change),
        origin=change.origin,
        old=change.old,
        new=change.new,
        reason=change.reason,
    )
    if _is_of(change, secrets):
        return replace(told, old="", new="", secret=True)
    if _is_of(change, small):
        return replace(told, old="", new="", reason="", small=True)
    return told


def _is_of(change: Change, cells: frozenset[tuple[int, str]]) -> bool:
    periods = {label for number, label in cells if number == change.subject_id}
    return any(text.startswith(f"{label}:") for text in (change.old, change.new) for label in periods)
