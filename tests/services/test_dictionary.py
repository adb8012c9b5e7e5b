"""A reference dictionary beside a plan: what is taken from it, and where the two disagree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot import sheets
from bot.commands.checking import MEANINGS
from bot.commands.dictionary import report
from bot.domain.checking.findings import Rule
from bot.domain.dictionary import read_dictionary
from bot.domain.errors import BadDictionary, NothingSuch
from bot.domain.model import Polarity
from bot.services import checks, dictionary
from store import samples
from tests.builders import imported_city

if TYPE_CHECKING:
    from bot.workspace import Workspace

SHIPPED = Path(samples.__file__).parent / "dictionary.csv"


@pytest.fixture
def city(workspace: Workspace) -> Workspace:
    imported_city(workspace)
    return workspace


def taken(city: Workspace, tmp_path: Path, text: str) -> dictionary.Held:
    file = tmp_path / "lait.csv"
    file.write_text(text, encoding="utf-8")
    return dictionary.take(city, read_dictionary(sheets.read(file)), file.name)


def found(city: Workspace, rule: Rule = Rule.POLARITY_REFERENCE) -> dict[str, str]:
    return {each.code: each.detail for each in checks.check(city).findings if each.rule is rule}


def test_the_city_s_placement_moves_and_protection_plans_are_not_judged_as_the_department_does(
    city: Workspace,
) -> None:
    dictionary.take(city, read_dictionary(sheets.read(SHIPPED)), SHIPPED.name)
    said = found(city)
    assert set(said) == {"CC-8", "CP-4", "CC-1"}
    assert "higher is better, but the dictionary has lower is better" in said["CC-8"]
    assert "no good direction" in said["CP-4"]


def test_without_a_dictionary_nothing_is_questioned_by_it(city: Workspace) -> None:
    assert found(city) == {}


def test_headings_are_read_loosely_and_a_blank_polarity_questions_nothing(city: Workspace, tmp_path: Path) -> None:
    held = taken(city, tmp_path, "Topic,Measure,Polarity,Y axis name\nx,Percentage of LAC NEET,,Percentage\n")
    assert (held.lines, len(held.matched)) == (1, 1)
    assert found(city) == {}


def test_a_unit_that_differs_is_questioned(city: Workspace, tmp_path: Path) -> None:
    taken(city, tmp_path, 'Name,Polarity,Unit\nPercentage of LAC NEET,Low,"Rate per 10,000"\n')
    (said,) = (each.detail for each in checks.check(city).findings if each.rule is Rule.UNIT_REFERENCE)
    assert said == 'Its unit is %, but in the dictionary "Percentage of LAC NEET" is given as per 10,000.'


def test_what_is_only_alike_is_proposed_and_taken_when_somebody_says_so(city: Workspace, tmp_path: Path) -> None:
    held = taken(city, tmp_path, "Name,Polarity\nPercentage of looked after children NEET,High\n")
    assert held.matched == ()
    assert any(each.title == "Percentage of LAC NEET" for each, _ in held.near)
    dictionary.map_to(city, "Percentage of LAC NEET", "percentage of looked after children neet")
    assert len(dictionary.held(city).matched) == 1
    again = taken(city, tmp_path, "Name,Polarity\nPercentage of looked after children NEET,Low\nAnother,-\n")
    assert len(again.matched) == 1, "what was mapped by hand stays when the file comes again"
    assert any("perhaps" in line or "NEET" in line for line in report(again))


def test_a_line_maps_to_one_indicator_s_name_and_gives_up_the_one_before(city: Workspace, tmp_path: Path) -> None:
    taken(city, tmp_path, "Name,Polarity\nFirst,High\nSecond,Low\n")
    dictionary.map_to(city, "CC-8", "First")
    dictionary.map_to(city, "CC-8", "Second")
    ((indicator, line),) = dictionary.held(city).matched
    assert (indicator.code, line.name, line.polarity) == ("CC-8", "Second", Polarity.LOWER)
    with pytest.raises(NothingSuch):
        dictionary.map_to(city, "CC-8", "Third")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Topic,Words\nx,y\n", 'no sheet has a column for the name and one for the "polarity"'),
        ("Name,Polarity\nNEET,sideways\n", '"sideways" in row 2 of "lait" is no polarity: write High, Low or -'),
    ],
)
def test_a_file_that_is_no_dictionary_is_refused_whole(
    city: Workspace, tmp_path: Path, text: str, problem: str
) -> None:
    with pytest.raises(BadDictionary, match=r"cannot be read as a dictionary") as refused:
        taken(city, tmp_path, text)
    assert problem in str(refused.value)
    assert dictionary.held(city).lines == 0


def test_percentages_that_cannot_be_checked_are_listed_when_asked_for(city: Workspace) -> None:
    usual = checks.check(city).findings
    more = checks.check(city, small_numbers=True).findings
    listed = [each for each in more if each.rule is Rule.CANNOT_BE_CHECKED]
    assert [*usual, *listed] == list(more)
    titles = {each.title for each in listed}
    assert "Percentage of LAC NEET" in titles
    assert "Percentage of schools achieving the Healthy Schools Status" not in titles


def test_every_rule_has_its_meaning() -> None:
    assert set(MEANINGS) == set(Rule)
