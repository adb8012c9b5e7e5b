"""A number that is hidden is looked for in everything that is said, printed, kept or handed over."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bot import papers, render
from bot.commands.auditing import told
from bot.commands.report_objects import as_object
from bot.domain.acts import Act
from bot.domain.covers import Cover
from bot.domain.disclosure import Audience
from bot.domain.freezing import freeze
from bot.domain.home_places import Place, Section
from bot.domain.model import Figure
from bot.domain.people import Account, Role, Someone
from bot.domain.report_notices import ReportInFull
from bot.services import answers, auditing, choosing, home, reports, timetables
from bot.services.reports.acting import desk
from bot.services.reports.supplementing import approved_now
from bot.workspace import Workspaces
from store import audit, figures, leads, people
from store.audit import Change
from store.work import Store
from tests.builders import a_period, imported_city
from tests.conftest import MORNING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.domain.answers import Answer
    from bot.domain.model import Indicator
    from bot.workspace import Workspace

ON = date(2014, 7, 2)
HIDDEN, WAS = "397", "389"  # of people; nothing else of the plan holds these figures
FOUND = re.compile(rf"(?<![\d.])(?:{HIDDEN}|{WAS})(?![\d.])")
TITLE = "Sexual offences committed by under 18's"
ASKED = (
    "status of {it}", "{it} in Q4 2013/14", "{it} in 2013/14", "history of {it}", "target of {it}", "why {it}",
    "who owns {it}", "what is {it}", "compare {it} and robbery offences", "status of {it} and NEET",
)  # fmt: skip
OF_ALL = (
    "what is red", "what got better", "what got worse", "what missed its target", "overdue", "how is the plan doing",
    "objective 10", "operational objective 10", "how many got better", "when is the next board", "help",
    "no target", "offences", "what is late",
)  # fmt: skip


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with what is to be hidden, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "hidden.sqlite3"
    store = Store(f"sqlite:///{path}")
    store.migrate()
    with_what_is_hidden(Workspaces(store, lambda: MORNING).make_first())
    store.close()
    return path


@pytest.fixture
def city(workspace: Workspace) -> Workspace:
    return workspace if choosing.plans(workspace).plans else with_what_is_hidden(workspace)


def with_what_is_hidden(workspace: Workspace) -> Workspace:
    """Nobody may see counts up to 400; one of 389 was put right to 397, and somebody wrote so beside it."""
    imported_city(workspace)
    timetables.set_rule(workspace, "small_board", "400")
    timetables.set_rule(workspace, "small_public", "400")
    indicator = planted_in(workspace)
    with workspace.begin() as work:
        figure = Figure(series_id=indicator.headline.id, period=a_period("Q4 2013/14"), as_printed=WAS, source="form")
        figures.add(work, replace(figure, value=Decimal(WAS), comment=f"It was {WAS}"), workspace.now())
        put_right = replace(figure, as_printed=HIDDEN, value=Decimal(HIDDEN), note=f"{HIDDEN} in all")
        figures.add(work, replace(put_right, comment=f"Now {HIDDEN}, was {WAS}"), workspace.now())
        old, new = f"Q4 2013/14: {WAS}", f"Q4 2013/14: {HIDDEN}"
        change = Change(at=workspace.now(), who="U1", what=Act.FIGURE_REVISED, subject="series", old=old, new=new)
        of_line = {"subject_id": indicator.headline.id, "measure_id": indicator.id}
        audit.add(work, replace(change, **of_line, reason=f"{WAS} was wrong"))
    return workspace


def planted_in(workspace: Workspace) -> Indicator:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        return next(each for each in catalogue.indicators if each.title == TITLE)


def whole(answer: Answer) -> str:
    """Everything that leaves: text, blocks with their buttons' values, charts, what is kept of the message."""
    made = (render.message(answer, charts=charts) for charts in (True, False))
    return json.dumps([[each.text, each.blocks] for each in made], ensure_ascii=False, default=str)


def everybody() -> Iterator[tuple[Audience, Someone | None]]:
    for audience in Audience:
        yield audience, None
        yield audience, Someone(slack_user="U1")
        yield audience, Someone(slack_user="U2", account=Account.GUEST)
        yield audience, Someone(slack_user="U3", roles=frozenset({Role.OFFICER}))


def test_the_walk_would_find_it(city: Workspace) -> None:
    timetables.set_rule(city, "small_board", "0")
    assert FOUND.search(whole(answers.answer(city, f"history of {TITLE}", on=ON)))


@pytest.mark.parametrize("text", [each.format(it=TITLE) for each in ASKED] + list(OF_ALL))
def test_no_answer_holds_it(city: Workspace, text: str) -> None:
    for audience, viewer in everybody():
        said = answers.answer(city, text, on=ON, audience=audience, viewer=viewer)
        assert not FOUND.search(whole(said)), f"{text}, asked by {viewer}"


def test_no_report_paper_workbook_or_snapshot_holds_it(city: Workspace) -> None:
    for audience in Audience:
        facts = reports.compose(city, audience=audience, meeting=ON)
        assert not FOUND.search(render.in_full(ReportInFull(facts=facts)))
        assert not FOUND.search(json.dumps(as_object(facts)))
        kept = re.findall(r'"([^"]*)"', json.dumps(freeze(facts)))  # bare numbers there are places of values
        assert not FOUND.search(" | ".join(kept))
        assert not FOUND.search(words_of(papers.excel(facts)))
    assert not FOUND.search(words_of(papers.word(facts, Cover(board=facts.board, meeting=ON))))


def words_of(file: bytes) -> str:
    """All text of an Office file, part by part, without its markup."""
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        parts = [opened.read(name).decode() for name in opened.namelist() if name.endswith((".xml", ".svg"))]
    said = [*re.findall(r">([^<]+)<", " ".join(parts)), *re.findall(r'descr="([^"]*)"', " ".join(parts))]
    return " | ".join(said)


def test_no_print_of_the_audit_holds_it(city: Workspace) -> None:
    entries = auditing.entries(city, indicator=TITLE)
    lines = [line for entry in entries for line in told(entry)]
    assert any("[c] hidden: small number" in line for line in lines)
    assert not FOUND.search("\n".join(lines))


def test_no_home_of_a_lead_holds_it(city: Workspace) -> None:
    indicator = planted_in(city)
    with city.begin() as work:
        catalogue = city.catalogue(work)
        assert catalogue
        number = people.person(work, "Named lead 01")
        objective = next(each for each in catalogue.objectives if each.id in indicator.primary)
        leads.appoint(work, catalogue.plan.id, *objective.key, number)
        person = people.by_ids(work, [number])[number]
    someone = Someone(slack_user="U5", person=person, roles=frozenset({Role.LEAD}))
    shown = [home.home(city, someone, Place(Section.MINE, start)) for start in (0, 10, 20)]
    made = json.dumps([render.view(each) for each in shown], ensure_ascii=False)
    assert TITLE[:20] in made
    assert "[c] hidden: small number" in made
    assert not FOUND.search(made)


def test_what_a_report_hid_did_not_come_after_it(city: Workspace) -> None:
    """Else the sheet of what came after the freeze would hold every number that the report hides."""
    facts = reports.compose(city, audience="public", meeting=ON)
    with city.reading() as work:
        held = desk(city, work)
        now = approved_now(held, facts)
    assert all(each.value is None for each in now[planted_in(city).headline.id] if each.as_printed == "[c]")
    assert not any(FOUND.search(each.as_printed) for shown in now.values() for each in shown)
