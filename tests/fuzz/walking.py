"""One walk through everything that Steward shows: each button pressed, each form sent, by each kind of person.

What is sent on the way, as Slack would send it, are the requests that are spoilt afterwards; each with the moment at
which it meets a board that knows of it.
"""

from __future__ import annotations

import json
from collections import Counter, deque
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from bot.domain.returning import Column
from bot.local import forms
from bot.local.entries import Impossible
from bot.services import returns
from tests.fuzz.town import FROZEN, LATE, OUT, OWNER, OWNERS_POST, POLICE, ROLES, ROUND
from tests.returned import filled
from tests.slack.words import ASKED, SEVERAL_FIT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from datetime import datetime

    from bot.local import Delivery, Message, View
    from bot.workspace import Workspace
    from tests.fuzz.standing import Moment, Stage
    from tests.fuzz.town import Steward

JSON = dict[str, Any]
ENTRIES: dict[str, object] = {
    "plain_text_input": "Noted.", "number_input": "7", "datepicker": "2014-06-10", "timepicker": "10:30",
    "datetimepicker": 1_402_390_800, "users_select": "U4", "multi_users_select": ["U4"], "conversations_select": "C1",
}  # fmt: skip
FIGURES = {"value": "2.8%", "numerator": "28", "denominator": "1000"}
NO_SHEET = b"PK, but no workbook"
DEEPEST = 4  # moments one after another


@dataclass(frozen=True)
class Seed:
    """A request as Slack would send it at that moment."""

    moment: Moment
    text: str  # of its JSON
    who: str

    @property
    def body(self) -> JSON:
        found: JSON = json.loads(self.text)
        return found


@dataclass(frozen=True)
class _Way:
    """Something that a person can do, and what makes it another thing than what was done before."""

    who: str
    kind: tuple[str, ...]
    do: Callable[[], Delivery]


