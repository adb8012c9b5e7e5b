"""Who may what, in plain words: the walk holds each cell to what Steward does, and the README prints it."""

from __future__ import annotations

from dataclasses import dataclass

from tests.slack.a_board import (
    ADMIN,
    ANOTHER_LEAD,
    ANOTHER_OWNER,
    CLOSED,
    ELSEWHERE_IN,
    ELSEWHERE_OUT,
    GUEST_IN,
    GUEST_OUT,
    LEAD,
    OFFICER,
    OWNER,
    READER,
)

YES, NO, PUBLISHED, PUBLIC, TICKED = "yes", "no", "what is published", "as the public", "what is ticked"
COLUMNS = (
    "admin", "officer", "whose it is", "another owner, lead or chair", "reader", "guest let in",
    "other organisation, let in", "not let in, or account closed",
)  # fmt: skip
_OFFICERS = (YES, YES, NO, NO, NO, NO, NO, NO)
_ADMINS = (YES, NO, NO, NO, NO, NO, NO, NO)
_ITS_OWN = (YES, YES, YES, NO, NO, NO, NO, NO)
_ITS_OWN_ALONE = (NO, NO, YES, NO, NO, NO, NO, NO)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that people do, what comes of it by column, and the buttons, forms and words by which they do it."""

    words: str  # "": nothing that is offered to anybody
    cells: tuple[str, ...]
    acts: tuple[str, ...]
    whose: str = OWNER
    tells: bool = False  # whether it is the figure that waits for approval that is asked about

    def cell(self, who: str) -> str:
        others = {OWNER, LEAD, ANOTHER_OWNER, ANOTHER_LEAD} - {self.whose}
        columns = (
            {ADMIN}, {OFFICER}, {self.whose}, others, {READER}, {GUEST_IN}, {ELSEWHERE_IN},
            {GUEST_OUT, ELSEWHERE_OUT, CLOSED},
        )  # fmt: skip
        return next(cell for cell, people in zip(self.cells, columns, strict=True) if who in people)


DEEDS = (
    Deed(
        "ask about an indicator",
        (YES, YES, YES, PUBLISHED, PUBLISHED, PUBLIC, TICKED, NO),
        ("dm", "command", "ask.target"),
        tells=True,
    ),
    Deed(
        "ask in a channel, where others read the answer",
        (PUBLISHED, PUBLISHED, PUBLISHED, PUBLISHED, PUBLISHED, PUBLIC, TICKED, NO),
        ("mention", "ask.share"),
        tells=True,
    ),
    Deed(
        "press what stands under such an answer",
        (YES, YES, YES, YES, YES, YES, NO, NO),
        ("ask.pick", "ask.why", "ask.owner", "ask.history", "ask.more"),
    ),
    Deed("open Home, with one's own part in the round", (YES,) * 7 + (NO,), ("home opened", "home.page", "ask.none")),
    Deed("be briefed on the last report", (YES, YES, YES, YES, YES, PUBLIC, NO, NO), ("brief me",)),
    Deed("have the brief sent from Home", (YES, YES, YES, YES, NO, NO, NO, NO), ("report.brief",)),
    Deed(
        "enter a figure; say when it comes, or whose it is",
        _ITS_OWN,
        (
            "figure.enter", "figure.embargo", "figure.form", "figure.form closed", "nudge.more", "nudge.snooze",
            "nudge.defer", "nudge.defer_form", "nudge.not_mine", "nudge.not_mine_form",
        ),
    ),
    Deed(
        "get their return sheet, confirm or drop it",
        _ITS_OWN,
        ("sheet.get", "sheet.confirm", "sheet.confirm change", "sheet.drop", "sheet.reason_form"),
    ),
    Deed("hand it in", _ITS_OWN, ("upload",)),
    Deed("change an action or a risk", _ITS_OWN, ("task.open", "task.open:1", "action.form", "risk.form")),
    Deed(
        "write an objective's highlight",
        _ITS_OWN,
        ("task.open:2", "highlight.draft", "highlight.form", "highlight.form closed"),
        LEAD,
    ),
    Deed(
        "go on to what one owes next, put off reminders of it",
        _ITS_OWN_ALONE,
        ("figure.next", "nudge.defer_several", "task.more"),
    ),
    Deed(
        "say that one is away, and who stands in",
        (YES, YES, YES, YES, NO, NO, YES, NO),
        ("nudge.away", "nudge.away_form", "nudge.back"),
    ),
    Deed(
        "approve figures, send them back, publish them",
        _OFFICERS,
        (
            "figure.queue", "figure.queue_page", "figure.queue_form", "figure.approve", "figure.approve_clean",
            "figure.send_back", "figure.send_back_form", "figure.publish",
        ),
    ),
    Deed(
        "decide what owners ask, what leads are told, what words mean",
        _OFFICERS,
        (
            "nudge.grant", "nudge.refuse", "nudge.send_escalation", "nudge.drop_escalation", "home.name_accept",
            "home.name_refuse",
        ),
    ),
    Deed(
        "add an action or a risk",
        _OFFICERS,
        ("task.add_action", "task.add_risk"),
    ),
    Deed(
        "say who is who: accounts, deputies, leads, owners, guests",
        _OFFICERS,
        (
            "people.open", "people.show", "people.person", "people.person_form", "people.add", "people.add_form",
            "people.lead", "people.lead_form", "people.owner", "people.owner_form", "people.let_in",
            "people.let_in_form", "people.withdraw",
        ),
    ),
    Deed(
        "sign off, hold, put right or withdraw a report, and write its headlines and cover",
        _OFFICERS,
        (
            "report.preview", "report.edit", "report.edit_form", "report.hold", "report.release", "report.publish",
            "report.words_form", "report.questions",
            "report.supplement", "report.correct", "report.correct_form", "report.withdraw", "report.withdraw_form",
            "report.cover", "report.cover_form",
        ),
    ),
    Deed(
        "give roles; set rules, meetings and the report's channel",
        _ADMINS,
        (
            "people.person_form roles", "home.rules", "home.rules_form", "home.meeting", "home.meeting_form",
            "report.channel", "report.channel_form",
        ),
    ),
    Deed("", (NO,) * 8, ("gone.button",)),
)  # fmt: skip


def table() -> str:
    """As it stands in the README."""
    head = ["| what is done | " + " | ".join(COLUMNS) + " |", "|---" * (len(COLUMNS) + 1) + "|"]
    return "\n".join(head + [f"| {deed.words} | {' | '.join(deed.cells)} |" for deed in DEEDS if deed.words])


if __name__ == "__main__":
    print(table())  # noqa: T201  for the README
