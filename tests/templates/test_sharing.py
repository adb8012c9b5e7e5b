"""Every answer that was given to one person can be shared; what is no answer cannot."""

import pytest

from bot import render
from bot.domain import answers
from bot.domain.asking import Gap, Intent
from bot.render import actions
from bot.render.sharing import asked_of
from tests.builders import a_listing, a_plan, a_status
from tests.templates.everything import a_history, a_plan_summary, a_summary, an_overdue

SHAREABLE = [a_status(), a_history(), a_listing(3), an_overdue(3), a_summary(3), a_plan_summary(3)]


def buttons_of(message: render.Message) -> list[str]:
    return [each["action_id"] for block in message.blocks if block["type"] == "actions" for each in block["elements"]]


@pytest.mark.parametrize("answer", SHAREABLE, ids=lambda answer: type(answer).__name__)
def test_an_answer_to_one_person_has_one_button_to_share_it(answer: answers.Answer) -> None:
    assert buttons_of(render.message(answer, surface="ephemeral")).count(actions.SHARE) == 1
    assert actions.SHARE not in buttons_of(render.message(answer))


@pytest.mark.parametrize("answer", SHAREABLE, ids=lambda answer: type(answer).__name__)
def test_the_button_carries_the_question_in_ids(answer: answers.Answer) -> None:
    asked = asked_of(answer)
    assert asked is not None
    assert actions.read(actions.write(asked)) == asked
    assert asked.intent is answer.intent


def test_what_the_plan_does_not_hold_cannot_be_shared() -> None:
    unknown = answers.Unknown(question="x", plan=a_plan(), intent=Intent.UNKNOWN, gap=Gap.NOT_IN_PLAN, about="x")
    assert actions.SHARE not in buttons_of(render.message(unknown, surface="ephemeral"))


def test_who_shared_it_is_said_and_the_answer_still_comes_first_for_those_who_listen() -> None:
    message = render.message(a_status(), shared_by="U1", buttons=False)
    assert message.text.startswith("NEET")
    assert "Shared by" in message.text
    assert message.blocks[0]["elements"][0]["elements"][1] == {"type": "user", "user_id": "U1"}
