"""Methods by which the app comes by its tokens and loses them: oauth.v2.access, auth.revoke, apps.uninstall.

docs.slack.dev/reference/methods/oauth.v2.access.
"""

from bot.local.grants import TOKEN_SECONDS, Consent, Grants, Token
from bot.local.things import APP, BOT_USER, JSON
from bot.local.web_api import Ask, Method, Refusal


def access(ask: Ask) -> JSON:
    """A token, for the code of somebody who has just allowed it, or for the word that renews an older one."""
    grants = ask.grants
    _check_client(ask, grants)
    if ask.text("grant_type") == "refresh_token":
        renewed = grants.renew(ask.text("refresh_token"))
        if renewed is None:
            raise Refusal("invalid_refresh_token")
        return _told(grants, renewed, tuple(ask.world.scopes))
    consent = _consent(ask, grants)
    return _told(grants, grants.install(consent), consent.scopes) | {"authed_user": {"id": consent.user}}


def revoke(ask: Ask) -> JSON:
    """A token is given back; `slack.bot_token` is afterwards the one that a new installation would bring."""
    if ask.flag("test"):
        return {"revoked": False}
    ask.grants.revoke(ask.token)
    return {"revoked": True}


def uninstall(ask: Ask) -> JSON:
    _check_client(ask, ask.grants)
    home = ask.world.home
    ask.grants.remove(home.enterprise if home.org_wide and home.enterprise else home.id)
    return {}


def _check_client(ask: Ask, grants: Grants) -> None:
    client_id, client_secret = ask.client
    if client_id != grants.client_id:
        raise Refusal("invalid_client_id")
    if client_secret != grants.client_secret:
        raise Refusal("bad_client_secret")


def _consent(ask: Ask, grants: Grants) -> Consent:
    """Whatever comes of it, a code is good once."""
    consent = grants.codes.pop(ask.text("code"), None)
    if consent is None:
        raise Refusal("invalid_code")
    if consent.until < ask.world.now():
        raise Refusal("code_expired")
    if ask.text("redirect_uri") != consent.redirect_uri:
        raise Refusal("bad_redirect_uri")
    return consent


def _told(grants: Grants, token: Token, scopes: tuple[str, ...]) -> JSON:
    home = grants.of_place(token.place)[0].home
    whole = token.place == home.enterprise
    answer: JSON = {
        "app_id": APP,
        "access_token": token.value,
        "token_type": "bot",
        "scope": ",".join(scopes),
        "bot_user_id": BOT_USER,
        "team": None if whole else {"id": home.id, "name": home.domain},
        "enterprise": {"id": home.enterprise, "name": home.enterprise} if home.enterprise else None,
        "is_enterprise_install": whole,
    }
    return answer | ({"expires_in": TOKEN_SECONDS, "refresh_token": token.refresh} if token.ends is not None else {})


METHODS = {
    "oauth.v2.access": Method(access, open=True),
    "auth.revoke": Method(revoke),
    "apps.uninstall": Method(uninstall),
}
