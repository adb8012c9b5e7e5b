"""A sheet that was handed in, held against what is known: what it would change, or all that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from bot import queueing
from bot.domain import mapping, personal_details, receiving, taking_in
from bot.domain.due import periods_of
from bot.domain.mapping import Pages
from bot.domain.problems import Fault, Problem
from bot.domain.return_notices import ReturnDifference, ReturnRefused
from bot.domain.taking_in import Outcome, Terms, Wrong
from bot.services.returns import whose
from store import people, workbooks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from bot.domain.handing_in import Handed, Received
    from bot.domain.people import Someone
    from bot.domain.periods import Period
    from bot.domain.sheet import Book
    from bot.domain.taking_in import Taken
    from bot.rounds import Round
    from bot.services.returns.whose import Whose
    from bot.workspace import Workspace
    from store.work import Work

_MOST_CHANGES = 0.5  # of a layout; with more changed it is another workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A sheet with the round it was held against; what was the same is among what can be taken."""

    round: Round
    received: Received
    taken: tuple[Taken, ...]
    wrong: tuple[Wrong, ...]

    @property
    def changes(self) -> tuple[Taken, ...]:
        """What is most to be looked at comes first: changes, then what is doubtful."""
        found = (each for each in self.taken if each.outcome is not Outcome.SAME)
        return tuple(sorted(found, key=lambda each: (each.outcome is not Outcome.CHANGED, not each.doubts)))

    def notice(self, *, intake_id: int | None = None) -> ReturnDifference | ReturnRefused:
        found = self.received
        if self.wrong:
            return ReturnRefused(file_name=found.file_name, wrong=self.wrong)
        return ReturnDifference(
            file_name=found.file_name,
            taken=self.changes,
            same=len(self.taken) - len(self.changes),
            blank=found.blank,
            left_out=found.left_out,
            not_read=found.not_read,
            known_as=found.known_as,
            intake_id=intake_id,
        )


def look(workspace: Workspace, work: Work, round_: Round, book: Book, of: Whose, *, secrets: bool = False) -> Looked:
    """Every row judged; the problems of all of them together."""
    received = _received(workspace, work, round_, book, of)
    taken, wrong = judged(workspace, round_, received.handed, secrets=secrets)
    problems = (*_telling_names(book, received.handed, round_.today), *received.problems)
    found = tuple(Wrong(problem=problem) for problem in problems)
    return Looked(round=round_, received=received, taken=taken, wrong=(*found, *wrong))


def _telling_names(book: Book, handed: Iterable[Handed], today: date) -> Iterator[Problem]:
    """The names of the file and of its sheets are kept with each figure, and readers are told them."""
    for name in dict.fromkeys([book.name, *(each.at.sheet for each in handed)]):
        words = re.sub(r"[_.-]+", " ", PurePath(name).stem)
        if details := [*personal_details.noticed(name, today), *personal_details.noticed(words, today)]:
            yield Problem(fault=Fault.NAMES_SOMEBODY, sheet=name, facts={"found": details[0].value})


def judged(
    workspace: Workspace, round_: Round, handed: Iterable[Handed], *, secrets: bool = False
) -> tuple[tuple[Taken, ...], tuple[Wrong, ...]]:
    """What can be taken, and what is wrong. Without `secrets` nothing is held against a figure under embargo."""
    taken: list[Taken] = []
    wrong: list[Wrong] = []
    for each in handed:
        found, problems = taking_in.judged(each, _terms(workspace, round_, each, secrets=secrets))
        taken += [found] if found else []
        wrong += problems
    return tuple(taken), tuple(wrong)


def is_theirs(round_: Round, someone: Someone, of: Handed) -> bool:
    """Whether whoever hands it in may: an officer for anybody, others for what they supply."""
    return someone.is_officer or whose.may_supply(round_, someone, of.indicator)


def _terms(workspace: Workspace, round_: Round, handed: Handed, *, secrets: bool) -> Terms:
    revisions = round_.figures.get(handed.series.id, ())
    shut = {each.figure.period for each in revisions if whose.is_secret(each, workspace) and not secrets}
    standing = queueing.standing(round_, handed.series.id)
    held = next((each.figure for each in revisions if each.figure.period == handed.period), None)
    return Terms(
        figures=tuple(each for each in standing if each.period not in shut),
        held=held,
        secret=handed.period in shut,
        promise=round_.promises.get((handed.indicator.id, handed.period.key)),
        periods={*_reported(round_, handed), *(each.figure.period for each in revisions)},
        today=round_.today,
        jump=round_.rules.jump,
        first_month=round_.plan.first_month,
    )


def _reported(round_: Round, handed: Handed) -> tuple[Period, ...]:
    """The periods that the plan's rounds can ever ask for."""
    plan, measure = round_.plan, handed.indicator.measure
    return periods_of(measure, handed.indicator.counted_from(plan), plan.ends, plan.first_month)


def _received(workspace: Workspace, work: Work, round_: Round, book: Book, of: Whose) -> Received:
    if receiving.is_return(book):
        terms = receiving.Terms(workspace_id=workspace.id, catalogue=round_.catalogue, measures=of.measures)
        return receiving.read_return(book, terms)
    return _mapped(work, round_, book, of)


def _mapped(work: Work, round_: Round, book: Book, of: Whose) -> Received:
    """The workbook whose proofs all hold; else why the one that comes nearest is not it."""
    pages, plan = Pages(book), round_.plan
    bodies = [of.organisation_id] if of.organisation_id is not None else [] if of.label else people.organisations(work)
    known = [each for body in bodies for each in workbooks.of_organisation(work, plan.id, body)]
    tried = [(mapping.changes(mapping.kept_proofs(each.layout), pages), each) for each in known]
    fitting = [each for changed, each in tried if not changed]
    if len(fitting) == 1:
        cells = mapping.kept_cells(fitting[0].cells, plan.first_month)
        theirs = {n for n, holder in round_.holders.items() if holder.organisation_id == fitting[0].organisation_id}
        lines = whose.lines_of(round_, of.measures & theirs)
        return mapping.read_mapped(pages, fitting[0].name, cells, lines, plan.first_month)
    problems: tuple[Problem, ...] = (Problem(fault=Fault.NOT_A_RETURN, sheet=book.name),)
    if fitting:
        names = ", ".join(each.name for each in fitting)
        problems = (Problem(fault=Fault.SEVERAL_MAPPED, sheet=book.name, facts={"known": names}),)
    near = [(changed, each) for changed, each in tried if changed and len(changed) <= _MOST_CHANGES * len(each.layout)]
    if near and not fitting:
        problems = min(near, key=lambda each: len(each[0]))[0]
    return mapping.nothing_of(pages, problems)
