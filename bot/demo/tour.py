"""The tour in the margin: a whole round in five steps, each known to be done by what has happened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.demo import moves
from bot.demo.people import BOARD, COUNCILLOR, LEAD, NEET, OFFICER, OUTSIDER
from bot.demo.state import LAST, NEET_CODE
from bot.domain.kinds import State
from bot.domain.reporting import ReportState
from bot.local.page.guide import HOME, Go, Guide, Step
from store import figures, plan, reports

if TYPE_CHECKING:
    from bot.demo.moves import Moves
    from bot.demo.state import Sample
    from bot.local import LocalSlack, Message
    from bot.workspace import Workspace

ASKED = "status of NEET"
IN_ROUND = """\
This is a Slack of your own, on this machine alone. Everybody in it is you: choose whom to be. What Steward says and \
does here it would say and do in yours.

It is the spring of 2014. The board of Nottingham's children's partnership meets on 2 July."""
AFTER = """\
That was a whole round. Stay as long as you like: be anybody, ask what you want, move the clock. How Steward runs in a \
Slack of yours, with a plan of your own, its README says."""
OF_ANOTHER = """\
This is a Slack of your own, on this machine alone. Everybody in it is you: choose whom to be, and ask Steward about \
the plan."""


def guide(sample: Sample, slack: LocalSlack, workspace: Workspace, clock: Moves) -> Guide:
    """Of the plan that has a round to show; of any other it says what to ask."""
    if not sample.has_a_round:
        return Guide(title=sample.printed.plan.short_name, text=OF_ANOTHER, steps=(_asking(slack),), clock=clock)
    seen = Seen(slack, workspace)
    steps = tuple(step(seen) for step in _STEPS)
    return Guide(title="Five steps", text=IN_ROUND, steps=steps, clock=clock, after=AFTER)


@dataclass(frozen=True, slots=True)
class Seen:
    """What has happened by now."""

    slack: LocalSlack
    workspace: Workspace

    def reminded(self) -> bool:
        return bool(_from_bot(self.slack.direct(NEET.id)))

    def entered(self) -> bool:
        return self._figure() is not None

    def approved(self) -> bool:
        return self._figure() in {State.APPROVED, State.PUBLISHED}

    def published(self) -> bool:
        return bool(self.thread())

    def asked(self) -> bool:
        """Whether something was answered in the report's thread after somebody had written in it."""
        thread = self.slack.thread(BOARD, self.thread()) if self.published() else []
        asked = [at for at, each in enumerate(thread) if not each.by_bot]
        return bool(asked) and bool(_from_bot(thread[asked[0] :]))

    def thread(self) -> str:
        """Of the report, once it is out."""
        with self.workspace.reading() as work:
            found = reports.of_plan(work, plan.standing(work).plan_id or 0)
        return next((each.ts for each in found if each.state is ReportState.PUBLISHED and each.ts), "")

    def _figure(self) -> State | None:
        """How the last figure of NEET stands."""
        with self.workspace.reading() as work:
            held = self.workspace.catalogue(work)
            series = [each.headline.id for each in held.indicators if each.code == NEET_CODE] if held else []
            found = figures.history(work, series[0]) if series else ()
        last = [each.figure for each in found if each.figure.period.label == LAST]
        return last[-1].state if last else None


def _reminders(seen: Seen) -> Step:
    return Step(
        "Reminders arrive",
        "Ask as a councillor how many young people are not in education, employment or training (NEET): the answer is "
        "last quarter's, for the new figure is not in.\n\n"
        "Then go on to the next working day, and look at what whoever owes it has been sent.",
        (
            Go("Ask as the councillor", COUNCILLOR.id, typed=ASKED),
            moves.WORKING_DAY,
            Go("Be the owner of NEET", NEET.id),
        ),
        seen.reminded,
    )


def _figure(seen: Seen) -> Step:
    return Step(
        "A figure comes in",
        "In the reminder, press Enter figure beside NI 117. Give 6.5 as the percentage and 683 as the number, press "
        "Check, see what comes of it, then Submit. Type 650% first to see what is said of a slip.",
        (Go("Be the owner of NEET", NEET.id),),
        seen.entered,
    )


def _approval(seen: Seen) -> Step:
    return Step(
        "It is approved",
        "Nobody approves their own figure. The performance officer finds it in Home, and presses Approve. Readers "
        "still get last quarter's until it is published.",
        (Go("Be the performance officer", OFFICER.id, HOME),),
        seen.approved,
    )


def _report(seen: Seen) -> Step:
    return Step(
        "The report goes out",
        "Go on to the day on which the report is drafted: others are reminded, chased and told of on the way, such as "
        "the objectives' lead. In the message to the officer, press Publish.\n\n"
        "Then go on to the hour at which the papers are published: the report is posted in the board's channel, part "
        "by part, which takes half a minute, and its figures are shown to readers. Last in its thread is the paper, in "
        "Word and in Excel: open it.",
        (
            moves.DRAFTED,
            Go("Be the objectives' lead", LEAD.id),
            Go("Be the performance officer", OFFICER.id),
            moves.PUBLISHED,
            Go("Look in the board's channel", COUNCILLOR.id, BOARD, thread=seen.thread),
        ),
        seen.published,
    )


def _question(seen: Seen) -> Step:
    return Step(
        "Ask in its thread",
        "In the report's thread the councillor asks again: the figure is the one that you entered, and it is what the "
        "report says. Somebody of another organisation gets no answer anywhere.",
        (
            Go("Ask in the report's thread", COUNCILLOR.id, BOARD, f"@steward {ASKED}", seen.thread),
            Go("Ask as the outsider", OUTSIDER.id, typed=ASKED),
        ),
        seen.asked,
    )


_STEPS = (_reminders, _figure, _approval, _report, _question)


def _asking(slack: LocalSlack) -> Step:
    return Step(
        "Ask",
        "For instance: how is the plan doing? What you may ask besides, Steward says when you write help.",
        (Go("Ask as the councillor", COUNCILLOR.id, typed="how is the plan doing?"),),
        done=lambda: bool(_from_bot(slack.direct(COUNCILLOR.id))),
    )


def _from_bot(messages: list[Message]) -> list[Message]:
    return [each for each in messages if each.by_bot]
