"""Aliases, conversations, the log of questions and the audit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from bot.domain.asking import Context, Filter, Intent
from bot.domain.phrases import Alias
from store import aliases, asked, audit, conversations, plan, tables
from store.audit import Change
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace

LATER = MORNING + timedelta(days=1)


def test_a_proposed_phrase_is_counted_and_not_heard(workspace: Workspace) -> None:
    with workspace.begin() as work:
        measure = plant(work).measures[0]
        aliases.propose(work, "Neets", measure, "U1", MORNING)
        aliases.propose(work, "  nEETS ", measure, "U2", LATER)
        aliases.propose(work, "rarer", measure, "U2", LATER)
        assert aliases.approved(work) == ()
        first, second = aliases.proposed(work)
    assert (first.phrase, first.by, first.times, first.at) == ("Neets", "U1", 2, LATER)
    assert (second.phrase, second.times) == ("rarer", 1)


def test_the_same_phrase_for_two_indicators_is_two_proposals(workspace: Workspace) -> None:
    with workspace.begin() as work:
        for measure in plant(work).measures:
            aliases.propose(work, "neets", measure, "U1", MORNING)
        assert len(aliases.proposed(work)) == 2


def test_of_several_who_propose_at_once_all_are_counted(workspace: Workspace) -> None:
    with workspace.begin() as work:
        measure = plant(work).measures[0]

    def propose(_: int) -> None:
        with workspace.begin() as work:
            aliases.propose(work, "neets", measure, "U1", MORNING)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(propose, range(12)))
    with workspace.reading() as work:
        assert [each.times for each in aliases.proposed(work)] == [12]


def test_a_phrase_is_settled_once_and_stays_settled(workspace: Workspace) -> None:
    with workspace.begin() as work:
        measure = plant(work).measures[0]
        aliases.propose(work, "neets", measure, "U1", MORNING)
        (proposal,) = aliases.proposed(work)
        assert aliases.settle(work, proposal.id, aliases.APPROVED, LATER, was=aliases.PROPOSED)
        assert not aliases.settle(work, proposal.id, aliases.REFUSED, LATER, was=aliases.PROPOSED)
        aliases.propose(work, "neets", measure, "U2", LATER)
        assert aliases.proposed(work) == ()
        assert aliases.approved(work) == (Alias(phrase="neets", measure_id=measure),)


def test_a_board_s_own_phrase_is_added_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        measure = plant(work).measures[0]
        for alias in (Alias(phrase="kids", means="children"), Alias(phrase="neets", measure_id=measure)):
            assert aliases.add(work, alias, MORNING)
            assert not aliases.add(work, alias, LATER)
        assert [alias.phrase for alias in aliases.approved(work)] == ["kids", "neets"]


def test_a_board_s_own_phrase_is_heard_though_it_was_only_proposed(workspace: Workspace) -> None:
    with workspace.begin() as work:
        measure = plant(work).measures[0]
        aliases.propose(work, "neets", measure, "U1", MORNING)
        assert aliases.add(work, Alias(phrase="neets", measure_id=measure), LATER)
        assert [alias.phrase for alias in aliases.approved(work)] == ["neets"]
        assert aliases.proposed(work) == ()


def test_only_what_is_heard_raises_the_stamp(workspace: Workspace) -> None:
    with workspace.begin() as work:
        measure = plant(work).measures[0]
    with workspace.begin() as work:
        before = plan.stamp(work)
        aliases.propose(work, "neets", measure, "U1", MORNING)
        assert plan.stamp(work) == before
        aliases.settle(work, aliases.proposed(work)[0].id, aliases.APPROVED, MORNING)
        assert plan.stamp(work) == before + 1


CONTEXTS = st.builds(
    Context,
    intent=st.sampled_from(Intent),
    measure_ids=st.lists(st.integers(1, 2**63 - 1), max_size=3).map(tuple),
    objective_id=st.none() | st.integers(1, 2**63 - 1),
    period_key=st.sampled_from(["", "Q2013.3"]),
    filter=st.builds(Filter, rag=st.sampled_from([None, "red", "none"])),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(context=CONTEXTS)
def test_a_conversation_is_recalled_as_it_was_left(workspace: Workspace, context: Context) -> None:
    with workspace.begin() as work:
        conversations.remember(work, "D1", Context(intent=Intent.HELP), MORNING)
        conversations.remember(work, "D1", context, LATER)
    with workspace.reading() as work:
        assert conversations.recall(work, "D1") == context
        assert conversations.recall(work, "D2") is None


def test_a_conversation_is_forgotten_in_time(workspace: Workspace) -> None:
    context = Context(intent=Intent.STATUS)
    with workspace.begin() as work:
        conversations.remember(work, "D1", context, MORNING)
        conversations.remember(work, "D2", context, LATER)
        assert conversations.recall(work, "D1", MORNING + conversations.FORGOTTEN_AFTER) == context
        assert conversations.recall(work, "D1", LATER + conversations.FORGOTTEN_AFTER) is None
        assert conversations.trim(work, LATER) == 1
        assert conversations.recall(work, "D1") is None
        assert conversations.recall(work, "D2") == context


def test_what_a_later_version_kept_of_a_conversation_does_not_break_this_one(workspace: Workspace) -> None:
    with workspace.begin() as work:
        conversations.remember(work, "D1", Context(intent=Intent.STATUS, measure_ids=(7,)), MORNING)
        kept = {"intent": "status", "measure_ids": [7], "filter": {}, "mood": "cheerful"}
        work.change(update(tables.Conversation.__table__).values(context=kept))
        assert conversations.recall(work, "D1") == Context(intent=Intent.STATUS, measure_ids=(7,))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec=None), max_size=20))
def test_any_words_can_be_logged(workspace: Workspace, text: str) -> None:
    with workspace.begin() as work:
        asked.trim(work, LATER)
        asked.record(work, text=text, asker="U1", intent="status", outcome="answer", at=MORNING, measure_ids=[2**62])
        (question,) = asked.since(work, MORNING)
    assert question.text == text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "\ufffd")
    assert question.measure_ids == (2**62,)
    assert question.at == MORNING


def test_a_long_question_is_logged_in_part(workspace: Workspace) -> None:
    with workspace.begin() as work:
        asked.record(work, text="x" * 40_000, asker="U1", intent="unknown", outcome="unknown", at=MORNING)
        assert [len(each.text) for each in asked.since(work, MORNING)] == [asked.LONGEST]
        assert asked.trim(work, LATER) == 1
        assert asked.since(work, MORNING) == ()


def test_the_audit_is_read_as_it_was_written(workspace: Workspace) -> None:
    first = Change(at=MORNING, who="steward import", what="plan imported", subject="plan", subject_id=7)
    second = Change(at=LATER, who="U1", what="plan chosen", subject="plan", subject_id=8, old="a", new="b", reason="c")
    with workspace.begin() as work:
        audit.add(work, second, first)
        audit.add(work)
        assert audit.of(work, "plan") == (first, second)
        assert audit.of(work, "plan", 8) == (second,)
        assert audit.of(work, "figure") == ()


def test_the_audit_is_neither_changed_nor_deleted(workspace: Workspace) -> None:
    with workspace.begin() as work:
        audit.add(work, Change(at=MORNING, who="x", what="x", subject="plan"))
    table = tables.Change.__table__
    for statement in (update(table).values(who="somebody else"), delete(table)):
        with pytest.raises(DBAPIError, match="only ever added to"), workspace.begin() as work:
            work.change(statement)
    with workspace.reading() as work:
        assert [each.who for each in audit.of(work, "plan")] == ["x"]
