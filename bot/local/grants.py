"""What the app may do where: the tokens by which it is known, and how it comes by them when somebody installs it.

docs.slack.dev/authentication/installing-with-oauth, docs.slack.dev/authentication/using-token-rotation and
docs.slack.dev/enterprise/organization-ready-apps.
"""

import secrets
from dataclasses import dataclass, field

from bot.local import payloads
from bot.local.things import BOT_USER, JSON
from bot.local.world import World

CODE_SECONDS = 600.0
TOKEN_SECONDS = 12 * 3600
_NAMING = ("channel", "channel_id", "user", "user_id", "users", "team_id", "file", "trigger_id", "view_id")
_GONE: JSON = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}}
MOST_ACTIVE = 2  # tokens that end, of one installation: a third one ends the oldest


@dataclass(frozen=True)
class Consent:
    """Somebody lets the app in: to a workspace, by its id, or to all of an organisation."""

    place: str
    user: str
    scopes: tuple[str, ...]
    redirect_uri: str
    until: float


@dataclass(eq=False)
class Token:
    """What opens a workspace, or all of an organisation."""

    value: str
    place: str
    ends: float | None = None
    refresh: str = ""
    error: str = ""  # why it opens nothing any more, in Slack's word


@dataclass
class Grants:
    """All workspaces behind one address, and the tokens of the one app for them."""

    worlds: list[World]
    client_id: str = "1111111111.2222222222"
    client_secret: str = "local-client-secret"  # noqa: S105 - opens nothing but this process
    rotation: bool = False  # whether tokens given from now on end, and are renewed
    tokens: list[Token] = field(default_factory=list)
    codes: dict[str, Consent] = field(default_factory=dict)

    @property
    def first(self) -> World:
        return self.worlds[0]

    def of_place(self, place: str) -> list[World]:
        """The workspace of that id, or all of that organisation."""
        return [world for world in self.worlds if place in {world.home.id, world.home.enterprise}]

    def world_of(self, token: str, args: JSON) -> World:
        """Whose world a call is about: that of its token; the first one's where the token opens none."""
        known = self._known(token)
        if known is None:
            return next(
                (each for each in self.worlds if token in {each.bot_token, each.app_token, *each.revoked}), self.first
            )
        worlds = self.of_place(known.place)
        named = {str(args.get(name) or "") for name in _NAMING} - {BOT_USER}
        return next((world for world in worlds if named & world.ids()), worlds[0])

    def refusal(self, token: str) -> str:
        """Why a token opens nothing, in Slack's word; empty where it opens something."""
        known = self._known(token)
        if known is None:
            standing = [world for world in self.worlds if token == world.bot_token]
            if standing:
                return "" if standing[0].installed else "account_inactive"
            if any(token in world.revoked for world in self.worlds):
                return "token_revoked"
            return "" if any(token == world.app_token for world in self.worlds) else "invalid_auth"
        if known.error:
            return known.error
        return "token_expired" if known.ends is not None and known.ends <= self.first.now() else ""

    def opens(self, token: str, world: World) -> bool:
        """Whether the token is good in that workspace."""
        if self.refusal(token):
            return False
        known = self._known(token)
        return world in self.of_place(known.place) if known else token == world.bot_token

    def allow(self, place: str, user: str, scopes: tuple[str, ...], redirect_uri: str) -> str:
        """Somebody has pressed Allow: the code with which they are sent back."""
        code = secrets.token_urlsafe(24)
        self.codes[code] = Consent(place, user, scopes, redirect_uri, self.first.now() + CODE_SECONDS)
        return code

    def install(self, consent: Consent) -> Token:
        """The code has come back: the app is in, and has a token."""
        for world in self.of_place(consent.place):
            world.installed = True
            world.home.org_wide = consent.place == world.home.enterprise
            world.scopes.clear()
            world.scopes.update(consent.scopes)
        return self._new_token(consent.place)

    def renew(self, refresh: str) -> Token | None:
        """Another token for one that ends; each word that asks for it is good once."""
        found = next((token for token in self.tokens if refresh and token.refresh == refresh), None)
        if found is None or found.error:
            return None
        found.refresh = ""
        active = [token for token in self.tokens if token.place == found.place and not token.error]
        for oldest in active[: 1 - MOST_ACTIVE]:
            oldest.error = "token_revoked"
        return self._new_token(found.place)

    def revoke(self, token: str) -> None:
        """One token ends at once, and with the last of an installation the app is out."""
        known = self._known(token)
        if known is None:
            for world in self.worlds:
                if world.bot_token == token:
                    world.revoked.add(token)
                    world.bot_token = world.new_id(f"{token}-")
                    self._tell(world, _GONE)
            return
        known.error = "token_revoked"
        if not any(one.place == known.place and not one.error for one in self.tokens):
            self.remove(known.place)

    def remove(self, place: str) -> None:
        """The app is thrown out: its tokens open nothing from this moment, and it is told so."""
        for token in self.tokens:
            if token.place == place:
                token.error = token.error or "account_inactive"
        for world in self.of_place(place):
            with world.changed:
                for content in (_GONE, {"type": "app_uninstalled"}):
                    self._tell(world, content)
                world.installed = world.home.org_wide = False

    def expire(self) -> None:
        """Every token that ends has ended."""
        for token in self.tokens:
            token.ends = None if token.ends is None else self.first.now()

    @staticmethod
    def _tell(world: World, content: JSON) -> None:
        world.tell(payloads.event(world, content | {"event_ts": world.new_ts()}))

    def _known(self, token: str) -> Token | None:
        return next((one for one in self.tokens if one.value == token), None)

    def _new_token(self, place: str) -> Token:
        kind = "xoxe.xoxb-1" if self.rotation else "xoxb"
        token = Token(f"{kind}-{place}-{secrets.token_urlsafe(18)}", place)
        if self.rotation:
            token.ends = self.first.now() + TOKEN_SECONDS
            token.refresh = f"xoxe-1-{secrets.token_urlsafe(24)}"
        self.tokens.append(token)
        return token
