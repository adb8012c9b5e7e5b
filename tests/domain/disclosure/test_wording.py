"""Which sentences seem to say a hidden number, and which only hold the same one."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.domain.covers import Cover, CoverField, Entry
from bot.domain.disclosure.wording import Secret, sentence_with
from bot.domain.written import cover_without, digest_of, tellings, without, written
from tests.builders import an_indicator
from tests.templates.everything_report import a_report

FOUR = Secret(
    indicator=an_indicator(),
    counts=frozenset({Decimal(4), Decimal(1), Decimal(1200)}),
    shares=frozenset({Decimal("3.5")}),
    names=frozenset({"burglar"}),
)


@pytest.mark.parametrize(
    "text",
    [
        "4 children were moved",
        "Only four of them",
        "there were (4)",
        "It was 4.",
        "four, of whom most are girls",
        "one child died",
        "1,200 pupils",
        "it fell to 3.5% of them",
        "3.5 per cent",
        "4 young people in Q4",
        "1 family",
    ],
)
def test_a_number_of_people_is_found_in_figures_and_in_letters(text: str) -> None:
    assert sentence_with(text, FOUR) == text


@pytest.mark.parametrize(
    "text",
    [
        "objective 4", "Year 4 pupils", "Q4", "in quarter 4", "NI 4", "CP-4", "4 July", "on 4 July 2014", "4 weeks",
        "4 schools", "4%", "3.5", "£4", "4.4", "14", "44", "2013/4", "4-year-olds", "aged 4", "one of the schools",
        "4 percentage points", "four times", "10:4", "4th", "twenty-four", "1,200.5", "item 4", "4 million", "",
    ],
)  # fmt: skip
def test_the_same_number_of_something_else_is_not(text: str) -> None:
    assert sentence_with(text, FOUR) == ""


def test_a_text_that_stands_beside_no_indicator_has_to_name_it() -> None:
    report = replace(a_report(), headlines=("4 were moved", "Burglaries fell to 4"), to_decide=("Note the 4 burglars",))
    found = tellings(written(report, Cover()), [FOUR])
    assert [(each.written.where, each.written.of) for each in found] == [("headline", "2"), ("decision", "1")]
    bare = without(report, found)
    assert (bare.headlines, bare.to_decide) == (("4 were moved",), ())


def test_a_field_of_the_cover_that_says_it_is_emptied_and_no_other() -> None:
    held = {CoverField.SUMMARY: Entry(text="4 burglaries"), CoverField.REASONS: Entry(text="4 reasons")}
    cover = Cover(entries=held)
    found = tellings(written(replace(a_report(), parts=()), cover), [FOUR])
    assert [each.written.of for each in found] == ["Summary"]
    assert set(cover_without(cover, found).entries) == {CoverField.REASONS}


def test_what_stands_for_sentences_changes_with_each_of_them() -> None:
    report = replace(a_report(), headlines=("Burglaries fell to 4",))
    other = replace(report, headlines=("Burglaries rose to 4",))
    one, two = (tellings(written(each, Cover()), [FOUR]) for each in (report, other))
    assert digest_of(one) == digest_of(tuple(one)) != digest_of(two)
