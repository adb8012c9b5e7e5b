"""Buttons under answers: choices, the card's own questions, the next page of a list, sharing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from bot import delivery, render
from bot.delivery import Spot
from bot.delivery.places import answers_at, message_of
from bot.domain.errors import NotInSharedChannels, OldButton
from bot.render import actions
from bot.services import answers
from bot.services.answers import Pointer

if TYPE_CHECKING:
    from slack_bolt import Ack, App, BoltContext
    from slack_sdk import WebClient

    from bot.domain.answers import Answer
    from bot.workspace import Workspace

FURTHER = (actions.HISTORY, actions.TARGET, actions.OWNER, actions.WHY, actions.MORE)
JSON = dict[str, Any]


def register(app: App) -> None:
    app.action(_named(actions.PICK))(picked)
    app.action(_named(actions.NONE))(none_fits)
    app.action(_named(*FURTHER))(asked_further)
    app.action(_named(actions.SHARE))(shared)
    app.action(re.compile(".*"))(outlived)


def picked(action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, ack: Ack) -> None:
    """A choice is answered in its own place, and proposed as another name for what was picked."""
    if _still_offers(body, action):
        answer = _answer(context, body, _read(action), picked=True)
        _replace(client, workspace, body, answer, "ephemeral" if context.get("may_share") else "message")
    ack()


def none_fits(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, ack: Ack
) -> None:
    """None of what was offered: how to ask, in place of the choices."""
    if _still_offers(body, action):
        _replace(client, workspace, body, answers.answer(workspace, "help", viewer=context.get("someone")))
    ack()


def asked_further(
    action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, ack: Ack
) -> None:
    """What a button of a card or a list asks is answered below it, for those who could read the card."""
    asked = _read(action)
    answer = _answer(context, body, asked, why=action["action_id"].startswith(actions.WHY))

    def made(charts: bool) -> render.Message:  # noqa: FBT001  as delivery calls it
        return render.message(answer, charts=charts, start=asked.start)

    if body["container"].get("is_ephemeral"):
        delivery.respond(client, workspace, answers_at(body), made, replace_original=False)
    else:
        spot = _below(body)
        ts = delivery.post(client, workspace, spot, made)
        if not spot.thread_ts:
            delivery.afterwards(lambda: answers.goes_on_in(workspace, answer, spot.under(ts).place))
    ack()


def shared(action: JSON, body: JSON, context: BoltContext, client: WebClient, workspace: Workspace, ack: Ack) -> None:
    """What one person was told is said in the channel where they asked, with their name; it can be shared once."""
    if not context.get("may_share"):
        raise NotInSharedChannels
    asked, url, by = _read(action), answers_at(body), body["user"]["id"]
    answer = _answer(context, body, asked, aloud=True)

    def made(charts: bool) -> render.Message:  # noqa: FBT001  as delivery calls it
        return render.message(answer, charts=charts, buttons=False, start=asked.start, shared_by=by)

    _replace(client, workspace, body, answer)  # first: without the button there is nothing to press again
    delivery.respond(client, workspace, url, made, response_type="in_channel", replace_original=False)
    ack()


def outlived() -> None:
    """A button that no version of Steward in use makes any more."""
    raise OldButton


def _answer(
    context: BoltContext,
    body: JSON,
    asked: actions.Asked,
    *,
    picked: bool = False,
    why: bool = False,
    aloud: bool = False,
) -> Answer:
    """What was asked by ids; `aloud` says that others will read it, wherever the button was pressed."""
    pointer = Pointer(
        intent=asked.intent,
        measures=asked.measures,
        series=asked.series,
        period_key=asked.period,
        filter=asked.filter,
        objective=asked.objective,
        as_printed=asked.as_printed,
        why=why or asked.why,
        phrase=asked.phrase,
        sought=asked.sought,
    )
    channel, _ = message_of(body)
    alone = body["container"].get("is_ephemeral") or channel.startswith("D")
    return answers.again(
        context["workspace"],
        pointer,
        asker=body["user"]["id"],
        place=_place(body),
        picked=picked,
        viewer=context.get("someone"),
        private=bool(alone and not aloud),
    )


def _replace(
    client: WebClient, workspace: Workspace, body: JSON, answer: Answer, alone: render.Surface = "message"
) -> None:
    """Put the answer where the click was; `alone` is how it looks where only one person sees it."""
    container = body["container"]
    to_one = container.get("is_ephemeral")

    def made(charts: bool) -> render.Message:  # noqa: FBT001  as delivery calls it
        return render.message(answer, charts=charts, surface=alone if to_one else "message")

    if to_one:
        delivery.respond(client, workspace, answers_at(body), made, replace_original=True)
    else:
        spot, ts = _below(body), container["message_ts"]
        delivery.replace(client, workspace, spot, ts, made)
        if not spot.thread_ts:
            delivery.afterwards(lambda: answers.goes_on_in(workspace, answer, spot.under(ts).place))


def _still_offers(body: JSON, action: JSON) -> bool:
    """Whether the message, as it stands now, still has the button: not if somebody was quicker.

    An ephemeral message does not come with the click; only one person has it, and replacing it twice changes nothing.
    """
    if "message" not in body:
        return True
    return any(
        element.get("action_id") == action["action_id"] and element.get("value") == action.get("value")
        for block in body["message"].get("blocks") or ()
        for element in (*block.get("elements", ()), block.get("accessory") or {})
    )


def _below(body: JSON) -> Spot:
    """Where more is said about a message: in its thread; in a direct message without one, right below."""
    channel, ts = message_of(body)
    return Spot(channel, body["container"].get("thread_ts") or (None if channel.startswith("D") else ts))


def _place(body: JSON) -> str | None:
    """The conversation that the click belongs to; what one person alone was answered belongs to none."""
    return None if body["container"].get("is_ephemeral") else _below(body).place


def _read(action: JSON) -> actions.Asked:
    try:
        return actions.read(action.get("value") or "")
    except ValueError:
        raise OldButton from None


def _named(*action_ids: str) -> re.Pattern[str]:
    """These ids, also with what tells twins in one message apart: "ask.pick:2"."""
    return re.compile(rf"^(?:{'|'.join(map(re.escape, action_ids))})(?::|$)")
