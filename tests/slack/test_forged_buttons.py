"""What a button of an answer carries where somebody else wrote it: read as ours or not at all, and harmless."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from bot import render
from bot.domain.asking import Intent
from bot.domain.errors import OldButton
from bot.render import actions
from bot.services import answers
from bot.services.answers import Pointer
from tests.workspaces import a_workspace_with

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.domain.answers import Answer
    from bot.workspace import Workspace


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """For every test here: what is asked by a button, in no place, is remembered nowhere."""
    with a_workspace_with("nottingham-city-2013-14", tmp_path_factory.mktemp("city")) as workspace:
        yield workspace


def answered_again(workspace: Workspace, asked: actions.Asked) -> Answer:
    """The answer to what a button's value asks."""
    pointer = Pointer(
        intent=asked.intent,
        measures=asked.measures,
        series=asked.series,
        period_key=asked.period,
        filter=asked.filter,
        objective=asked.objective,
    )
    return answers.again(workspace, pointer, asker="U1", place=None)


FORGED = [
    "",
    "null",
    "[]",
    "{",
    "[" * 1_900,
    '{"i":' * 300 + "1" + "}" * 300,
    '{"i":"sing"}',
    '{"i":["history"]}',
    '{"i":"history","m":[1e400]}',
    '{"i":"history","m":[true]}',
    '{"i":"history","m":[-1]}',
    '{"i":"history","m":[99999999999999999999999]}',
    '{"i":"history","m":["1"]}',
    '{"i":"history","m":{"1":2}}',
    '{"i":"list","n":1e400}',
    '{"i":"list","n":-40}',
    '{"i":"list","n":"1"}',
    '{"i":"list","f":["purple",null,null]}',
    '{"i":"list","f":["status of <!channel>","x","y"]}',
    '{"i":"list","f":[["red"]]}',
    '{"i":"list","f":"red"}',
    '{"i":"list","o":"1"}',
    '{"i":"list","o":1.5}',
    '{"i":"list","p":"Q2013.33"}',
    '{"i":"list","p":"Q2013.3*99999999999"}',
    '{"i":"list","p":"T2013.9"}',
    '{"i":"list","p":"Y2013.1"}',
    '{"i":"list","p":["Q2013.3"]}',
    '{"i":"list","p":"radford"}',
    '{"i":"list","a":"yes"}',
    '{"i":"list","w":["radford"]}',
]


@pytest.mark.parametrize("value", [pytest.param(each, id=each[:40]) for each in FORGED])
def test_only_values_that_we_write_are_read_and_of_others_no_word_is_kept(value: str) -> None:
    with pytest.raises(ValueError, match="no value of a button in use") as caught:
        actions.read(value)
    assert caught.value.__suppress_context__


@pytest.mark.parametrize("intent", Intent)
@pytest.mark.parametrize(
    "with_", ["", '"m":[ID]', '"m":[ID],"s":7', '"m":[ID,ID]', '"f":["red"],"m":[ID]', '"p":"M9999.12"']
)
def test_ids_that_go_with_no_such_question_end_in_an_answer_or_a_sentence(
    city: Workspace, intent: Intent, with_: str
) -> None:
    with city.reading() as work:
        catalogue = city.catalogue(work)
        assert catalogue is not None
        indicator = catalogue.indicators[0]
    parts = ",".join(filter(None, (f'"i":"{intent}"', with_.replace("ID", str(indicator.id)))))
    asked = actions.read("{" + parts + "}")
    with suppress(OldButton):
        assert render.message(answered_again(city, asked), charts=True).text
