"""Modals and buttons: what people do with them, and what the app's answers do to them."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.local import Impossible, LocalSlack
from bot.local.things import View

JSON = dict[str, Any]
Connect = Callable[[], object]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


FIGURE = {
    "type": "input",
    "block_id": "figure",
    "label": plain("Figure"),
    "element": {"type": "number_input", "action_id": "entry", "is_decimal_allowed": True},
}
QUARTER = {
    "type": "input",
    "block_id": "quarter",
    "label": plain("Quarter"),
    "optional": True,
    "element": {
        "type": "static_select",
        "action_id": "choice",
        "options": [{"text": plain(f"Q{n}"), "value": str(n)} for n in (1, 2)],
        "initial_option": {"text": plain("Q1"), "value": "1"},
    },
}
FORM = {
    "type": "modal",
    "callback_id": "figure",
    "title": plain("Figure"),
    "submit": plain("Save"),
    "blocks": [FIGURE, QUARTER],
    "private_metadata": "NEET",
}
NOTE = {"type": "modal", "title": plain("Thank you"), "blocks": [{"type": "section", "text": plain("Saved")}]}
ASK = [{"type": "actions", "elements": [{"type": "button", "action_id": "enter", "text": plain("Enter figure")}]}]


@pytest.fixture
def opened(slack: LocalSlack, app: App, client: WebClient, connect: Connect) -> Callable[[], View]:
    """Presses a button whose listener opens the form."""

    @app.action("enter")
    def open_form(ack: Ack, body: JSON) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    def press() -> View:
        connect()
        client.chat_postMessage(channel="C1", text="Figure?", blocks=ASK)
        slack.user("U1").click(slack.messages("C1")[-1], "enter")
        slack.settle()
        view = slack.user("U1").modal
        assert view
        return view

    return press


def test_a_form_is_opened_by_a_press_and_sent_with_its_entries(
    slack: LocalSlack, app: App, opened: Callable[[], View]
) -> None:
    sent = []

    @app.view("figure")
    def take(ack: Ack, view: JSON, body: JSON) -> None:
        sent.append((view["state"]["values"], view["private_metadata"], body["user"]["id"]))
        ack()

    form = opened()
    assert form.words == "Figure\nSave\nFigure\nQuarter\nQ1"
    slack.user("U1").submit(form, {"figure": "4.5", "choice": "Q2"})
    slack.settle()
    quarter = {"type": "static_select", "selected_option": {"text": plain("Q2"), "value": "2"}}
    values = {"figure": {"entry": {"type": "number_input", "value": "4.5"}}, "quarter": {"choice": quarter}}
    assert sent == [(values, "NEET", "U1")]
    assert slack.user("U1").modal is None


def test_what_slack_checks_by_itself_never_reaches_the_app(slack: LocalSlack, opened: Callable[[], View]) -> None:
    form = opened()
    with pytest.raises(Impossible, match="must be filled in"):
        slack.user("U1").submit(form)
    with pytest.raises(Impossible, match="does not take 'four'"):
        slack.user("U1").submit(form, {"figure": "four"})
    with pytest.raises(Impossible, match="no field 'colour'"):
        slack.user("U1").submit(form, {"colour": "red"})
    with pytest.raises(Impossible, match="does not have this form open"):
        slack.user("U2").submit(form, {"figure": "4"})


def test_errors_stand_at_their_fields_and_the_form_stays(
    slack: LocalSlack, app: App, opened: Callable[[], View]
) -> None:
    @app.view("figure")
    def take(ack: Ack) -> None:
        ack(response_action="errors", errors={"figure": "Too high"})

    form = opened()
    slack.user("U1").submit(form, {"figure": "450"})
    slack.settle()
    assert slack.user("U1").modal is form
    assert form.errors == {"figure": "Too high"}


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ({"response_action": "update", "view": NOTE}, ["Thank you"]),
        ({"response_action": "push", "view": NOTE}, ["Figure", "Thank you"]),
        ({"response_action": "clear"}, []),
    ],
)
def test_a_form_may_be_answered_with_another_view(
    slack: LocalSlack, app: App, opened: Callable[[], View], answer: JSON, titles: list[str]
) -> None:
    @app.view("figure")
    def take(ack: Ack) -> None:
        ack(**answer)

    slack.user("U1").submit(opened(), {"figure": "4"})
    slack.settle()
    assert [view.title for view in slack.user("U1").modals] == titles


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "errors", "errors": {"nowhere": "Too high"}},
        {"response_action": "update", "view": {**NOTE, "title": plain("x" * 25)}},
    ],
)
def test_a_wrong_answer_to_a_form_is_trouble_for_the_person_and_recorded(
    slack: LocalSlack, app: App, opened: Callable[[], View], answer: JSON
) -> None:
    @app.view("figure")
    def take(ack: Ack) -> None:
        ack(**answer)

    slack.user("U1").submit(opened(), {"figure": "4"})
    slack.settle()
    assert [problem.kind for problem in slack.problems] == ["refused_ack"]
    assert slack.user("U1").notices
    assert slack.user("U1").modal


def test_a_trigger_opens_one_form_and_only_for_a_while(slack: LocalSlack, client: WebClient) -> None:
    def refused(trigger: str) -> str:
        with pytest.raises(SlackApiError) as caught:
            client.views_open(trigger_id=trigger, view=FORM)
        return str(caught.value.response["error"])

    trigger = slack.user("U1").command("/board").payload["trigger_id"]
    client.views_open(trigger_id=trigger, view=FORM)
    assert refused(trigger) == "exchanged_trigger_id"
    slack.timing.trigger = -1
    assert refused(slack.user("U1").command("/board").payload["trigger_id"]) == "expired_trigger_id"
    assert refused("1.2.3") == "invalid_trigger_id"


def test_an_open_form_is_filled_later_unless_it_has_changed_meanwhile(slack: LocalSlack, client: WebClient) -> None:
    trigger = slack.user("U1").command("/board").payload["trigger_id"]
    view = client.views_open(trigger_id=trigger, view=NOTE)["view"]
    client.views_update(view_id=view["id"], view=FORM, hash=view["hash"])
    form = slack.user("U1").modal
    assert form
    assert form.title == "Figure"
    with pytest.raises(SlackApiError, match="hash_conflict"):
        client.views_update(view_id=view["id"], view=NOTE, hash=view["hash"])
    slack.user("U1").close(form)
    with pytest.raises(SlackApiError, match="not_found"):
        client.views_update(view_id=view["id"], view=NOTE)


def test_three_forms_stand_on_one_another_and_no_more(slack: LocalSlack, client: WebClient) -> None:
    amy = slack.user("U1")
    client.views_open(trigger_id=amy.command("/board").payload["trigger_id"], view=NOTE)
    for _ in range(2):
        client.views_push(trigger_id=amy.command("/board").payload["trigger_id"], view=NOTE)
    with pytest.raises(SlackApiError, match="push_limit_reached"):
        client.views_push(trigger_id=amy.command("/board").payload["trigger_id"], view=NOTE)
    assert amy.modals[2].json()["previous_view_id"] == amy.modals[1].id


def test_the_app_hears_of_a_closed_form_only_if_it_asked(slack: LocalSlack, client: WebClient) -> None:
    amy = slack.user("U1")
    for asked in (True, False):
        view = {**NOTE, "notify_on_close": asked}
        client.views_open(trigger_id=amy.command("/board").payload["trigger_id"], view=view)
        assert amy.modal
        told = amy.close(amy.modal)
        assert (told.payload["type"] if told else None) == ("view_closed" if asked else None)
        assert not told or "trigger_id" not in told.payload  # from here no other form can be opened


def test_a_choice_in_a_view_is_told_and_kept(slack: LocalSlack, client: WebClient) -> None:
    amy = slack.user("U1")
    client.views_open(trigger_id=amy.command("/board").payload["trigger_id"], view=FORM)
    assert amy.modal
    payload = amy.click(amy.modal, "choice", "Q2").payload
    assert payload["actions"][0]["selected_option"]["value"] == "2"
    assert payload["view"]["state"]["values"]["quarter"]["choice"]["selected_option"]["value"] == "2"
    assert payload["container"] == {"type": "view", "view_id": amy.modal.id}


def test_buttons_of_one_action_are_told_apart_by_value_and_shown_to_those_they_are_for(
    slack: LocalSlack, client: WebClient
) -> None:
    buttons = [
        {"type": "button", "action_id": f"a{n}", "value": str(n), "text": plain("Go"), "visible_to_user_ids": ["U2"]}
        for n in range(2)
    ]
    client.chat_postMessage(channel="C1", text="Go?", blocks=[{"type": "actions", "elements": buttons}])
    message = slack.messages("C1")[0]
    assert slack.user("U2").click(message, "Go", value="1").payload["actions"][0]["action_id"] == "a1"
    with pytest.raises(Impossible):
        slack.user("U1").click(message, "Go")


def test_a_press_on_an_ephemeral_message_comes_without_the_message(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C1", user="U1", text="Go?", blocks=ASK)
    payload = slack.user("U1").click(slack.ephemerals("U1")[0], "Enter figure").payload
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload


def test_a_response_url_replaces_and_removes_what_only_one_person_sees(slack: LocalSlack, client: WebClient) -> None:
    client.chat_postEphemeral(channel="C1", user="U1", text="Go?", blocks=ASK)
    payload = slack.user("U1").click(slack.ephemerals("U1")[0], "enter").payload
    webhook = WebhookClient(payload["response_url"])
    assert webhook.send(text="Done", replace_original=True).body == "ok"
    assert [message.text for message in slack.ephemerals("U1")] == ["Done"]
    webhook.send(delete_original=True)
    assert slack.ephemerals("U1") == []


def test_a_response_url_is_good_for_five_posts(slack: LocalSlack) -> None:
    webhook = WebhookClient(slack.user("U1").command("/board", "", "C1").payload["response_url"])
    assert webhook.send(text="Hi", blocks=[{"type": "banner"}]).status_code == 400
    sent = [webhook.send(text=str(n), response_type="in_channel").status_code for n in range(6)]
    assert sent == [200] * 5 + [404]
    assert len(slack.messages("C1")) == 5


def test_a_response_url_ends_after_half_an_hour(slack: LocalSlack) -> None:
    slack.timing.response_url = -1
    response_url = slack.user("U1").command("/board", "", "C1").payload["response_url"]
    assert WebhookClient(response_url).send(text="Late").body == "expired_url"
