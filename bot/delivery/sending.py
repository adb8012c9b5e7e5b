"""One delivery on its way: to a person, to a channel, into a message that is out, or as somebody's Home."""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot import errands, render
from bot.delivery import papers
from bot.delivery.findings import DEACTIVATED, FATE_UNKNOWN, NO_ACCOUNT, Impossible, Needless, NotYet, Unreachable
from bot.delivery.posting import Spot, afterwards, posted, posted_before, replace
from bot.delivery.refusals import code_of
from bot.domain.delivering import NO_OPENER, NOT_LET_IN
from bot.domain.notices import Notice, View
from bot.domain.office_hours import next_open
from bot.services import deliveries
from store import outbox
from store.outbox import MOST_UNSEEN, State, Way

if TYPE_CHECKING:
    from collections.abc import Callable

    from slack_sdk import WebClient

    from bot.delivery.accounts import Account, Accounts
    from bot.delivery.hold import Hold
    from bot.delivery.occasions import Occasions
    from bot.delivery.pace import Pace
    from bot.render import Message
    from bot.services.deliveries import Addressee
    from bot.workspace import Workspace
    from store.outbox import Delivery

# Nobody asked for these just now: they go out in working hours, and where they reach nobody somebody hears instead.
CHASE = frozenset({outbox.NUDGE, "escalation", "escalation_told", "officer_list", "pass_on"})
IN_HOURS = CHASE | {"report_brief"}
NO_SEARCH = {"missing_scope", "no_permission", "channel_not_found", "thread_not_found"}
ORIGINAL_WAIT = timedelta(seconds=15)
OPENER_WAIT = timedelta(seconds=2)
SHARED = "shared with another organisation"
log = logging.getLogger("steward")


