"""Checking a plan that was imported: what is found, where, and how it is told."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from bot.commands import checking as command
from bot.commands import command_line
from bot.domain.checking.findings import Rule
from bot.domain.errors import NoSuchPlan
from bot.services import checks
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.services.checks import Checked
    from bot.workspace import Workspace


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with("nottingham-city-2013-14", tmp_path_factory.mktemp("city")) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace_with("nottinghamshire-2011-14", tmp_path_factory.mktemp("county")) as workspace:
        yield workspace


def rows(checked: Checked, rule: Rule) -> set[int | None]:
    return {finding.row for finding in checked.findings if finding.rule is rule}


def test_the_city_plan_is_questioned_where_a_careful_officer_would(city: Workspace) -> None:
    checked = checks.check(city)
    assert checked.plan is not None
    assert rows(checked, Rule.POLARITY_DOUBTFUL) >= {35, 58, 15, 16, 106}
    assert not rows(checked, Rule.POLARITY_DOUBTFUL) & {1, 4, 36, 57, 59, 81, 86, 100, 107, 109, 112}
    assert rows(checked, Rule.LABEL_CONTRADICTS) == {31, 61, *range(73, 81)}
    assert rows(checked, Rule.LABEL_MISSING) >= {8, 12}
    assert rows(checked, Rule.PERIOD_OFF_COLUMN) == {24, 25, 85, 86, 87, 88, 95, 110, 111, 112}
    assert rows(checked, Rule.PERIOD_TWICE) == rows(checked, Rule.PERIOD_BACKWARDS) == {86}
    assert rows(checked, Rule.PERIOD_UNSAID) == {85, 87, 95}
    assert rows(checked, Rule.PROVISIONAL_STILL) == {95}
    assert rows(checked, Rule.WORDS_AMONG_NUMBERS) == set()
    assert rows(checked, Rule.RATE_OFF) == {9, 20, 72}
    assert rows(checked, Rule.SUM_OFF) == {97}
    assert rows(checked, Rule.TARGET_WITHOUT_POLARITY) == {8}
    assert rows(checked, Rule.TARGET_EASIER) >= {4, 6, 12, 26, 27, 51}
    assert rows(checked, Rule.NO_OWNER) == rows(checked, Rule.CUMULATIVE_FALLS) == set()


def test_the_county_plan_has_no_owners_and_three_targets_easier_than_what_was_reached(county: Workspace) -> None:
    checked = checks.check(county)
    assert rows(checked, Rule.TARGET_EASIER) == {6, 12, 21}
    assert len(rows(checked, Rule.NO_OWNER)) >= 22
    assert {finding.rule for finding in checked.findings if finding.rule.startswith("mark-")} == set()


def test_a_plan_that_is_not_held_is_refused_with_those_that_are(city: Workspace) -> None:
    with pytest.raises(NoSuchPlan, match="Nottingham City CYPP"):
        checks.check(city, "Atlantis")
    assert checks.check(city, "Nottingham City CYPP").findings == checks.check(city).findings


def told(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> str:
    monkeypatch.setattr(command, "open_workspace", lambda _name: workspace)
    result = CliRunner().invoke(command_line(["check"]), ["check", *arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_objects_for_other_programs_have_the_keys_that_were_promised(
    city: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = json.loads(told(city, monkeypatch, "--json"))
    assert all(list(each) == ["rule", "code", "title", "row", "series", "period", "test", "detail"] for each in found)
    assert {each["test"] for each in found} == {"better", "met", None}
    (referrals,) = (each for each in found if each["rule"] == "mark-contradicts" and each["row"] == 12)
    assert (referrals["code"], referrals["period"], referrals["test"]) == ("CIN-2", "Q4 2013/14", "met")
    assert "5007" in referrals["detail"]
    assert "4729" in referrals["detail"]
    assert {each["rule"] for each in found} <= {rule.value for rule in Rule}


def test_people_are_told_rule_by_rule_how_many_and_what_to_do(city: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    text = told(city, monkeypatch)
    assert "The printed mark contradicts the figures (mark-contradicts): 6" in text
    assert "Steward answers by the figures." in text
    assert "  - row 13, CIN-2 Number of Referrals (per 10,000), per 10,000: " in text
    assert text.count("CS 024 State Funded Secondary School Overall Absence rates") == 3, "once for each rule"
    total = sum(int(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.endswith(tuple("0123456789")))
    assert f"{total} to look at." in text


def test_every_rule_has_its_meaning_and_what_to_do() -> None:
    assert set(command.MEANINGS) == set(Rule)


def test_before_any_import_there_is_nothing_to_check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_workspace_with(None, tmp_path) as empty:
        assert checks.check(empty).plan is None
        assert json.loads(told(empty, monkeypatch, "--json")) == []
        assert "steward import" in told(empty, monkeypatch)
