"""Buttons, menus, modals and Home on the page: what is pressed and typed reaches the app, and what it says is seen."""

import json
import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.local import LocalSlack
from bot.local.things import View
from tests.local.page.browsers import Browser

JSON = dict[str, Any]
Connect = Callable[[], object]
HOME = [{"type": "section", "block_id": "top", "text": {"type": "mrkdwn", "text": "*All is well*"}}]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def field(block_id: str, element: JSON, **more: object) -> JSON:
    given = {"action_id": "entry", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id.title()), "element": given, **more}


QUARTERS = [{"text": plain(f"Q{n}"), "value": str(n)} for n in (1, 2)]
FORM = {
    "type": "modal",
    "callback_id": "figure",
    "title": plain("Figure"),
    "submit": plain("Save"),
    "blocks": [
        field("figure", {"type": "number_input", "is_decimal_allowed": True, "max_value": "100"}),
        field("note", {"type": "plain_text_input", "multiline": True}, optional=True),
        field("quarter", {"type": "static_select", "options": QUARTERS}),
        field("ticks", {"type": "checkboxes", "options": QUARTERS, "initial_options": QUARTERS}, optional=True),
    ],
}
NOTE = {"type": "modal", "title": plain("Thank you"), "blocks": [{"type": "section", "text": plain("It is saved")}]}
BUTTON = {"type": "button", "action_id": "enter", "text": plain("Enter figure")}
ASK: list[JSON] = [{"type": "actions", "block_id": "ask", "elements": [BUTTON]}]


@pytest.fixture
def form(slack: LocalSlack, client: WebClient) -> View:
    """The form as it stands before Amy."""
    return opened(slack, client, FORM)


def opened(slack: LocalSlack, client: WebClient, view: JSON) -> View:
    client.views_open(trigger_id=slack.world.new_trigger("U1"), view=view)
    modal = slack.user("U1").modal
    assert modal
    return modal


def post_to(view: View) -> str:
    return f"/as/U1/bot/view/{view.id}"


def entries(**typed: object) -> dict[str, object]:
    return {f"entry:{name}:entry": value for name, value in typed.items()}


def test_a_press_in_a_message_opens_the_form_that_the_app_answers_with(
    app: App, client: WebClient, connect: Connect, browser: Browser
) -> None:
    @app.action("enter")
    def open_form(ack: Ack, body: JSON) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=FORM)

    connect()
    ts = client.chat_postMessage(channel="C1", text="Figure?", blocks=ASK)["ts"]
    page = browser.get("/as/U1/C1")
    press = unescape(re.findall(r'name="press" value="([^"]*)"', page.html)[0])
    assert json.loads(press) == ["ask", "enter"]
    page = browser.post(f"/as/U1/C1/message/{ts}", press=press)
    assert "<dialog" in page.html
    assert "Figure Note (optional) Quarter" in page.words
    assert "<dialog" not in browser.get("/as/U2/C1").html


def test_what_slacks_client_refuses_is_said_beside_each_field_and_nothing_typed_is_lost(
    slack: LocalSlack, form: View, browser: Browser
) -> None:
    page = browser.post(post_to(form), **entries(figure="450", note="Why\r\nnot", quarter=""))
    assert slack.deliveries == []
    assert form.errors == {"figure": "Enter 100 or less.", "quarter": "Choose one."}
    assert page.html.count('aria-invalid="true"') == 2
    assert 'value="450"' in page.html
    assert "Why\nnot</textarea>" in page.html
    assert form.values["ticks"]["entry"]["selected_options"] == [], "no tick that was posted is left"


