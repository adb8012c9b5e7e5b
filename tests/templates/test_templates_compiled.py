"""Our compiler of templates: what it keeps of Jinja's promises, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import BytecodeCache, TemplateAssertionError

from bot.render.environment import environment
from bot.render.escaping import finalize


@given(st.text())
def test_words_are_escaped_once_however_many_macros_they_pass(text: str) -> None:
    macros = "{% macro one(a, b='') %}{{ a }}{{ b }}{% endmacro %}{% macro two(a) %}{{ one(a) }}{% endmacro %}"
    passed = environment().from_string(
        macros + "{% set kept %}{{ two(text) }}{% endset %}{{ kept|trim }}{{ one(kept, text) }}"
    )
    printed = str(finalize(text))
    assert passed.render(text=text) == printed.strip() + printed + printed


@pytest.mark.parametrize(
    "unlike_ours",
    [
        "{% macro m() %}{{ caller() }}{% endmacro %}",
        "{% macro m() %}{{ kwargs }}{% endmacro %}",
        "{% macro m() %}{{ varargs }}{% endmacro %}",
        "{% macro m(a) %}{% endmacro %}{% call m(1) %}{% endcall %}",
        "{% macro m(a) %}{% endmacro %}{{ m(*x) }}",
    ],
)
def test_what_our_compiler_does_not_know_is_refused_when_compiled(unlike_ours: str) -> None:
    with pytest.raises(TemplateAssertionError, match="A macro"):
        environment().from_string(unlike_ours)


def test_what_another_compiler_made_of_a_template_is_not_used() -> None:
    kept = environment().bytecode_cache
    assert kept
    assert kept.get_source_checksum("words") != BytecodeCache().get_source_checksum("words")
