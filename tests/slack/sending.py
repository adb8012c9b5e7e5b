"""An outbox at work in a local Slack, with a say in what it says and in what time it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.app.slack import posting_client, web_client
from bot.delivery import Outbox
from bot.domain.notices import Notice, Trouble, View
from store import outbox, people
from store.outbox import Delivery, Planned, State

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.local import LocalSlack
    from bot.workspace import Workspace


class Sending:
    """One process that sends: `says` is what it has to say of each kind, `lost` whom it could not reach, and why."""

    def __init__(self, slack: LocalSlack, workspace: Workspace) -> None:
        self.slack, self.workspace = slack, workspace
        self.client = posting_client(web_client(slack.bot_token, slack.api_url))
        self.says: dict[str, Callable[[Workspace, Delivery], Notice | View | None]] = {
            kind: lambda _, delivery: Trouble(reference=str(delivery.facts.get("says", delivery.key)))
            for kind in ("notice", outbox.NUDGE)
        }
        self.lost: list[tuple[str, str]] = []
        self.seconds = 0.0
        self.outbox = Outbox(
            workspace,
            self.client,
            occasions=self.says,
            lost=lambda _, delivery, why: self.lost.append((delivery.key, why)),
            ticks=lambda: self.seconds,
        )

    def drain(self) -> None:
        """Until nothing more may go out at this moment, however close upon each other messages may follow."""
        idle = 0
        while idle < 2:
            idle = 0 if self.outbox.drain() else idle + 1
            self.seconds += 2.0

    def plan(self, key: str = "a", kind: str = "notice", **given: Any) -> None:  # noqa: ANN401  any field
        if "person_id" not in given and "channel" not in given:
            given["channel"] = "C1"
        with self.workspace.begin() as work:
            outbox.plan(work, self.workspace.now(), Planned(key=key, kind=kind, **given))

    def person(self, slack_user: str = "U1", post: str = "") -> int:
        """A post whose account that is; "" for nobody's."""
        with self.workspace.begin() as work:
            person_id = people.person(work, post or f"Officer of {slack_user}")
            people.link(work, person_id, slack_user or None)
        return person_id

    def officer(self, slack_user: str = "U2") -> int:
        """An officer of the current plan."""
        from store import plan

        person_id = self.person(slack_user)
        with self.workspace.begin() as work:
            current = plan.standing(work).plan_id
            assert current is not None
            people.join(work, person_id, current, "officer")
        return person_id

    def held(self, key: str = "a") -> Delivery:
        with self.workspace.reading() as work:
            (found,) = [each for each in outbox.every(work) if each.key == key]
        return found

    def state(self, key: str = "a") -> State:
        return self.held(key).state

    def said(self, channel: str = "C1") -> list[str]:
        """The keys of the messages that stand in a channel or in somebody's direct messages."""
        messages = self.slack.direct(channel) if channel.startswith("U") else self.slack.from_bot(channel)
        return [str((each.metadata or {})["event_payload"]["key"]) for each in messages if each.metadata]