@pytest.mark.parametrize(
    ("element", "typed", "words"),
    [
        ({"type": "number_input", "is_decimal_allowed": False}, "four", "Enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False}, "NaN", "Enter a number."),
        ({"type": "number_input", "is_decimal_allowed": False}, "4.5", "Enter a whole number."),
        ({"type": "number_input", "is_decimal_allowed": True, "min_value": "2"}, "1.5", "Enter 2 or more."),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "Enter at least 3 characters."),
        ({"type": "plain_text_input", "max_length": 1}, "ab", "Enter no more than 1 characters: there are 2."),
        ({"type": "plain_text_input"}, "", "This must be filled in."),
    ],
)
def test_each_refusal_is_a_sentence(
    slack: LocalSlack, client: WebClient, browser: Browser, element: JSON, typed: str, words: str
) -> None:
    form = opened(slack, client, {**FORM, "blocks": [field("figure", element)]})
    assert words in browser.post(post_to(form), **entries(figure=typed)).words


def test_the_apps_own_errors_stand_beside_their_fields_and_then_the_form_goes_through(
    app: App, connect: Connect, form: View, browser: Browser
) -> None:
    taken: list[JSON] = []

    @app.view("figure")
    def take(ack: Ack, view: JSON) -> None:
        values = view["state"]["values"]
        if float(values["figure"]["entry"]["value"]) > 50:
            ack(response_action="errors", errors={"figure": "That is twice the last one"})
        else:
            taken.append(values)
            ack()

    connect()
    page = browser.post(post_to(form), **entries(figure="60", note="", quarter="2", ticks=["2"]))
    assert "That is twice the last one" in page.words
    assert "<dialog" in page.html
    page = browser.post(post_to(form), **entries(figure="40", note="", quarter="2", ticks=["2"]))
    assert "<dialog" not in page.html
    assert taken[0]["quarter"]["entry"]["selected_option"]["value"] == "2"
    assert [one["value"] for one in taken[0]["ticks"]["entry"]["selected_options"]] == ["2"]
    assert taken[0]["note"]["entry"]["value"] is None


def test_a_form_on_a_form_is_the_one_that_is_seen_until_it_is_closed(
    slack: LocalSlack, client: WebClient, form: View, browser: Browser
) -> None:
    client.views_push(trigger_id=slack.world.new_trigger("U1"), view=NOTE)
    page = browser.get("/as/U1/bot")
    assert "It is saved" in page.words
    assert "Behind it: Figure" in page.words
    front = slack.user("U1").modal
    assert front
    page = browser.post(post_to(front), close="close")
    assert "It is saved" not in page.words
    assert slack.user("U1").modals == [form]
    browser.post(post_to(form), close="close")
    assert slack.user("U1").modals == []


def test_a_press_in_a_form_takes_along_what_is_typed_and_an_update_keeps_it(
    slack: LocalSlack, app: App, client: WebClient, connect: Connect, browser: Browser
) -> None:
    seen: list[JSON] = []

    @app.action("enter")
    def update(ack: Ack, body: JSON) -> None:
        seen.append(body["view"]["state"]["values"])
        blocks = [*ASK, {"type": "section", "text": plain("Looked at")}, *FORM["blocks"][:2]]
        client.views_update(view_id=body["view"]["id"], view={**FORM, "blocks": blocks})
        ack()

    connect()
    form = opened(slack, client, {**FORM, "blocks": [*ASK, *FORM["blocks"]]})
    page = browser.post(post_to(form), press='["ask", "enter"]', **entries(figure="4", note="Because", quarter="1"))
    assert seen[0]["note"]["entry"]["value"] == "Because"
    assert "Looked at" in page.words
    assert "Because</textarea>" in page.html
    assert 'value="4"' in page.html


def test_a_menu_in_a_message_is_pressed_with_what_is_chosen(
    slack: LocalSlack, client: WebClient, browser: Browser
) -> None:
    slack.timing.answer = 0.05
    menu = {"type": "static_select", "action_id": "quarter", "options": QUARTERS}
    dots = {"type": "overflow", "action_id": "more", "options": QUARTERS}
    ts = client.chat_postMessage(
        channel="C1", text="Which?", blocks=[{"type": "actions", "block_id": "ask", "elements": [menu, dots]}]
    )["ts"]
    where = f"/as/U1/C1/message/{ts}"
    browser.post(where, press='["ask", "quarter"]', **{"entry:ask:quarter": "2"})
    browser.post(where, press='["ask", "more", "1"]', **{"entry:ask:quarter": "2"})
    chosen, pressed = (one.payload for one in slack.deliveries)
    assert chosen["actions"][0]["selected_option"]["value"] == "2"
    assert pressed["actions"][0]["selected_option"]["value"] == "1"
    assert pressed["state"]["values"]["ask"]["quarter"]["selected_option"]["value"] == "2"