class Walk:
    """All that is sent by these people, each thing so often at most, over so many moments at most."""

    def __init__(
        self, stage: Stage, steward: Steward, people: Collection[str] = tuple(ROLES), often: int = 2, moments: int = 500
    ) -> None:
        self.seeds: list[Seed] = []
        self._sheets = {
            OWNER: sheet_of(steward.workspace, post=OWNERS_POST),
            POLICE: sheet_of(steward.workspace, organisation="Police"),
        }
        self._stage, self._steward, self._slack = stage, steward, stage.slack
        self._people, self._often = people, often
        self._done: Counter[tuple[str, ...]] = Counter()
        self._moments, self._most = 0, moments

    def go(self, *beginnings: Moment) -> Sequence[Seed]:
        todo = deque((moment, 0) for moment in beginnings)
        while todo:
            moment, depth = todo.popleft()
            self._stage.set_to(moment)
            for number, kind in enumerate([way.kind for way in self._ways()]):
                if self._done[kind] >= self._often:
                    continue
                self._done[kind] += 1
                self._stage.set_to(moment)
                way = next(islice(self._ways(), number, None))
                if self._sent(moment, way) and depth < DEEPEST and self._moments < self._most:
                    self._moments += 1
                    todo.append((self._stage.noted(), depth + 1))
        return self.seeds

    def _sent(self, moment: Moment, way: _Way) -> bool:
        """Whether anything came of it that could be gone on with."""
        try:
            delivery = way.do()
        except Impossible:
            return False
        self.seeds.append(Seed(moment, json.dumps(delivery.payload), way.who))
        response = self._steward.reception.receive(delivery.payload)
        delivery.answer = json.loads(response.body or "{}")
        if delivery.then:
            with self._slack.world.changed:
                delivery.then(delivery)
        changed = self._stage.database.changed()
        if changed:
            self._steward.drain()
        return changed or _shown(self._slack.world.modals) != _shown(moment.modals)

    def _ways(self) -> Iterator[_Way]:
        for who in self._people:
            modals = self._slack.user(who).modals
            if modals:
                yield from self._in_form(who, modals[-1])
                continue
            yield from self._told(who)
            if home := self._slack.user(who).home:
                yield from self._pressed(who, home, "home")
            for message in (*self._slack.direct(who), *self._slack.ephemerals(who), *self._slack.from_bot("C1")):
                if message.by_bot:
                    yield from self._pressed(who, message, "message")

    def _told(self, who: str) -> Iterator[_Way]:
        """What is not pressed: questions by every way, a sheet, a look at Home, what Slack tells of by itself."""
        person = self._slack.user(who)
        for text in (ASKED, SEVERAL_FIT, "what is red?"):
            yield _Way(who, (who, "dm", text), lambda text=text: person.dm(text))
        yield _Way(who, (who, "mention"), lambda: person.mention("C1", f"{ASKED} @steward"))
        yield _Way(who, (who, "command"), lambda: person.command("/steward", ASKED, "C1"))
        yield _Way(who, (who, "sheet"), lambda: person.upload("return.xlsx", self._sheets.get(who, NO_SHEET)))
        yield _Way(who, (who, "home"), person.open_home)
        yield _Way(who, (who, "change"), lambda: person.change(real_name="Somebody"))

    def _in_form(self, who: str, view: View) -> Iterator[_Way]:
        person = self._slack.user(who)
        yield from self._pressed(who, view, "modal")
        name = str(view.body.get("callback_id"))
        yield _Way(who, (who, name, "closed"), lambda: person.close(view) or _none())
        if view.body.get("submit"):
            yield _Way(who, (who, name, "as it stands"), lambda: person.submit(view))
            filled = {spot.block_id: entry for spot in forms.spots(view.blocks) if (entry := _entry(spot)) is not None}
            yield _Way(who, (who, name, "filled in"), lambda: person.submit(view, filled))

    def _pressed(self, who: str, where: View | Message, place: str) -> Iterator[_Way]:
        person = self._slack.user(who)
        for spot in forms.spots(where.blocks):
            element = spot.element
            if spot.block["type"] == "input" and not spot.block.get("dispatch_action"):
                continue
            which = {"block_id": spot.block_id}
            if element["type"] == "button":
                which["value"] = element.get("value")
                yield _Way(
                    who, (who, spot.action_id, place), lambda s=spot, w=which: person.click(where, s.action_id, **w)
                )
                continue
            for option in _options(element):
                yield _Way(
                    who,
                    (who, spot.action_id, place, str(option.get("value"))[:6]),
                    lambda s=spot, w=which, o=option: person.click(where, s.action_id, o["value"], **w),
                )


def _shown(modals: dict[str, list[View]]) -> list[tuple[str, str]]:
    return [(view.id, view.hash) for stack in modals.values() for view in stack]


def _none() -> Delivery:
    raise Impossible("the app does not hear of it")


def _options(element: JSON) -> list[JSON]:
    groups = element.get("option_groups") or [element]
    return [option for group in groups for option in group.get("options", [])]


def _entry(spot: forms.Spot) -> object:
    """What a person might put there; None: what stands in it already."""
    element = spot.element
    if element["type"] in ENTRIES:
        return FIGURES.get(spot.block_id.split(":")[0], ENTRIES[element["type"]])
    options = _options(element)
    if not options or element["type"] not in forms.STATES:
        return None
    several = forms.STATES[element["type"]][2]
    return [options[0].get("value")] if several else options[-1].get("value")


def sheet_of(workspace: Workspace, **of: str) -> bytes:
    """A return with a figure in it."""
    made = returns.owed_by(workspace, **of)
    first = made.lines[0].indicator
    return filled(made, {first.code or first.title: {Column.VALUE: "28", Column.COMMENT: "As recorded."}})


def beginnings(stage: Stage, steward: Steward, *days: datetime) -> list[Moment]:
    """The board on these days, with Homes open; none named: of the round, of its report, and when it is out."""
    found = []
    for at in days or (ROUND, LATE, FROZEN, OUT):
        stage.clock.set(at)
        steward.tick()
        for who in ROLES:
            steward.reception.receive(stage.slack.user(who).open_home().payload)
        found.append(stage.noted())
    return found
