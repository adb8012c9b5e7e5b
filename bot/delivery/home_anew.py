"""Home after somebody else changed what a person may see: what is theirs no longer must not stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import render
from bot.delivery.home import show_home
from bot.delivery.posting import afterwards
from bot.domain.errors import Refused
from bot.domain.notices import ToldAtHome
from bot.services import people

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.domain.people import Account
    from bot.workspace import Workspace


def home_anew(client: WebClient, workspace: Workspace, slack_user: str, account: Account) -> None:
    """Show them their Home as it is for them now; where they are not let in, that they are not.

    If it fails, the change stands all the same, and they see the new Home when they open it.
    """

    def publish() -> None:
        try:
            someone = people.who(workspace, slack_user, account)
        except Refused as refused:
            view = render.view(ToldAtHome(words=render.plain(refused)), "home")
            client.views_publish(user_id=slack_user, view=view)
        else:
            show_home(client, workspace, someone)

    afterwards(publish)
