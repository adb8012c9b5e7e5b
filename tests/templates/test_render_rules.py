"""The rules of the templates themselves: which there must be, and what none of them may do."""

from __future__ import annotations

import ast
import json
import re
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import TemplateAssertionError, UndefinedError
from markupsafe import Markup

from bot import render
from bot.domain.answers import Answer
from bot.domain.asking import Filter, Intent
from bot.domain.periods import Kind, Period
from bot.render import actions, formats, limits, paging
from bot.render.environment import TEMPLATES, environment, stream
from bot.render.escaping import UnprintableError, clean, finalize, without_entities
from bot.render.tidying import tidy
from tests.builders import a_listing, a_status
from tests.templates.everything import said_of_each_kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def kinds_of_answer(kind: type = Answer) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from kinds_of_answer(each)


ROOT = TEMPLATES.parent
SOURCES = sorted(TEMPLATES.glob("*.j2"))


@pytest.mark.parametrize("kind", sorted(kinds_of_answer(), key=lambda kind: kind.__name__))
def test_every_kind_of_answer_has_the_template_of_its_name(kind: type[Answer]) -> None:
    assert (TEMPLATES / f"{render.template_of(kind)}.json.j2").is_file()
    assert kind.__name__ in {type(said).__name__ for said in said_of_each_kind()} | {"Unknown"}, "and an example here"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_no_template_goes_round_the_escaping(source: Path) -> None:
    written = source.read_text(encoding="utf-8")
    assert not re.search(
        r"\|\s*(safe|tojson|e|escape|forceescape|urlize|xmlattr|replace|join|format|string)\b", written
    )
    assert "~" not in written, "joining with ~ escapes for HTML"
    assert "mrkdwn" not in written, "mrkdwn cannot show every text as it is"
    assert "autoescape" not in written


@pytest.mark.parametrize("name", ["safe", "tojson", "e", "forceescape", "urlize", "xmlattr", "replace", "join"])
def test_filters_that_could_undo_the_escaping_do_not_exist(name: str) -> None:
    with pytest.raises(TemplateAssertionError):
        environment().from_string("{{ x|" + name + " }}")


def test_a_misspelt_fact_and_a_missing_one_are_errors_not_gaps() -> None:
    for wrong in ("{{ said.nothing }}", "{% if said.nothing %}x{% endif %}"):
        with pytest.raises(AttributeError, match="'Status' object has no attribute 'nothing'"):
            environment().from_string(wrong).render(said=a_status())
    with pytest.raises(UndefinedError, match="'sad' is undefined"):
        environment().from_string("{{ sad.question }}").render(said=a_status())
    for nothing in (None, True):
        with pytest.raises(UnprintableError):
            finalize(nothing)


@given(st.text())
def test_what_is_printed_is_safe_in_json_and_for_slack_and_reads_back(text: str) -> None:
    printed = finalize(text)
    assert finalize(printed) is printed
    read = json.loads(f'"{printed}"', strict=True)
    assert not re.search(r"[<>]|&(?!(amp|lt|gt);)", read)
    assert without_entities(read) == clean(text)
    assert clean(clean(text)) == clean(text)


def test_every_printable_character_is_shown() -> None:
    shown = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert clean(f"{shown}\n") == f"{shown}\n"  # the line feed makes it look at each


@given(st.sampled_from(Kind), st.integers(2000, 2030), st.integers(1, 3), st.integers(1, 4), st.integers(1, 12))
def test_years_lie_between_the_plan_years_that_periods_end_in(
    kind: Kind, year: int, number: int, span: int, first: int
) -> None:
    earlier, later = Period(kind, year, number, span, first), Period(Kind.YEAR, 2035, first_month=first)
    assert formats.years_between(earlier, later) == later.plan_year.year - earlier.plan_year.year


@given(st.text(), st.integers(2, 60))
def test_shortening_keeps_the_beginning_and_shows_that_it_cut(text: str, room: int) -> None:
    cut = formats.shorten(text, room)
    assert formats.size(cut) <= room
    assert cut == clean(text) or (cut.endswith("…") and clean(text).startswith(cut[:-1]))


