"""What leads write of a quarter: typed, submitted once, and looked at again a quarter later."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TYPE_CHECKING

from bot.domain.highlights import Highlight, HighlightState, Rating
from store import highlights
from tests.builders import a_period
from tests.conftest import MORNING
from tests.store.planting import plant

if TYPE_CHECKING:
    from bot.workspace import Workspace

Q2, Q3, Q4 = (a_period(f"Q{number} 2013/14") for number in (2, 3, 4))
FIRST = ("operational", 1)
WORDS = {
    "achievements": "A new team",
    "barriers": "Posts unfilled",
    "overcome": "Agency staff",
    "next_steps": "Recruit",
}
WRITTEN = Highlight(
    objective=FIRST, period=Q4, **WORDS, rating=Rating.AMBER, rating_why="Half done", help_wanted="A word with schools"
)


def test_what_was_submitted_is_what_others_read(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted, other = plant(work, "One"), plant(work, "Two")
        made = highlights.submit(work, planted.plan, replace(WRITTEN, written_by=planted.person), MORNING)
        assert made == replace(
            WRITTEN, written_by=planted.person, at=MORNING, state=HighlightState.SUBMITTED, revision=1
        )
        assert highlights.highlights(work, planted.plan, Q4) == (made,)
        assert highlights.highlights(work, planted.plan, Q3) == highlights.highlights(work, other.plan, Q4) == ()
        assert highlights.get(work, planted.plan, FIRST, Q4).submitted == made


def test_what_is_only_typed_is_nobody_elses(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        highlights.keep_draft(work, planted.plan, FIRST, Q4, {"barriers": "Snow"})
        highlights.keep_draft(work, planted.plan, FIRST, Q4, {"barriers": "Snow and ice"})
        assert highlights.highlights(work, planted.plan, Q4) == ()
        kept = highlights.get(work, planted.plan, FIRST, Q4)
    assert (kept.submitted, kept.typed, kept.revision) == (None, {"barriers": "Snow and ice"}, 0)


def test_a_draft_stands_beside_what_was_submitted_until_it_takes_its_place(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        highlights.keep_draft(work, planted.plan, FIRST, Q4, {"barriers": "Snow"})
        first = highlights.submit(work, planted.plan, WRITTEN, MORNING)
        assert highlights.get(work, planted.plan, FIRST, Q4).typed == {}
        highlights.keep_draft(work, planted.plan, FIRST, Q4, {"barriers": "Ice"})
        kept = highlights.get(work, planted.plan, FIRST, Q4)
        assert (kept.submitted, kept.typed) == (first, {"barriers": "Ice"})
        second = highlights.submit(work, planted.plan, replace(WRITTEN, barriers="Ice"), MORNING, kept.revision)
        assert second is not None
        assert (second.revision, second.barriers) == (2, "Ice")
        assert highlights.highlights(work, planted.plan, Q4) == (second,)


def test_whoever_saw_an_earlier_one_changes_nothing(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        made = highlights.submit(work, planted.plan, WRITTEN, MORNING)
        for seen in (0, 2):
            assert highlights.submit(work, planted.plan, replace(WRITTEN, barriers="None"), MORNING, seen) is None
        assert highlights.highlights(work, planted.plan, Q4) == (made,)


def test_a_draft_that_is_dropped_is_gone_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        highlights.keep_draft(work, planted.plan, FIRST, Q4, {"barriers": "Snow"})
        assert highlights.drop_draft(work, planted.plan, FIRST, Q4)
        assert not highlights.drop_draft(work, planted.plan, FIRST, Q4)
        made = highlights.submit(work, planted.plan, WRITTEN, MORNING)
        highlights.keep_draft(work, planted.plan, FIRST, Q4, {"barriers": "Ice"})
        assert highlights.drop_draft(work, planted.plan, FIRST, Q4)
        kept = highlights.get(work, planted.plan, FIRST, Q4)
    assert (kept.submitted, kept.typed) == (made, {})


def test_the_text_of_the_last_quarter_that_has_one_is_at_hand(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        earlier = highlights.submit(work, planted.plan, replace(WRITTEN, period=Q2), MORNING)
        highlights.keep_draft(work, planted.plan, FIRST, Q3, {"barriers": "Snow"})
        highlights.submit(work, planted.plan, replace(WRITTEN, period=Q2, objective=("strategic", 1)), MORNING)
        assert highlights.get(work, planted.plan, FIRST, Q4).before == earlier
        assert highlights.get(work, planted.plan, FIRST, Q2).before is None
        assert highlights.get(work, planted.plan, ("operational", 2), Q4).before is None


def test_how_far_each_is_can_be_read_without_its_words(workspace: Workspace) -> None:
    with workspace.begin() as work:
        plan = plant(work).plan
        highlights.keep_draft(work, plan, FIRST, Q3, {"barriers": "Snow"})
        highlights.submit(work, plan, WRITTEN, MORNING)
        found = {each.period: (each.is_submitted, each.is_begun) for each in highlights.kept_of(work, plan, [Q3, Q4])}
        assert found == {Q3: (False, True), Q4: (True, False)}
        assert highlights.kept_of(work, plan, [Q2]) == ()


def test_several_periods_are_read_at_once(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
        made = [highlights.submit(work, planted.plan, replace(WRITTEN, period=each), MORNING) for each in (Q4, Q2, Q3)]
        assert highlights.of_periods(work, planted.plan, [Q2, Q4]) == (made[1], made[0])


def test_two_who_submit_at_once_do_not_both_come_first(workspace: Workspace) -> None:
    with workspace.begin() as work:
        planted = plant(work)
    both = Barrier(2)

    def submit(words: str) -> Highlight | None:
        both.wait()
        with workspace.begin() as work:
            return highlights.submit(work, planted.plan, replace(WRITTEN, barriers=words), MORNING)

    with ThreadPoolExecutor(2) as pool:
        made = [each for each in pool.map(submit, ["Snow", "Ice"]) if each]
    with workspace.reading() as work:
        assert list(highlights.highlights(work, planted.plan, Q4)) == made
