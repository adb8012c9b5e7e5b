"""Methods about the app, the team and its people: auth.*, apps.*, users.*, bots.*, team.*, dnd.*."""

from bot.local.things import APP, BOT, BOT_USER, JSON
from bot.local.web_api import Ask, Method, Refusal


def api_test(ask: Ask) -> JSON:
    if error := ask.text("error"):
        raise Refusal(error)
    return {"args": ask.args}


def auth_test(ask: Ask) -> JSON:
    """An organisation is named only where there is one: docs.slack.dev/reference/methods/auth.test."""
    within = {"enterprise_id": ask.world.home.enterprise} if ask.world.home.enterprise else {}
    return within | {
        "url": f"{ask.world.address}/",
        "team": ask.world.home.domain,
        "team_id": ask.world.home.id,
        "user": ask.world.users[BOT_USER].name,
        "user_id": BOT_USER,
        "bot_id": BOT,
        "is_enterprise_install": ask.world.home.org_wide,
    }


def connections_open(ask: Ask) -> JSON:
    address = ask.world.address.replace("http://", "ws://")
    return {"url": f"{address}/link/?ticket={ask.world.link.ticket()}&app_id={APP}"}


def users_info(ask: Ask) -> JSON:
    user = ask.user()
    # People of other organisations have no locale for us: docs.slack.dev/apis/slack-connect.
    locale = {"locale": user.locale} if ask.flag("include_locale") and not user.is_external else {}
    return {"user": user.json() | locale}


def dnd_info(ask: Ask) -> JSON:
    start, end = ask.user().dnd or (1, 1)
    return {"dnd_enabled": end > 1, "next_dnd_start_ts": start, "next_dnd_end_ts": end}


def bots_info(ask: Ask) -> JSON:
    if ask.text("bot") not in {"", BOT}:
        raise Refusal("bot_not_found")
    name = ask.world.users[BOT_USER].name
    return {"bot": {"id": BOT, "app_id": APP, "user_id": BOT_USER, "name": name, "deleted": False}}


def team_info(ask: Ask) -> JSON:
    return {"team": ask.world.home.json() | {"name": ask.world.home.domain, "url": f"{ask.world.address}/"}}


METHODS = {
    "api.test": Method(api_test),
    "auth.test": Method(auth_test),
    "apps.connections.open": Method(connections_open, app_level=True),
    "users.info": Method(users_info, ("users:read",)),
    "dnd.info": Method(dnd_info, ("dnd:read",)),
    "bots.info": Method(bots_info, ("users:read",)),
    "team.info": Method(team_info, ("team:read",)),
}
