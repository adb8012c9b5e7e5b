"""The users of a workspace, as Slack knows them; what they do is in `people`."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.local.things import JSON, TEAM, Team


@dataclass
class User:
    """Someone in the workspace (docs.slack.dev/reference/objects/user-object)."""

    id: str
    name: str
    real_name: str
    title: str = ""  # what they do, in their profile
    tz: str = "Europe/London"
    locale: str = "en-GB"
    team_id: str = TEAM
    deleted: bool = False
    is_bot: bool = False
    is_restricted: bool = False  # a guest
    is_ultra_restricted: bool = False  # a guest of one channel
    is_stranger: bool = False  # of another organisation, sharing no channel with us
    is_admin: bool = False  # of the Slack workspace
    is_owner: bool = False
    dnd: tuple[int, int] | None = None  # the next do-not-disturb window, in epoch seconds
    home: Team = field(default_factory=Team)  # the workspace that knows them; they may be of another

    @property
    def is_external(self) -> bool:
        return self.is_stranger or self.team_id != self.home.id

    def json(self) -> JSON:
        offset = datetime.now(ZoneInfo(self.tz)).utcoffset()
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": int(offset.total_seconds()) if offset else 0,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_admin": self.is_admin,
            "is_owner": self.is_owner,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "profile": {
                "real_name": self.real_name,
                "real_name_normalized": self.real_name,
                "display_name": self.name,
                "display_name_normalized": self.name,
                "title": self.title,
                "phone": "",
                "status_text": "",
                "status_emoji": "",
                "status_expiration": 0,
                "team": self.team_id,
            },
        } | ({"is_stranger": True} if self.is_stranger else {})