def test_options_that_the_app_finds_can_be_chosen(
    slack: LocalSlack, app: App, client: WebClient, connect: Connect, browser: Browser
) -> None:
    @app.options("entry")
    def find(ack: Ack, payload: JSON) -> None:
        ack(options=[{"text": plain(f"{payload['value']} Brown"), "value": "p7"}])

    @app.view("figure")
    def take(ack: Ack) -> None:
        ack()

    connect()
    who = field("who:1", {"type": "external_select", "placeholder": plain("Owner"), "min_query_length": 2})
    form = opened(slack, client, {**FORM, "blocks": [who, *FORM["blocks"][1:2]]})
    name = "who%3A1:entry"
    asked = {"search": '["who:1", "entry"]', f"search:{name}": "Jo", "entry:note:entry": "kept"}
    page = browser.post(post_to(form), **asked)
    assert ">Jo Brown</option>" in page.html
    assert "kept</textarea>" in page.html
    browser.post(post_to(form), **{f"entry:{name}": "p9"})
    assert slack.user("U1").modal, "what was not offered is not taken"
    browser.post(post_to(form), **{f"entry:{name}": "p7"})
    assert slack.user("U1").modal is None
    assert form.values["who:1"]["entry"]["selected_option"]["value"] == "p7"


def test_a_search_that_is_too_short_is_not_made(slack: LocalSlack, client: WebClient, browser: Browser) -> None:
    who = field("who", {"type": "external_select", "placeholder": plain("Owner"), "min_query_length": 2})
    form = opened(slack, client, {**FORM, "blocks": [who]})
    browser.post(post_to(form), **{"search": '["who", "entry"]', "search:who:entry": "J"})
    assert slack.deliveries == []


def test_days_times_moments_people_and_rich_text_are_taken_as_slack_takes_them(
    slack: LocalSlack, client: WebClient, browser: Browser
) -> None:
    kinds = {
        "day": "datepicker",
        "hour": "timepicker",
        "moment": "datetimepicker",
        "owner": "users_select",
        "members": "multi_users_select",
        "rich": "rich_text_input",
    }
    slack.timing.answer = 0.05
    form = opened(slack, client, {**FORM, "blocks": [field(name, {"type": kind}) for name, kind in kinds.items()]})
    browser.post(
        post_to(form),
        **entries(
            day="2014-04-17",
            hour="09:00",
            moment="2014-04-17T09:00",
            owner="U2",
            members=["U1", "U2"],
            rich="So\r\nbe it",
        ),
    )
    put_in = {name: value["entry"] for name, value in form.values.items()}
    assert put_in["day"]["selected_date"] == "2014-04-17"
    assert put_in["hour"]["selected_time"] == "09:00"
    assert put_in["moment"]["selected_date_time"] == 1397721600, "09:00 British Summer Time"
    assert put_in["owner"]["selected_user"] == "U2"
    assert put_in["members"]["selected_users"] == ["U1", "U2"]
    rich = put_in["rich"]["rich_text_value"]["elements"][0]["elements"]
    assert rich == [{"type": "text", "text": "So\nbe it"}]
    assert "So\nbe it</textarea>" in browser.get("/as/U1/bot").html


@pytest.mark.parametrize("wrong", [{"day": "yesterday"}, {"moment": "soon"}, {"moment": "0001-01-01T00:00"}])
def test_what_no_picker_offers_is_not_taken(
    slack: LocalSlack, client: WebClient, browser: Browser, wrong: dict[str, str]
) -> None:
    blocks = [field("day", {"type": "datepicker"}), field("moment", {"type": "datetimepicker"})]
    form = opened(slack, client, {**FORM, "blocks": blocks})
    page = browser.post(post_to(form), **entries(**wrong))
    assert page.status == 200
    assert "Slack says: That could not be done" in page.words
    assert slack.deliveries == []


