"""Answers from what a plan says in words: statements, comparators, who leads; and where it mentions something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.domain import judging, seeking
from bot.domain.actions import ActionKind
from bot.domain.answers_beside import Comparators, Governance, Statements
from bot.domain.asking import Held, Intent
from bot.domain.besides import Mention, Words
from bot.domain.composing.beside import beside, compared
from bot.domain.composing.commitments import of_objective
from bot.domain.statements import StatementKind
from bot.domain.understanding.spoken_of import speaks_of
from bot.services.answers import counted
from bot.services.answers.beside import family, is_about_something, said, sought_of
from store import actions, agendas, leads, risks
from store import comparators as stored_comparators
from store import statements as stored_statements

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.actions import Action
    from bot.domain.comparators import Comparator
    from bot.domain.model import Objective
    from bot.domain.reporting import Beside
    from bot.domain.statements import Statement
    from bot.services.answers.inquiry import Inquiry

_OF_OBJECTIVES = "programme"  # the sort of a role that each objective has


def statements(inquiry: Inquiry) -> Statements | None:
    """What the plan says of the kind sought, as printed."""
    sought = sought_of(inquiry)
    of_kind = [each for each in _statements(inquiry) if each.kind == sought.of]
    held = [each for each in of_kind if seeking.is_of_sort(each, sought)]
    if inquiry.understood.objective is not None:
        placed = [each for each in held if each.objective in family(inquiry)]
        held = placed if placed or not sought.words else _speaking(inquiry, held)
    elif sought.words:
        held = _speaking(inquiry, held)
    if not held and (is_about_something(inquiry) or inquiry.understood.otherwise):
        return None
    return Statements(**said(inquiry, is_known=bool(held)), statements=tuple(held), of=len(of_kind))


def _statements(inquiry: Inquiry) -> tuple[Statement, ...]:
    return stored_statements.statements(inquiry.work, inquiry.catalogue.plan.id)


def _speaking(inquiry: Inquiry, held: Iterable[Statement]) -> list[Statement]:
    speaks = speaks_of(inquiry.knowledge.index, sought_of(inquiry).words)
    return [each for each in held if speaks(seeking.said_in(each))]


def comparators(inquiry: Inquiry) -> Comparators | None:
    """Indicators beside the figures of others for the same period; a claim without a figure stays a claim."""
    understood, sought = inquiry.understood, sought_of(inquiry)
    held = stored_comparators.comparators(inquiry.work, inquiry.catalogue.plan.id)
    held = tuple(each for each in held if not sought.of or each.against == sought.of)
    named = _named(inquiry, held)
    if not named and (is_about_something(inquiry) or not held):
        return None
    pairs = _once_each(_beside(inquiry, named))
    wanted = {"better": True, "worse": False}.get(sought.state) if not is_about_something(inquiry) else None
    shown = [each for each in pairs if wanted is None or each.better is wanted]
    shown = shown or [each for each in pairs if each.better is None]  # theirs and ours, where no way is good
    fair = {each.comparator.id for each in pairs}
    printed = _counts_printed(inquiry) if not understood.members and not sought.words else ()
    return Comparators(
        **said(inquiry),
        beside=tuple(shown),
        compared=compared(pairs, counted.uncounted(inquiry)),
        apart=tuple(each for each in named if each.id not in fair and each.value is not None),
        printed=printed,
    )


def _named(inquiry: Inquiry, held: tuple[Comparator, ...]) -> tuple[Comparator, ...]:
    """Those of the indicator, the objective or the words that were named."""
    understood, words = inquiry.understood, sought_of(inquiry).words
    measures = {match.indicator.id for match in understood.members}
    if measures:
        return tuple(each for each in held if each.measure_id in measures)
    if understood.objective is not None:
        served = {each.id for each in inquiry.catalogue.indicators if understood.objective.id in each.objectives}
        return tuple(each for each in held if each.measure_id in served)
    if words:
        speaks = speaks_of(inquiry.knowledge.index, words)
        return tuple(each for each in held if speaks(each.title))
    return held


def _beside(inquiry: Inquiry, held: tuple[Comparator, ...]) -> tuple[Beside, ...]:
    """Each with our figure for its own period, where there is one."""
    by_id = {each.id: each for each in inquiry.catalogue.indicators}
    of_ours = [by_id[each.measure_id] for each in held if each.measure_id in by_id]
    figures = inquiry.figures_of(of_ours) if of_ours else {}
    found: list[Beside] = []
    for comparator in held:
        indicator = by_id.get(comparator.measure_id or 0)
        readings = judging.read_all(indicator, figures, asked=comparator.period) if indicator else ()
        found += beside(readings, [comparator])
    return tuple(found)


def _once_each(pairs: Iterable[Beside]) -> tuple[Beside, ...]:
    """A claim that speaks of two indicators, "for both Nottinghamshire NHS and Bassetlaw NHS", is one claim."""
    claims: set[tuple[str, str]] = set()
    found = []
    for each in pairs:
        key = (each.comparator.against, each.comparator.title)
        if each.comparator.value is not None or key not in claims:
            found.append(each)
        if each.comparator.value is None:
            claims.add(key)
    return tuple(found)


def _counts_printed(inquiry: Inquiry) -> tuple[Statement, ...]:
    """What the report says of its own counts: "Indicators with comparison information: 16"."""
    if StatementKind.PROGRESS not in inquiry.catalogue.holds:
        return ()
    return tuple(
        each for each in _statements(inquiry) if each.kind is StatementKind.PROGRESS and each.about == "indicators"
    )


def governance(inquiry: Inquiry) -> Governance | None:
    """Who leads, sponsors and delivers an objective."""
    objective = inquiry.understood.objective
    if objective is None:
        return None
    roles: tuple[Statement, ...] = ()
    if StatementKind.GOVERNANCE in inquiry.catalogue.holds:
        told = (each for each in _statements(inquiry) if each.kind is StatementKind.GOVERNANCE)
        roles = tuple(each for each in told if each.sort == _OF_OBJECTIVES)
    facts = said(inquiry)
    del facts["sought"]
    return Governance(**facts, lead=lead_of(inquiry, objective), roles=roles)


def lead_of(inquiry: Inquiry, objective: Objective) -> str:
    """The post of whoever leads it in Slack; nobody's for people from outside."""
    if not inquiry.sees_all:
        return ""
    held = leads.leads(inquiry.work, inquiry.catalogue.plan.id).get(objective.key)
    return held.label if held else ""


