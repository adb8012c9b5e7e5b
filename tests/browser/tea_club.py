"""A small Bolt app with a bit of everything: what the page makes of an app that it knows nothing of."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from slack_bolt import Ack, App, Respond, Say
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.local import LocalSlack

JSON = dict[str, Any]


def plain(text: str) -> JSON:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> JSON:
    return {"text": plain(text), "value": value}


def button(text: str, action_id: str, **more: object) -> JSON:
    return {"type": "button", "text": plain(text), "action_id": action_id, **more}


TEAS = [option("Assam", "assam"), option("Darjeeling", "darjeeling"), option("None, thank you", "none")]
SURE = {
    "title": plain("Pour it away?"),
    "text": plain("The pot is emptied."),
    "confirm": plain("Pour away"),
    "deny": plain("Keep it"),
}
POT = [
    {"type": "header", "text": plain("The pot")},
    {"type": "section", "text": {"type": "mrkdwn", "text": "*Two cups* are left in the <#C1>'s pot, <@U1>."}},
    {
        "type": "actions",
        "block_id": "pot",
        "elements": [
            button("Order", "order", style="primary"),
            button("Pour away", "pour", style="danger", confirm=SURE),
            {"type": "static_select", "action_id": "pick", "placeholder": plain("Which tea?"), "options": TEAS},
            {"type": "overflow", "action_id": "more", "options": [option("Wash up", "wash"), option("Go home", "go")]},
        ],
    },
    {"type": "context", "elements": [{"type": "mrkdwn", "text": "Brewed `today`"}]},
]


def field(block_id: str, label: str, element: JSON, **more: object) -> JSON:
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **more}


FORM = {
    "type": "modal",
    "callback_id": "order",
    "title": plain("Order tea"),
    "submit": plain("Order"),
    "close": plain("Not now"),
    "blocks": [
        field("cups", "Cups", {"type": "number_input", "action_id": "entry", "is_decimal_allowed": False}),
        field("tea", "Tea", {"type": "static_select", "action_id": "entry", "options": TEAS[:2]}),
        field("day", "Day", {"type": "datepicker", "action_id": "entry"}, optional=True, hint=plain("When you come.")),
        field("with", "With", {"type": "checkboxes", "action_id": "entry", "options": TEAS[2:]}, optional=True),
        field("note", "Note", {"type": "plain_text_input", "action_id": "entry", "multiline": True}, optional=True),
        {"type": "actions", "elements": [button("What is Assam?", "explain")]},
    ],
}
EXPLAINED = {
    "type": "modal",
    "title": plain("Assam"),
    "close": plain("Back"),
    "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "A black tea, named after where it grows."}}],
}
HOME = {
    "type": "home",
    "blocks": [
        {"type": "header", "text": plain("Your teas")},
        {"type": "section", "text": {"type": "mrkdwn", "text": "You have had *three*."}},
        {"type": "actions", "elements": [button("Order", "order")]},
    ],
}


@contextmanager
def tea_club(slack: LocalSlack) -> Iterator[None]:
    """The app, connected."""
    client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
    app = App(client=client, process_before_response=True, token_verification_enabled=False)
    _listen_to_words(app)
    _listen_to_presses(app)
    handler = SocketModeHandler(app, slack.app_token)
    handler.connect()
    slack.wait_for(lambda: slack.connections)
    yield
    handler.client.auto_reconnect_enabled = False
    handler.client.closed = True
    handler.client.enqueue_message("")  # its reader would sit a second longer over an empty queue
    slack.close_connections()
    handler.client.current_session_runner.shutdown()  # it hangs up by itself, and twice at once is an error
    handler.close()


def _listen_to_words(app: App) -> None:
    @app.event("app_mention")
    def mentioned(event: JSON, say: Say) -> None:
        say("You called?", thread_ts=event.get("thread_ts", event["ts"]))

    @app.event("message")
    def written(event: JSON, say: Say) -> None:
        if "user" in event and "bot_id" not in event:
            say("The pot: two cups are left.", blocks=POT)

    @app.command("/tea")
    def command(ack: Ack, body: JSON) -> None:
        ack(f"Only you see this: {body['text'] or 'nothing'}")

    @app.event("app_home_opened")
    def home(event: JSON, client: WebClient) -> None:
        client.views_publish(user_id=event["user"], view=HOME)


def _listen_to_presses(app: App) -> None:
    @app.action("order")
    def order(ack: Ack, body: JSON, client: WebClient) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=FORM)
        ack()

    @app.action("explain")
    def explain(ack: Ack, body: JSON, client: WebClient) -> None:
        client.views_push(trigger_id=body["trigger_id"], view=EXPLAINED)
        ack()

    @app.view("order")
    def ordered(ack: Ack, view: JSON, body: JSON, client: WebClient) -> None:
        values = view["state"]["values"]
        if int(values["cups"]["entry"]["value"]) > 2:
            ack(response_action="errors", errors={"cups": "Two cups are left."})
            return
        client.chat_postMessage(channel=body["user"]["id"], text=f"Ordered: {values['cups']['entry']['value']}.")
        ack()

    for name, words in (("pour", "Poured away."), ("pick", "Picked."), ("more", "So be it.")):
        app.action(name)(_changed_to(words))


def _changed_to(words: str) -> Any:  # noqa: ANN401  what Bolt takes is a function
    def listener(ack: Ack, respond: Respond) -> None:
        ack()
        respond(words, replace_original=True)

    return listener