class Sender:
    """Takes a delivery as far as it goes; what stands in its way is raised, for whoever called to settle."""

    def __init__(
        self, workspace: Workspace, client: WebClient, accounts: Accounts, occasions: Occasions, pace: Pace
    ) -> None:
        self._workspace, self._client, self._accounts = workspace, client, accounts
        self._occasions, self._pace = occasions, pace

    def send(self, hold: Hold) -> None:
        ways = {
            Way.PERSON: self._to_person,
            Way.CHANNEL: self._to_channel,
            Way.UPDATE: self._change,
            Way.HOME: self._home,
        }
        ways[hold.delivery.way](hold)

    def _to_person(self, hold: Hold) -> None:
        delivery, person_id = hold.delivery, hold.delivery.person_id or 0
        if self._rests(hold, person_id):
            return
        to = deliveries.addressee(self._workspace, delivery)
        slack_user, account = self._reached(to)
        errands.about(person=slack_user)
        if not delivery.posts and delivery.kind in IN_HOURS and "asked" not in delivery.facts:
            self._wait_for_hours(to, slack_user, account)
        spot = Spot(self._accounts.conversation(slack_user), delivery.thread or None)
        if not self._was_posted(hold, spot):
            today = self._workspace.now().astimezone(account.zone or self._workspace.zone).date()
            begins = datetime.combine(today, time.min, account.zone or self._workspace.zone)
            self._post(hold, spot, person_id, begins if delivery.kind == outbox.NUDGE else None)

    def _to_channel(self, hold: Hold) -> None:
        delivery = hold.delivery
        if delivery.kind == outbox.FILE_REMOVAL:
            self._remove_file(hold)
            return
        if self._rests(hold, delivery.channel):
            return
        spot = Spot(delivery.channel, self._thread(hold))
        if self._accounts.is_shared(delivery.channel):
            raise Impossible(SHARED)
        if delivery.kind == outbox.FILE:
            self._pace.spent(delivery.channel)
            papers.attach(self._client, hold, spot)
            return
        if not self._was_posted(hold, spot):
            self._post(hold, spot, delivery.channel)

    def _thread(self, hold: Hold) -> str | None:
        """The thread that it belongs in; raises NotYet until the message that opens it is out."""
        if outbox.UNDER not in hold.delivery.facts:
            return hold.delivery.thread or None
        first = deliveries.opener(self._workspace, hold.delivery)
        if first is None or first.state in outbox.SETTLED - {State.SENT}:
            raise Needless(NO_OPENER)
        if first.state is not State.SENT:
            raise NotYet(self._workspace.now() + OPENER_WAIT)
        return first.ts

    def _remove(self, hold: Hold, before: Delivery) -> None:
        """Taken away twice it is gone all the same."""
        hold.go_on()
        try:
            self._client.chat_delete(channel=before.channel, ts=before.ts)
        except SlackApiError as refused:
            if code_of(refused) != "message_not_found":
                raise
        hold.sent(before.ts, before.channel)

    def _remove_file(self, hold: Hold) -> None:
        hold.go_on()
        papers.remove(self._client, str(hold.delivery.facts["file"]))
        hold.sent("", hold.delivery.channel)

    def _change(self, hold: Hold) -> None:
        """Doing it twice changes nothing more, so that nothing needs to be counted."""
        before = deliveries.original(self._workspace, hold.delivery)
        if before is None or before.state not in {State.PLANNED, State.IN_HAND, State.SENT}:
            raise Needless("there is no message to change")
        if before.state is not State.SENT:  # it reads the state itself when it goes out; this one makes sure
            raise NotYet(self._workspace.now() + ORIGINAL_WAIT)
        if hold.delivery.kind == outbox.REMOVAL:
            self._remove(hold, before)
            return
        if before.person_id is not None:
            self._still_theirs(deliveries.addressee(self._workspace, before), before.channel)
        said = self._said(hold)
        hold.go_on()
        replace(self._client, self._workspace, Spot(before.channel), before.ts, _rendered(said))
        hold.sent(before.ts, before.channel)

    def _home(self, hold: Hold) -> None:
        to = deliveries.addressee(self._workspace, hold.delivery)
        if to.person is None or not to.person.reachable:
            raise Needless(NO_ACCOUNT)
        self._still_let_in(to, to.person.slack_user)
        said = self._occasion(hold)
        if not isinstance(said, View):
            raise Needless
        hold.go_on()
        answer = self._client.views_publish(user_id=to.person.slack_user, view=render.view(said, "home"))
        hold.sent(str(answer["view"]["id"]), "")

    def _rests(self, hold: Hold, place: int | str) -> bool:
        """Whether the conversation had a message a moment ago: then it is given back, for a later drain."""
        if place in self._pace.resting() or not self._pace.room():
            self._pace.gives_back(place)
            hold.release()
            return True
        return False

    def _reached(self, to: Addressee) -> tuple[str, Account]:
        if to.person is None or not to.person.slack_user:
            raise Unreachable(NO_ACCOUNT)
        account = self._accounts.of(to.person.slack_user)
        if account.gone:  # Slack would take a message to them and say nothing: slackapi/python-slack-sdk#1156
            raise Unreachable(DEACTIVATED)
        if not to.lets_in(account.kind):  # every button would refuse them, and what it says is not for them
            raise Unreachable(NOT_LET_IN)
        return to.person.slack_user, account

    def _still_theirs(self, to: Addressee, channel: str) -> None:
        """A message is not changed for somebody else who had the post, and the account, before."""
        if to.person is None or not to.person.reachable:
            raise Needless(NO_ACCOUNT)
        if self._accounts.conversation(to.person.slack_user) not in {channel, to.person.slack_user}:
            raise Needless("another account has the message")
        self._still_let_in(to, to.person.slack_user)

    def _still_let_in(self, to: Addressee, slack_user: str) -> None:
        """What stands before them already is not brought up to date for those who are let in no longer."""
        account = self._accounts.of(slack_user)
        if account.gone or not to.lets_in(account.kind):
            raise Needless(DEACTIVATED if account.gone else NOT_LET_IN)

    def _wait_for_hours(self, to: Addressee, slack_user: str, account: Account) -> None:
        """Raises NotYet outside the person's working hours and while they are not to be disturbed."""
        zone, now = account.zone or self._workspace.zone, self._workspace.now()
        hours = (zone, to.calendar, to.rules.starts_at, to.rules.ends_at)
        at = next_open(now, *hours)
        if at <= now and (quiet := self._accounts.quiet_until(slack_user, now)):
            at = next_open(quiet, *hours)
        if at > now:
            raise NotYet(at)

    def _was_posted(self, hold: Hold, spot: Spot) -> bool:
        """Whether an earlier turn's post went out after all. Where that cannot be seen, it is made once more."""
        delivery = hold.delivery
        if not delivery.posts:
            return False
        ts = self._searched(spot, delivery.key) if spot.channel.startswith("D") else None
        if ts is None and delivery.posts >= MOST_UNSEEN:
            raise Impossible(FATE_UNKNOWN)
        if ts:
            log.info("Delivery %s had gone out before whoever had it broke off.", delivery.id)
            hold.sent(ts, spot.channel)
        return bool(ts)

    def _searched(self, spot: Spot, key: str) -> str | None:
        """The timestamp of the message with that key; "" where there is none, None where we may not look."""
        try:
            return posted_before(self._client, spot, key)
        except SlackApiError as refused:
            if code_of(refused) not in NO_SEARCH:
                raise
            return None

    def _post(self, hold: Hold, spot: Spot, place: int | str, alone_since: datetime | None = None) -> None:
        make = _rendered(self._said(hold))
        make(self._workspace.charts_work is not False)  # what goes wrong in it goes wrong before anything is counted
        hold.about_to_post(spot.channel, alone_since)
        self._pace.spent(place)
        self._keep(hold, *posted(self._client, self._workspace, spot, make, turn=hold))

    def _keep(self, hold: Hold, ts: str, channel: str) -> None:
        """Note that it is out; whoever slept while it sent, and finds another one's message out, takes its own away."""
        if not hold.sent(ts, channel) and not hold.stands(ts, channel):
            log.warning("Delivery %s went out twice: the second is taken away again.", hold.delivery.id)
            afterwards(lambda: self._take_away(ts, channel))

    def _take_away(self, ts: str, channel: str) -> None:
        self._client.chat_delete(channel=channel, ts=ts)

    def _said(self, hold: Hold) -> Notice:
        said = self._occasion(hold)
        if not isinstance(said, Notice):
            raise Needless
        return said

    def _occasion(self, hold: Hold) -> Notice | View | None:
        """What is to be said as things stand now."""
        occasion = self._occasions.get(hold.delivery.kind)
        if occasion is None:
            raise Impossible(f"unknown kind: {hold.delivery.kind}")
        return occasion(self._workspace, hold.delivery)


def _rendered(said: Notice) -> Callable[[bool], Message]:
    """Rendered once each way, with a chart and without."""

    @cache
    def make(charts: bool) -> Message:  # noqa: FBT001  as `post` asks for it
        return render.message(said, charts=charts)

    return make