def words_of(inquiry: Inquiry, objective: Objective) -> Words:
    """What the plan says of an objective beside its figures."""
    holds, plan = inquiry.catalogue.holds, inquiry.catalogue.plan
    held = actions.actions(inquiry.work, plan.id) if Held.ACTIONS in holds else ()
    told = _statements(inquiry) if StatementKind.PROGRESS in holds else ()
    return replace(_words(inquiry, objective, held, told), lead=lead_of(inquiry, objective))


def _words(inquiry: Inquiry, objective: Objective, held: tuple[Action, ...], told: tuple[Statement, ...]) -> Words:
    keys = {each.key for each in inquiry.catalogue.objectives if objective.id in {each.id, each.parent_id}}
    indicators = [each for each in inquiry.catalogue.indicators if objective.id in each.objectives]
    placed = tuple(each for each in held if each.objective in keys) or of_objective(held, objective, indicators)
    own = tuple(each for each in placed if each.kind is not ActionKind.CONTEXT)
    return Words(
        today=inquiry.today,
        actions=own,
        by_state=seeking.by_state(own),
        overdue=sum(each.is_overdue(inquiry.today) for each in own),
        progress=tuple(each for each in told if each.kind is StatementKind.PROGRESS and each.objective in keys),
    )


def mentions(inquiry: Inquiry, words: str) -> tuple[Mention, ...]:
    """Where the plan speaks of the words outside its indicators; a query for each kind of thing that it holds."""
    holds, work, plan = inquiry.catalogue.holds, inquiry.work, inquiry.catalogue.plan.id
    speaks = speaks_of(inquiry.knowledge.index, words)
    found: list[Mention] = []
    if Held.AGENDA in holds:
        found += [Mention(intent=Intent.MEETING, text=each.title, on=each.on) for each in agendas.agenda(work, plan)]
    if Held.FORWARD in holds:
        found += [Mention(intent=Intent.FORWARD, text=each.title, on=each.on) for each in agendas.forward(work, plan)]
    if Held.ACTIONS in holds or Held.DECISIONS in holds:
        promised = actions.actions(work, plan)
        found += [Mention(intent=Intent.ACTIONS, text=each.title, on=each.decided_on) for each in promised]
    if Held.RISKS in holds:
        found += [Mention(intent=Intent.RISKS, text=each.title) for each in risks.risks(work, plan)]
    if holds.intersection(StatementKind):
        told = stored_statements.statements(work, plan)
        found += [Mention(intent=Intent.STATEMENTS, text=seeking.said_in(each), kind=each.kind) for each in told]
    return tuple(each for each in found if speaks(each.text))


def headlines(inquiry: Inquiry) -> tuple[str, ...]:
    """Those that the last review prints, where the question asks for headlines."""
    if inquiry.understood.sought is None or inquiry.understood.sought.of != StatementKind.HEADLINE:
        return ()
    return tuple(each.text for each in _statements(inquiry) if each.kind is StatementKind.HEADLINE)


def words_of_all(inquiry: Inquiry) -> tuple[tuple[Objective, Words], ...]:
    """The same as `words_of` for every objective, in the same few queries; who leads them is left out."""
    holds, plan = inquiry.catalogue.holds, inquiry.catalogue.plan
    held = actions.actions(inquiry.work, plan.id) if Held.ACTIONS in holds else ()
    told = _statements(inquiry) if StatementKind.PROGRESS in holds else ()
    return tuple((each, _words(inquiry, each, held, told)) for each in inquiry.catalogue.objectives)