def test_escaped_text_is_never_cut() -> None:
    with pytest.raises(TypeError):
        formats.shorten(Markup("&amp;"), 3)


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        ("91.70", 0, "91.70"),
        ("5007", 0, "5,007"),
        ("0", 0, "0"),
        ("0.0", 1, "0.0"),
        ("-1234.5", 1, "-1,234.5"),
        ("2.66666666", 1, "2.7"),
        ("0.12345", 4, "0.1235"),
        ("-0.125000", 2, "-0.13"),
        ("1E+3", 0, "1,000"),
        ("NaN", 0, "NaN"),
    ],
)
def test_numbers_keep_the_decimals_they_were_printed_with(value: str, decimals: int, said: str) -> None:
    assert formats.number(Decimal(value), decimals) == said


SPEAKING = [path for folder in ("handlers", "bot/services") for path in (ROOT / folder).rglob("*.py")]


def spoken_in(function: ast.AST) -> Iterator[str]:
    """Strings of more than one word that are neither explained, logged nor raised."""
    for node in ast.iter_child_nodes(function):
        logged = isinstance(node, ast.Call) and ast.unparse(node.func).startswith("log.")
        explained = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if logged or explained or isinstance(node, ast.Raise):
            continue
        if isinstance(node, ast.Constant) and re.search("[A-Za-z]{2,} [A-Za-z]{2,}", str(node.value)):
            yield str(node.value)
        yield from spoken_in(node)


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_words_live_in_templates_and_nowhere_else(path: Path) -> None:
    functions = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.FunctionDef)]
    assert [words for function in functions for words in spoken_in(function)] == []


# Blocks


def test_only_mrkdwn_keeps_slacks_entities_and_it_never_makes_links() -> None:
    made = {"type": "section", "text": {"type": "mrkdwn", "text": "a &lt; b"}}
    assert tidy(made) == {"type": "section", "text": {"type": "mrkdwn", "text": "a &lt; b", "verbatim": True}}
    made = {"type": "header", "text": {"type": "plain_text", "text": "a &lt; b :)"}}
    assert tidy(made) == {"type": "header", "text": {"type": "plain_text", "text": "a < b :)", "emoji": False}}


def test_a_block_with_nothing_to_read_is_left_out() -> None:
    assert tidy({"type": "header", "text": {"type": "plain_text", "text": " \u200b"}}) is None
    assert tidy({"type": "context", "elements": [{"type": "plain_text", "text": ""}]}) is None
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": ""}]}
    assert tidy({"type": "rich_text", "elements": [section]}) is None


def test_charts_and_buttons_can_be_left_out() -> None:
    kinds = [block["type"] for block in render.message(a_status()).blocks]
    assert "data_visualization" in kinds
    assert "actions" in kinds
    bare = [block["type"] for block in render.message(a_status(), charts=False, buttons=False).blocks]
    assert bare == [kind for kind in kinds if kind not in {"data_visualization", "actions"}]


def test_an_answer_to_one_person_can_be_shared_and_one_to_all_need_not() -> None:
    def ids(surface: render.Surface) -> list[str]:
        return [button["action_id"] for button in render.message(a_status(), surface=surface).blocks[-1]["elements"]]

    assert actions.SHARE in ids("ephemeral")
    assert actions.SHARE not in ids("message")


# Buttons


def test_a_button_carries_ids_and_never_a_figure() -> None:
    said = a_status()
    for button in render.message(said, surface="ephemeral").blocks[-1]["elements"]:
        assert actions.read(button["value"]).measures == (said.reading.indicator.id,)
        assert "6.5" not in button["value"]


def test_more_asks_for_the_next_page_of_the_same_list() -> None:
    [button] = render.message(a_listing(40)).blocks[-1]["elements"]
    asked = actions.read(button["value"])
    assert (button["action_id"], asked.intent, asked.filter, asked.start) == (
        actions.MORE,
        Intent.LIST,
        Filter(rag="red"),
        15,
    )
    assert render.message(a_listing(40), start=30).blocks[-1]["type"] != "actions"


@given(
    st.builds(
        actions.Asked,
        intent=st.sampled_from(Intent),
        measures=st.lists(st.integers(1, 10**6), max_size=50, unique=True).map(tuple),
        series=st.none() | st.integers(1, 2**63 - 1),
        period=st.sampled_from(["", "Q2013.3", "Y2012"]),
        filter=st.builds(Filter, rag=st.none() | st.just("red"), movement=st.none() | st.just("worse")),
        objective=st.none() | st.integers(1, 2**63 - 1),
        as_printed=st.booleans(),
        start=st.integers(0, 300),
    )
)
def test_a_click_reads_back_what_the_button_carried(asked: actions.Asked) -> None:
    written = actions.write(asked)
    assert len(written) <= 2000
    assert actions.read(written) == asked


