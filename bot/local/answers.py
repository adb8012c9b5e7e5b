"""What follows when the app answers: acknowledgements of commands and forms, and posts to a response_url.

docs.slack.dev/interactivity/handling-user-interaction and docs.slack.dev/surfaces/modals.
"""

import json
from collections.abc import Callable
from dataclasses import replace

from bot.local import forms, limits
from bot.local.deliveries import Delivery
from bot.local.things import BOT_USER, JSON, Message, View
from bot.local.views import change_view, push_view, valid_view
from bot.local.world import Exchange, World
from bot.local.writing import Draft, draft_of

TROUBLE = "We had some trouble connecting. Try again?"


def to_command(world: World, exchange: Exchange) -> Callable[[Delivery], None]:
    """The answer to a command is shown to the person; Slack drops a wrong one without a word to the app."""

    def follow(delivery: Delivery) -> None:
        answer = delivery.answer or {}
        if delivery.trouble:
            world.notice(exchange.user, delivery.trouble)
        elif answer.get("text") or answer.get("blocks") or answer.get("attachments"):
            draft = draft_of(world, answer)
            if draft.error:
                world.problem("refused_ack", f"{draft.error}: {'; '.join(draft.reasons)}")
            else:
                exchange.message = world.post(_reply(world, exchange, answer, draft))

    return follow


def to_click(world: World, user: str) -> Callable[[Delivery], None]:
    """A click only needs an acknowledgement; where none comes, the button shows a warning."""

    def follow(delivery: Delivery) -> None:
        if delivery.trouble:
            world.notice(user, delivery.trouble)

    return follow


def to_suggestion(world: World, user: str) -> Callable[[Delivery], None]:
    """The options for what was typed; a wrong answer leaves the menu empty, without a word to the app."""

    def follow(delivery: Delivery) -> None:
        if delivery.trouble:
            world.notice(user, delivery.trouble)
        elif reasons := limits.check_suggestion(delivery.answer or {}):
            world.problem("refused_ack", "; ".join(reasons))

    return follow


def to_form(world: World, view: View) -> Callable[[Delivery], None]:
    """The answer to a form closes it, or says what happens instead."""

    def follow(delivery: Delivery) -> None:
        if delivery.trouble:
            world.notice(view.user, delivery.trouble)
        elif reason := _carry_out(world, view, delivery.answer or {}):
            world.problem("refused_ack", reason)
            world.notice(view.user, TROUBLE)

    return follow


def _carry_out(world: World, view: View, answer: JSON) -> str:
    """Do what the answer to a form says; returns why it cannot be done, if so."""
    deed, stack = answer.get("response_action"), world.modals.get(view.user, [])
    if deed is None:
        world.modals[view.user] = [one for one in stack if one is not view]
    elif deed == "clear":
        world.modals[view.user] = []
    elif deed == "errors":
        return _show_errors(view, answer.get("errors"))
    elif deed in {"update", "push"}:
        verdict = valid_view(world, answer.get("view"), ("modal",))
        if verdict.error:
            return f"{verdict.error}: {'; '.join(verdict.reasons)}"
        change = change_view(world, view, answer["view"]) if deed == "update" else None
        if change is None:
            push_view(world, view.user, answer["view"])
    else:
        return f"unknown response_action {deed!r}"
    return ""


def _show_errors(view: View, errors: object) -> str:
    fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not errors.keys() <= fields:
        return f"errors must name input blocks of the form: {errors!r}"
    view.errors = dict(errors)
    return ""


def to_response_url(world: World, name: str, body: bytes) -> tuple[int, str]:
    """The status and words with which Slack answers a post to a response_url: five posts in thirty minutes."""
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    with world.changed:
        exchange = world.response_urls.get(name)
        if exchange is None or exchange.expires < world.now():
            return 404, "expired_url"
        if exchange.uses <= 0:
            return 404, "used_url"
        return _respond(world, exchange, said) if isinstance(said, dict) else (400, "invalid_payload")


def _respond(world: World, exchange: Exchange, body: JSON) -> tuple[int, str]:
    if body.get("delete_original"):
        exchange.uses -= 1
        _replace(world, exchange.message, None)
        return 200, "ok"
    draft = draft_of(world, body)
    if draft.error:
        world.problem("refused_response", f"{draft.error}: {'; '.join(draft.reasons)}")
        return 400, draft.error
    exchange.uses -= 1
    if body.get("replace_original") and exchange.message:
        blocks = forms.completed(draft.blocks)
        new = replace(exchange.message, text=draft.text, blocks=blocks, edited_ts=world.new_ts())
        _replace(world, exchange.message, new)
        exchange.message = new
    else:
        world.post(_reply(world, exchange, body, draft))
    return 200, "ok"


def _reply(world: World, exchange: Exchange, body: JSON, draft: Draft) -> Message:
    only_for = None if body.get("response_type") == "in_channel" else exchange.user
    return world.bot_message(
        exchange.channel, draft.text, draft.blocks, only_for=only_for, thread_ts=body.get("thread_ts")
    )


def _replace(world: World, old: Message | None, new: Message | None) -> None:
    """Put another message in the place of one that was written by the app, or take it away."""
    if old is None or old.user != BOT_USER:
        return
    if old.only_for:
        at = next((at for at, one in enumerate(world.ephemerals) if one.ts == old.ts), len(world.ephemerals))
        world.ephemerals[at : at + 1] = [new] if new else []
    elif new:
        world.channels[old.channel].messages[old.ts] = new
    else:
        world.channels[old.channel].messages.pop(old.ts, None)
    world.changed.notify_all()