def test_home_is_asked_for_when_it_is_opened_and_pressed_in(
    slack: LocalSlack, app: App, client: WebClient, connect: Connect, browser: Browser
) -> None:
    @app.event("app_home_opened")
    def show(event: JSON) -> None:
        client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [*HOME, *ASK]})

    @app.action("enter")
    def open_form(ack: Ack, body: JSON) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=NOTE)

    connect()
    page = browser.get("/as/U1/home")
    assert "All is well" in page.words
    told = len(slack.deliveries)
    assert "All is well" in browser.get("/as/U1/home", **{"X-Look": "again"}).words
    assert len(slack.deliveries) == told, "a look that a change caused is no opening"
    home = slack.user("U1").home
    assert home
    page = browser.post(f"/as/U1/home/view/{home.id}", press='["ask", "enter"]')
    assert "It is saved" in page.words


def test_a_home_that_the_app_has_not_drawn_is_empty(slack: LocalSlack, browser: Browser) -> None:
    slack.timing.answer = 0.05
    assert "The app shows nothing here yet" in browser.get("/as/U1/home").words


def test_what_is_not_there_any_more_is_said_and_done_to_nothing(
    slack: LocalSlack, client: WebClient, form: View, browser: Browser
) -> None:
    ts = client.chat_postMessage(channel="C1", text="Figure?", blocks=ASK)["ts"]
    slack.user("U1").close(form)
    assert "That is not here any more" in browser.post(post_to(form), **entries(figure="4")).words
    assert "has changed meanwhile" in browser.post(f"/as/U1/C1/message/{ts}", press='["ask", "other"]').words
    client.chat_delete(channel="C1", ts=ts)
    page = browser.post(f"/as/U1/C1/message/{ts}", press='["ask", "enter"]')
    assert "That is not here any more" in page.words
    assert slack.deliveries == []


@pytest.mark.parametrize("press", ["", "approve", "[1, 2]", '["ask"]', '{"ask": "enter"}', '["a", "b", "c", "d"]'])
def test_a_press_that_no_button_makes_is_not_found(
    slack: LocalSlack, client: WebClient, browser: Browser, press: str
) -> None:
    ts = client.chat_postMessage(channel="C1", text="Figure?", blocks=ASK)["ts"]
    assert browser.post(f"/as/U1/C1/message/{ts}", press=press).status == 404
    assert slack.deliveries == []


def test_nobody_presses_in_what_another_person_sees(
    slack: LocalSlack, client: WebClient, form: View, browser: Browser
) -> None:
    client.chat_postEphemeral(channel="C1", user="U1", text="Figure?", blocks=ASK)
    [only_amys] = slack.ephemerals("U1")
    pressed = browser.post(f"/as/U2/C1/message/{only_amys.ts}", press='["ask", "enter"]')
    assert "That is not here any more" in pressed.words
    sent = browser.post(f"/as/U2/bot/view/{form.id}", **entries(figure="4", quarter="1"))
    assert "That is not here any more" in sent.words
    assert slack.deliveries == []


def test_enter_in_a_field_presses_no_button_but_the_one_that_sends(
    slack: LocalSlack, client: WebClient, browser: Browser
) -> None:
    def first_button(html: str) -> str:
        return re.findall(r"<form [^>]*action=\"[^\"]*(?:message|view)/.*?(<button[^>]*>)", html, re.DOTALL)[-1]

    client.chat_postMessage(channel="C1", text="Figure?", blocks=ASK)
    client.views_publish(user_id="U1", view={"type": "home", "blocks": ASK})
    slack.timing.answer = 0.05
    for path in ("/as/U1/C1", "/as/U1/home"):
        assert "disabled" in first_button(browser.get(path).html)
    opened(slack, client, {**NOTE, "blocks": ASK})
    assert "disabled" in first_button(browser.get("/as/U1/bot").html)
    opened(slack, client, FORM)
    assert 'type="submit" tabindex="-1"' in first_button(browser.get("/as/U1/bot").html)