def test_what_would_not_fit_makes_no_button_and_what_was_not_written_is_refused() -> None:
    assert actions.write(actions.Asked(intent=Intent.LIST, measures=tuple(range(10**6, 10**6 + 400)))) == ""
    for wrong in ("", "{}", "[]", "null", '{"i": "nothing"}', '{"i": "list", "m": "x"}', '{"i": "list", "m": 3}'):
        with pytest.raises(ValueError, match=r".*"):
            actions.read(wrong)


# Limits


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ({"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}, "header.text"),
        ({"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}, "section.text"),
        ({"type": "section", "fields": [{"type": "plain_text", "text": "x"}] * 11}, "section.fields"),
        ({"type": "section", "fields": [{"type": "plain_text", "text": "x" * 2001}]}, "field.text"),
        ({"type": "context", "elements": []}, "context.elements"),
        ({"type": "actions", "elements": [{"type": "button"}] * 26}, "actions.elements"),
        ({"type": "actions", "elements": [{"type": "button", "action_id": "a"}] * 2}, "action_id a twice"),
        ({"type": "actions", "elements": [{"type": "button", "value": "x" * 2001}]}, "button.value"),
        ({"type": "table", "rows": [[]] * 101}, "table.rows"),
        ({"type": "table", "rows": [[{"type": "raw_text", "text": ""}]]}, "raw_text.text"),
        ({"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * 21]}, "20 columns"),
        ({"type": "data_visualization", "title": "x" * 51}, "data_visualization.title"),
    ],
)
def test_what_slack_would_refuse_is_named(block: dict[str, object], said: str) -> None:
    assert any(said in problem for problem in limits.problems({"text": "x", "blocks": [block]}))


def test_a_chart_with_a_gap_or_a_double_is_refused() -> None:
    def a_chart(labels: list[str], categories: list[str]) -> list[str]:
        data = [{"label": label, "value": 1} for label in labels]
        chart = {"type": "line", "series": [{"name": "x", "data": data}], "axis_config": {"categories": categories}}
        return limits.problems({"text": "x", "blocks": [{"type": "data_visualization", "title": "x", "chart": chart}]})

    assert a_chart(["Q1", "Q2"], ["Q1", "Q2"]) == []
    assert a_chart(["Q1"], ["Q1", "Q2"]) == ["chart with a gap"]
    assert a_chart(["Q1", "Q1"], ["Q1", "Q1"]) == ["chart with a category or a series twice"]


def test_a_view_is_held_to_its_own_limits() -> None:
    field = {"type": "input", "label": {"type": "plain_text", "text": "Figure"}}
    view = {"type": "modal", "title": {"type": "plain_text", "text": "x" * 25}, "blocks": [field] * 101}
    found = " ".join(limits.problems(view, "modal"))
    assert "modal.title" in found
    assert "101 blocks" in found
    assert "no submit" in found
    assert (
        limits.problems({"type": "home", "blocks": [field], "submit": {"type": "plain_text", "text": "x"}}, "home")
        == []
    )


def test_what_is_too_much_for_one_message_ends_with_a_note_that_says_so() -> None:
    [words, note] = stream("shortened")
    text = paging.fit_text("line of text\n" * 1000, words["text"])
    assert len(text) <= limits.TEXT
    assert text.endswith(words["text"])
    entities = paging.fit_text("&amp;" * 2000, words["text"])
    assert not re.search(r"&(?!amp;)", entities)
    block = {"type": "section", "text": {"type": "plain_text", "text": "x" * 900}}
    buttons = {"type": "actions", "elements": [{"type": "button"}]}
    blocks = paging.fit_blocks([block] * 60 + [buttons], note)
    assert limits.weight(blocks) <= limits.ALL_BLOCKS
    assert blocks[-2:] == [note, buttons]


def test_a_message_has_at_most_two_charts() -> None:
    chart = {"type": "data_visualization"}
    assert paging.fit_blocks([chart, chart, chart], {}) == [chart, chart]
