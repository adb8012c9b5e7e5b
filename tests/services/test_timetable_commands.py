"""`steward timetable ...`: the days of the round at a terminal, and what is said to a slip of the pen."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.commands import command_line
from bot.commands.timetable_words import RULES, sentence
from bot.domain import errors
from bot.domain.rounds import Misfit
from bot.domain.ruling import NAMES
from tests.builders import an_indicator
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.workspace import Workspace

JULY = date(2014, 7, 2)
MAY = date(2014, 5, 19)


CITY = "nottingham-city-2013-14"


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with(CITY, tmp_path_factory.mktemp("city")) as workspace:
        yield workspace


@pytest.fixture
def steward(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    with a_workspace_with(CITY, tmp_path) as workspace:
        yield at_a_terminal(workspace, monkeypatch)


def at_a_terminal(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """`steward timetable` with these words; what it prints, or the refusal that it ends with."""
    monkeypatch.setattr("bot.commands.timetables.open_workspace", lambda _name: workspace)

    def typed(*words: str) -> str:
        done = CliRunner().invoke(command_line(["timetable"]), ["timetable", *words])
        return str(done.exception) if isinstance(done.exception, errors.Refused) else done.output

    return typed


def test_the_days_of_the_round_are_told_and_changed(steward: Callable[..., str]) -> None:
    shown = steward()
    assert "Nottingham City Children's Partnership Board (quarterly, board, every indicator)\n" in shown
    assert "  figures due:       Monday 19 May 2014\n" in shown
    assert "  papers published:  Tuesday 24 June 2014\n" in shown
    assert "  lag_days 28: calendar days from a period's end until its figure can be had\n" in shown
    assert "  starts_at 09:00: " in shown
    assert "To look at" not in shown

    met = steward("meet", "2014-10-05")
    assert met.startswith("Nottingham City Children's Partnership Board meets on 5 October 2014.\n")
    assert "  - The meeting on 5 October 2014 falls on a Sunday, when nobody works.\n" in met
    assert "up to the freeze\n\n  figures due:" in steward()  # two meetings stand apart
    assert "There is no meeting on 5 October 2014 any more." in steward("cancel", "2014-10-05")

    assert steward("set", "approval", "off") == "approval: off (was on).\n"
    assert steward("set", "approval", "off") == "It is so already.\n"
    body = ("body", "Health Board", "--cadence", "yearly", "--objectives", "operational 3", "--gap", "paper deadline 3")
    added = steward(*body)
    assert added.startswith("Health Board: yearly, no audience said, operational 3, paper_deadline 3.\n")
    assert '  - Health Board has no coming meeting: set one with "steward timetable meet DATE".' in added
    assert "(was yearly, no audience said, operational 3, " in steward("body", "Health Board", "--objectives", "all")
    assert (
        steward("indicator", "NI 117")
        == "NI 117: quarterly, can be had 28 days after the period ends (as the rules of the round say).\n"
    )
    assert steward("indicator", "NI 117", "--lag-days", "70") == (
        "NI 117: quarterly, can be had 70 days after the period ends.\n"
    )
    assert steward("indicator", "NI 117", "--frequency", "annual", "--release-month", "10") == (
        "NI 117: annual, comes out in October.\n"
    )


def test_other_programs_read_the_same(steward: Callable[..., str]) -> None:
    steward("indicator", "NI 117", "--lag-days", "70")
    told = json.loads(steward("--json"))
    assert told["plan"] == "Nottingham City CYPP"
    (body,) = told["bodies"]
    assert body["meetings"][0]["figures_due"] == "2014-05-19"
    assert body["meetings"][0]["meeting"] == "2014-07-02"
    assert told["rules"]["lag_days"] == 28
    assert told["rules"]["closed"] == []
    (misfit,) = told["misfits"]
    assert (misfit["kind"], misfit["indicators"][0]["code"]) == ("after the freeze", "NI 117")
    assert misfit["text"].startswith("For the meeting on 2 July 2014, the freeze on 3 June 2014 comes too early")


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("meet", "2 July"), 'DATE: "2 July" is not a day; write it as 2014-07-02.'),
        (("meet", "2014-07-02"), "it meets on that day already"),
        (("cancel", "2014-07-03"), "Meetings: 2014-07-02"),
        (("set", "lag", "3"), 'There is no rule called "lag" in this plan.'),
        (("set", "late", "-3"), 'The rule "late" must be a whole number from 1 to'),
        (("set", "lag_days", "500"), 'The rule "lag_days" must be a whole number from 0 to 400.'),
        (("body", "Health Board", "--cadence", "monthly"), "must be one of quarterly, six-monthly, yearly"),
        (("body", "Health Board", "--objectives", "operational 99"), 'no objective called "operational 99"'),
        (("body", "Health Board", "--gap", "freeze"), 'and a number, such as "freeze 3"'),
        (("indicator", "NI 117", "--release-month", "5"), "must be of an annual indicator; this one is quarterly"),
        (("indicator", "NI 1170"), 'There is no indicator called "NI 1170" in this plan.'),
        (("--json", "meet", "2014-10-01"), 'give options after "meet"'),
    ],
)
def test_a_slip_of_the_pen_is_told_what_to_write(
    unchanged: Workspace, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], refusal: str
) -> None:
    assert refusal in at_a_terminal(unchanged, monkeypatch)(*words)


def test_every_rule_has_its_meaning() -> None:
    assert tuple(RULES) == NAMES


@pytest.mark.parametrize(
    ("misfit", "said"),
    [
        (
            Misfit(kind="rounds overlap", facts={"body": "B", "meeting": JULY, "previous": MAY, "figures_due": MAY}),
            "The round for 2 July 2014 begins on 19 May 2014, before the meeting of 19 May 2014 is over.",
        ),
        (
            Misfit(
                kind="cadence not kept",
                facts={"body": "B", "meeting": JULY, "previous": MAY, "cadence": "quarterly", "months": 1, "days": 44},
            ),
            "B meets quarterly, but its meeting on 2 July 2014 comes 1 month after 19 May 2014.",
        ),
        (
            Misfit(
                kind="cadence not kept",
                facts={"body": "B", "meeting": JULY, "previous": MAY, "cadence": "quarterly", "months": 0, "days": 3},
            ),
            "B meets quarterly, but its meeting on 2 July 2014 comes 3 days after 19 May 2014.",
        ),
        (
            Misfit(kind="too few clear days", facts={"body": "B", "days": 1, "least": 5}),
            "B has its papers 1 clear working day before it meets; the law asks for 5.",
        ),
        (
            Misfit(kind="unknown objective", facts={"body": "B", "objective": ("", 9)}),
            "B is to have objective 9, which the plan does not have.",
        ),
        (
            Misfit(kind="too few clear days", facts={"body": "B", "days": 3, "least": 5}),
            "B has its papers 3 clear working days before it meets; the law asks for 5.",
        ),
        (
            Misfit(kind="not a working day", facts={"body": "B", "meeting": MAY, "holiday": "Easter Monday"}),
            "The meeting on 19 May 2014 falls on Easter Monday, when nobody works.",
        ),
        (
            Misfit(kind="reported nowhere", facts={"indicators": tuple(an_indicator(f"I{n}") for n in range(7))}),
            "No body is told of 7 indicators (I0, I1, I2, I3, I4 and 2 more).",
        ),
        (
            Misfit(
                kind="already past",
                facts={"body": "B", "meeting": JULY, "days": (("figures_due", MAY),)},
            ),
            "Some days for the meeting on 2 July 2014 are past already: figures due (19 May 2014).",
        ),
    ],
)
def test_what_does_not_fit_is_said_in_a_sentence(misfit: Misfit, said: str) -> None:
    assert sentence(misfit) == said
