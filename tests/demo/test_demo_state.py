"""How the round stands when the visitor comes in."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot import render, rounds
from bot.demo import people, state
from bot.demo.clock import STARTS
from bot.demo.folder import CITY, Folder
from bot.domain.errors import NoSuchSample
from bot.domain.kinds import State
from bot.domain.people import Role
from bot.domain.rounds import NudgeKind
from bot.services import answers, auditing, deliveries, reminders
from bot.services import people as roll
from store import samples

if TYPE_CHECKING:
    from pathlib import Path

    from bot.workspace import Workspace


def test_every_last_figure_that_was_printed_is_approved_but_those_of_two_owners(workspace: Workspace) -> None:
    with workspace.reading() as work:
        round_ = rounds.of(workspace, work)
    assert round_
    last = [each for held in round_.figures.values() for each in held if each.figure.period.label == state.LAST]
    assert Counter(each.figure.state for each in last) == {State.APPROVED: 74}
    printed = [
        each
        for indicator in state.read(CITY).printed.indicators
        for line in indicator.series
        for each in line.figures
        if each.period.label == state.LAST and each.missing is None
    ]
    out = [each for each in round_.catalogue.indicators if {each.code, each.measure.title} & {*state.STILL_OUT}]
    assert len(out) == len(state.STILL_OUT)
    assert len(printed) - len(last) == sum(len(each.series) for each in out)
    owners = {each.measure.owner.label for each in out if each.measure.owner}
    assert owners == {people.NEET.post, people.CARE.post}


def test_they_came_in_as_their_owners_supplied_them_and_the_officer_approved_them(workspace: Workspace) -> None:
    found = auditing.entries(workspace, indicator="NI 112")
    last = [each for each in found if state.LAST in each.new]
    assert sorted(each.what for each in last) == ["figure approved", "figure submitted"]


@pytest.mark.parametrize(("question", "held"), [("status of NEET", "5.9% in Q3"), ("status of CP-8", "3.4% in Q3"),
                                                ("teenage pregnancy", "42.6 per 1,000 in Q3")])  # fmt: skip
def test_readers_are_still_told_the_quarter_before(workspace: Workspace, question: str, held: str) -> None:
    assert held in render.plain(answers.answer(workspace, question))


def test_nothing_goes_out_on_the_first_day_and_the_owners_hear_on_the_next_working_day(workspace: Workspace) -> None:
    assert reminders.plan_for_today(workspace) == 0
    assert deliveries.ledger(workspace).deliveries == ()
    assert reminders.decided(workspace, date(2014, 5, 10)) == ()
    told = {each.label: len(each.items) for each in reminders.decided(workspace, date(2014, 5, 12))}
    assert (told[people.NEET.post], told[people.CARE.post]) == (2, 3)


def test_the_lead_is_asked_for_their_highlights(workspace: Workspace) -> None:
    asked = [each for each in reminders.decided(workspace, date(2014, 5, 27)) if each.kind is NudgeKind.REMINDER]
    assert [(each.label, len(each.tasks)) for each in asked] == [(people.LEAD.post, len(state.LED))]


def test_everybody_is_who_they_are_said_to_be(workspace: Workspace) -> None:
    for part in people.CAST:
        if part is not people.OUTSIDER:
            person = roll.who(workspace, part.id).person
            assert person
            assert person.label == part.post
    assert roll.who(workspace, people.OFFICER.id).is_admin
    assert not roll.who(workspace, people.COUNCILLOR.id).is_officer


@pytest.mark.parametrize("name", samples.names())
def test_each_sample_is_loaded_and_answers(tmp_path: Path, name: str) -> None:
    sample = state.read(name)
    with state.opened(Folder(tmp_path, name, tmp_path), sample, lambda: sample.starts) as workspace:
        assert roll.who(workspace, people.OFFICER.id).is_admin
        assert sample.printed.plan.short_name in render.plain(answers.answer(workspace, "how is the plan doing?"))


def test_an_unknown_sample_is_named_with_those_there_are() -> None:
    with pytest.raises(NoSuchSample, match="nottinghamshire-2016-18"):
        state.read("nowhere")


def test_what_was_made_before_is_taken_up_as_it_is(folder: Folder, workspace: Workspace) -> None:
    roll.appoint_account(workspace, roll.BY_COMMAND, people.COUNCILLOR.id, Role.OFFICER)
    with state.opened(folder, state.read(CITY), lambda: STARTS) as again:
        assert roll.who(again, people.COUNCILLOR.id).is_officer
