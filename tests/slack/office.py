"""People of the City's plan at work in Slack: who holds which post, which role, which indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.render import round_actions
from store import owners, people
from store import plan as plans

if TYPE_CHECKING:
    from bot.domain.model import Indicator
    from bot.local import Message, View
    from bot.workspace import Workspace
    from store.figures import Revision
    from tests.slack.steward import Steward

Q4 = "Q2013.4"
ENTER = round_actions.FIGURE_ENTER


def matched(workspace: Workspace, post: str, slack_user: str, *roles: str) -> int:
    """A person of that post with that Slack account and these roles in the plan; their id."""
    with workspace.begin() as work:
        person = people.person(work, post)
        people.link(work, person, slack_user)
        for role in roles:
            people.join(work, person, plan_id(workspace), role)
    return person


def plan_id(workspace: Workspace) -> int:
    with workspace.reading() as work:
        found = plans.standing(work).plan_id
    assert found
    return found


def an_indicator_of(workspace: Workspace, code: str) -> Indicator:
    with workspace.reading() as work:
        catalogue = workspace.catalogue(work)
    assert catalogue
    return next(each for each in catalogue.indicators if each.code == code)


def owned(workspace: Workspace, code: str, person: int | None) -> Indicator:
    """The indicator of that code, now that person's alone."""
    indicator = an_indicator_of(workspace, code)
    with workspace.begin() as work:
        owners.assign(work, indicator.id, person, None)
    return indicator


def held(workspace: Workspace, indicator: Indicator, period: str = Q4) -> tuple[Revision, ...]:
    """Every revision of its first series for a period, oldest first."""
    from store import figures

    with workspace.reading() as work:
        found = figures.history(work, indicator.series[0].id)
    return tuple(each for each in found if each.figure.period.key == period and each.figure.has_value)


def pressed(steward: Steward, who: str, action_id: str, value: str) -> None:
    """A button with that value, sent to them and pressed: what is in it is a guess until it is checked."""
    slack, channel = steward.slack, steward.client.conversations_open(users=who)["channel"]["id"]
    button = {"type": "button", "text": {"type": "plain_text", "text": "Press"}, "action_id": action_id, "value": value}
    blocks = [{"type": "actions", "elements": [button]}]
    said = steward.client.chat_postMessage(channel=channel, text="Press", blocks=blocks)
    message = next(each for each in slack.direct(who) if each.ts == said["ts"])
    slack.user(who).click(message, action_id)
    slack.settle()


def opened(steward: Steward, who: str, indicator: Indicator, period: str = Q4) -> View:
    """The form for its figure, once it is filled."""
    pressed(steward, who, ENTER, round_actions.item_value(indicator.id, period))
    return filled(steward, who)


def filled(steward: Steward, who: str) -> View:
    """What stands before somebody, once the light view has given way to it."""
    user = steward.slack.user(who)
    view = steward.slack.wait_for(lambda: user.modal if user.modal and user.modal.title != "One moment" else None)
    assert view
    return view


def sent(steward: Steward, who: str, view: View, **entries: object) -> View | None:
    """The form sent with these entries ("value", "comment" ...); what stands there then."""
    ids = {block["block_id"].split(":")[0]: block["block_id"] for block in reversed(view.blocks)}
    steward.slack.user(who).submit(view, {ids.get(name, name): entry for name, entry in entries.items()})
    steward.slack.settle()
    return steward.slack.user(who).modal


def told(steward: Steward, who: str) -> list[Message]:
    """What they were sent, without the buttons of `pressed`."""
    return [each for each in steward.slack.direct(who) if each.text != "Press"]


def told_of_figures(steward: Steward, who: str) -> list[Message]:
    """The same without what asks for highlights and other tasks alone, and what that was replaced by."""
    return [each for each in told(steward, who) if not each.text.startswith(("Wanted from you: ", "Replaced by "))]
