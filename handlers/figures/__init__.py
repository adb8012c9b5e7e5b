"""Figures in Slack: the form to enter one, and the officer's queue to approve, send back and publish them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.render import round_actions
from handlers.figures import approving, entering

if TYPE_CHECKING:
    from slack_bolt import App


def register(app: App) -> None:
    app.action(round_actions.FIGURE_ENTER)(entering.enter)
    app.action(round_actions.FIGURE_NEXT)(entering.go_on)
    app.action(round_actions.FIGURE_EMBARGO)(entering.unfold_embargo)
    app.view(round_actions.FIGURE_FORM)(entering.submitted)
    app.view_closed(round_actions.FIGURE_FORM)(entering.closed)
    app.action(round_actions.FIGURE_QUEUE)(approving.open_queue)
    app.action(re.compile(rf"^{re.escape(round_actions.FIGURE_QUEUE_PAGE)}(?::|$)"))(approving.turn_page)
    app.action(round_actions.FIGURE_APPROVE)(approving.approve_one)
    app.action(round_actions.FIGURE_APPROVE_CLEAN)(approving.approve_clean)
    app.action(round_actions.FIGURE_PUBLISH)(approving.publish)
    app.view(round_actions.FIGURE_QUEUE_FORM)(approving.approve_ticked)
    app.action(round_actions.FIGURE_SEND_BACK)(approving.open_send_back)
    app.view(round_actions.FIGURE_SEND_BACK_FORM)(approving.sent_back)
