"""The values of the buttons of actions, risks and highlights are read strictly: they come from outside."""

import pytest

from bot.domain.tasks import highlight_key
from bot.render import task_actions
from bot.render.nudge_actions import SNOOZES

KEYS = ("action:7", f"risk:{2**63 - 1}", *(highlight_key((level, 12), "Q2013.4") for level in ("", "operational", "é")))
NO_KEYS = (
    "", "action", "action:", "action:0", "action:-1", "action:1.0", "action:٣", "risk:7 ", "report:7", "action:7|x",
    "highlight:operational.1", "highlight:operational.x:Q2013.4", "highlight:a\nb.1:Q2013.4", "action:" + "9" * 200,
)  # fmt: skip


@pytest.mark.parametrize("key", KEYS)
def test_a_key_comes_back_as_it_was_written(key: str) -> None:
    assert task_actions.read_key(key) == key
    assert task_actions.read_form(task_actions.form_value(key, 3)) == (key, 3)
    for chosen in SNOOZES:
        value = task_actions.more_value(chosen, key)
        assert len(value) <= 150  # of an option
        assert task_actions.read_more(value) == (chosen, key)


@pytest.mark.parametrize("value", NO_KEYS)
def test_anything_else_is_no_task(value: str) -> None:
    for read in (task_actions.read_key, task_actions.read_more, task_actions.read_form):
        with pytest.raises(ValueError, match="no "):
            read(value)
    with pytest.raises(ValueError, match="no "):
        task_actions.read_more(f"tomorrow|{value}")


@pytest.mark.parametrize(("key", "kind"), [("risk:7", "action"), ("action:9999999999999999999", "action")])
def test_a_number_is_one_of_its_kind(key: str, kind: str) -> None:
    with pytest.raises(ValueError, match="no action"):
        task_actions.read_number(key, kind)
    assert task_actions.read_number("action:7", "action") == 7


def test_one_that_is_added_has_no_key_yet() -> None:
    assert task_actions.read_form(task_actions.form_value(task_actions.NEW, 0)) == (task_actions.NEW, 0)
