"""Menus, pickers and ticks: in messages, forms and the Home tab, as far as Slack's client lets a person go."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.local import Impossible, LocalSlack
from bot.local.things import View

JSON = dict[str, Any]
Connect = Callable[[], object]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def options(*words: str) -> list[JSON]:
    return [{"text": plain(word), "value": word.lower()} for word in words]


def an_input(element: JSON) -> JSON:
    return {"type": "input", "block_id": element["action_id"], "label": plain("Field"), "element": element}


OWNER = {"type": "external_select", "action_id": "owner", "min_query_length": 1}
MENUS: list[tuple[JSON, object, JSON]] = [
    ({"type": "users_select", "action_id": "a"}, "U2", {"selected_user": "U2"}),
    ({"type": "multi_users_select", "action_id": "a"}, ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
    ({"type": "datepicker", "action_id": "a"}, "2014-07-02", {"selected_date": "2014-07-02"}),
    ({"type": "timepicker", "action_id": "a"}, "14:32", {"selected_time": "14:32"}),
    ({"type": "datetimepicker", "action_id": "a"}, 1404288000, {"selected_date_time": 1404288000}),
    (
        {"type": "radio_buttons", "action_id": "a", "options": options("Provisional", "Final")},
        "Final",
        {"selected_option": options("Final")[0]},
    ),
    (
        {"type": "checkboxes", "action_id": "a", "options": options("One", "Two", "Three")},
        ["One", "Three"],
        {"selected_options": options("One", "Three")},
    ),
    (
        {"type": "multi_static_select", "action_id": "a", "options": options("One", "Two")},
        ["Two"],
        {"selected_options": options("Two")},
    ),
    ({"type": "overflow", "action_id": "a", "options": options("Away", "Done")}, "Done", {"selected_option": {}}),
]


@pytest.mark.parametrize(("element", "entry", "told"), MENUS, ids=[menu[0]["type"] for menu in MENUS])
def test_what_is_chosen_on_the_home_tab_is_told(
    slack: LocalSlack, client: WebClient, element: JSON, entry: object, told: JSON
) -> None:
    block = {"type": "section", "text": plain("Choose"), "accessory": element}
    client.views_publish(user_id="U1", view={"type": "home", "blocks": [block]})
    amy = slack.user("U1")
    assert amy.home
    action = amy.click(amy.home, "a", entry).payload["actions"][0]
    field = next(iter(told))
    assert action["type"] == element["type"]
    assert action[field] == (told[field] or options("Done")[0])


def form(slack: LocalSlack, client: WebClient, *fields: JSON) -> View:
    view = {
        "type": "modal",
        "title": plain("Form"),
        "submit": plain("Save"),
        "blocks": [an_input(one) for one in fields],
    }
    client.views_open(trigger_id=slack.user("U1").command("/board").payload["trigger_id"], view=view)
    opened = slack.user("U1").modal
    assert opened
    return opened


def test_a_form_tells_the_state_of_every_kind_of_field(slack: LocalSlack, client: WebClient) -> None:
    menus = [menu for menu in MENUS if menu[0]["type"] != "overflow"]
    opened = form(slack, client, *({**menu[0], "action_id": f"a{n}"} for n, menu in enumerate(menus)))
    sent = slack.user("U1").submit(opened, {f"a{n}": menu[1] for n, menu in enumerate(menus)})
    values = sent.payload["view"]["state"]["values"]
    assert [values[f"a{n}"][f"a{n}"] for n in range(len(menus))] == [
        {"type": menu[0]["type"], **menu[2]} for menu in menus
    ]


@pytest.mark.parametrize(
    ("element", "entry"),
    [
        ({"type": "datepicker", "action_id": "a"}, "2 July 2014"),
        ({"type": "datepicker", "action_id": "a"}, "2014-02-30"),
        ({"type": "timepicker", "action_id": "a"}, "24:00"),
        ({"type": "datetimepicker", "action_id": "a"}, "tomorrow"),
        ({"type": "multi_users_select", "action_id": "a", "max_selected_items": 1}, ["U1", "U2"]),
        ({"type": "number_input", "action_id": "a", "is_decimal_allowed": False}, "4.5"),
        ({"type": "number_input", "action_id": "a", "is_decimal_allowed": True, "max_value": "100"}, "100.1"),
        ({"type": "number_input", "action_id": "a", "is_decimal_allowed": True, "min_value": "0"}, "-1"),
        ({"type": "plain_text_input", "action_id": "a", "max_length": 3}, "four"),
        ({"type": "checkboxes", "action_id": "a", "options": options("One")}, ["Two"]),
    ],
)
def test_what_a_field_does_not_take_is_not_sent(
    slack: LocalSlack, client: WebClient, element: JSON, entry: object
) -> None:
    opened = form(slack, client, element)
    with pytest.raises(Impossible):
        slack.user("U1").submit(opened, {"a": entry})


def test_the_app_answers_what_is_typed_into_a_menu_and_the_choice_comes_with_the_form(
    slack: LocalSlack, app: App, client: WebClient, connect: Connect
) -> None:
    @app.options("owner")
    def offer(ack: Ack, payload: JSON, body: JSON) -> None:
        assert "trigger_id" not in body
        ack(options=options(payload["value"].upper()))

    app.command("/board")(lambda ack: ack())
    connect()
    opened = form(slack, client, OWNER)
    amy = slack.user("U1")
    told = amy.look_up(opened, "owner", "jo")
    slack.settle()
    assert told.answer == {"options": options("JO")}
    sent = amy.submit(opened, {"owner": told.answer["options"][0]})
    assert sent.payload["view"]["state"]["values"]["owner"]["owner"]["selected_option"]["value"] == "jo"
    with pytest.raises(Impossible, match="asks for nothing yet"):
        amy.look_up(form(slack, client, {**OWNER, "min_query_length": 3}), "owner", "jo")


def test_wrong_options_are_dropped_and_recorded(
    slack: LocalSlack, app: App, client: WebClient, connect: Connect
) -> None:
    @app.options("owner")
    def offer(ack: Ack, payload: JSON) -> None:
        ack(options=options(*("x" * 76 if payload["value"] == "long" else str(n) for n in range(101))))

    connect()
    block = {"type": "actions", "elements": [OWNER]}
    client.chat_postMessage(channel="C1", text="Who?", blocks=[block])
    for typed in ("long", "many"):
        slack.user("U1").look_up(slack.messages("C1")[0], "owner", typed)
    slack.settle()
    assert [problem.kind for problem in slack.problems] == ["refused_ack"] * 2
