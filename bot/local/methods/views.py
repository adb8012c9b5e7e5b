"""Methods that show modals and Home tabs: views.*."""

from bot.local import limits
from bot.local.things import JSON, View
from bot.local.views import change_view, find_view, push_view, show_home, show_modal, valid_view
from bot.local.web_api import Ask, Method, Refusal
from bot.local.world import Exchange


def open_view(ask: Ask) -> JSON:
    view = _valid(ask, "modal")
    exchange = _exchange(ask)
    return {"view": show_modal(ask.world, exchange.user, view).json()}


def push(ask: Ask) -> JSON:
    view = _valid(ask, "modal")
    exchange = _exchange(ask)
    stack = ask.world.modals.get(exchange.user, [])
    if not stack:
        raise Refusal("not_found")
    if len(stack) >= limits.MODAL_STACK:
        raise Refusal("push_limit_reached")
    return {"view": push_view(ask.world, exchange.user, view).json()}


def update(ask: Ask) -> JSON:
    body = _valid(ask, "modal", "home")
    view = find_view(ask.world, ask.text("view_id"), ask.text("external_id"))
    if view is None:
        raise Refusal("not_found")
    _same_hash(ask, view)
    return {"view": change_view(ask.world, view, body).json()}


def publish(ask: Ask) -> JSON:
    body = _valid(ask, "home")
    user = ask.user("user_id")
    if old := ask.world.homes.get(user.id):
        _same_hash(ask, old)
    return {"view": show_home(ask.world, user.id, body).json()}


def _valid(ask: Ask, *kinds: str) -> JSON:
    verdict = valid_view(ask.world, ask.args.get("view"), kinds)
    if verdict.error:
        raise Refusal(verdict.error, verdict.reasons)
    view: JSON = ask.args["view"]
    external_id = view.get("external_id")
    taken = find_view(ask.world, "", external_id) if external_id else None
    if taken and taken.id != ask.text("view_id") and ask.text("external_id") != external_id:
        raise Refusal("duplicate_external_id")
    return view


def _exchange(ask: Ask) -> Exchange:
    """A trigger opens one modal, within three seconds."""
    exchange = ask.world.triggers.get(ask.text("trigger_id"))
    if exchange is None:
        raise Refusal("invalid_trigger_id")
    if exchange.expires < ask.world.now():
        raise Refusal("expired_trigger_id")
    if exchange.uses <= 0:
        raise Refusal("exchanged_trigger_id")
    exchange.uses -= 1
    return exchange


def _same_hash(ask: Ask, view: View) -> None:
    if ask.text("hash") not in {"", view.hash}:
        raise Refusal("hash_conflict")


METHODS = {
    "views.open": Method(open_view),
    "views.push": Method(push),
    "views.update": Method(update),
    "views.publish": Method(publish),
}
