"""Who hears of the round at all: officers and admins, owners of what they may see, nobody whom nobody let in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.domain.people import Role
from bot.render import round_actions
from bot.services import reminders
from bot.services.reminders import letters
from store import admissions, leads, outbox, people, promises
from store.admissions import GUEST, OUTSIDER, Admission
from tests.conftest import LONDON
from tests.slack.office import (
    an_indicator_of,
    filled,
    matched,
    opened,
    owned,
    plan_id,
    pressed,
    sent,
    told,
    told_of_figures,
)

if TYPE_CHECKING:
    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

DUE, LATE, ESCALATE = date(2014, 5, 19), date(2014, 5, 22), date(2014, 5, 30)


@pytest.fixture
def officer(workspace: Workspace, slack: LocalSlack) -> int:
    slack.add_user("U4", "olga", real_name="Olga Officer")
    return matched(workspace, "Performance officer", "U4", "officer")


@pytest.fixture
def admin(workspace: Workspace, slack: LocalSlack) -> int:
    slack.add_user("U5", "ada", real_name="Ada Admin")
    return matched(workspace, "Head of performance", "U5", "admin")


def planned(steward: Steward, clock: StandingClock, day: date) -> None:
    clock.set(datetime(day.year, day.month, day.day, 10, 0, tzinfo=LONDON))
    reminders.plan_for_today(steward.workspace)


def morning(steward: Steward, clock: StandingClock, day: date) -> None:
    planned(steward, clock, day)
    steward.drain()


def let_in(workspace: Workspace, account: str, *codes: str, kind: str = OUTSIDER) -> None:
    """An account let in to these indicators, or as a guest to what readers see."""
    seen = frozenset(an_indicator_of(workspace, code).id for code in codes)
    with workspace.begin() as work:
        admissions.admit(work, Admission(slack_user=account, kind=kind, measure_ids=seen, at=workspace.now()))


def said_to(steward: Steward, who: str) -> list[str]:
    return [each.text for each in told(steward, who)]


def asked_until(steward: Steward, until: str, *, again: bool = False) -> None:
    """Amy asks to put NI 126 off past its freeze."""
    value = round_actions.item_value(an_indicator_of(steward.workspace, "NI 126").id, "Q2013.4")
    pressed(steward, "U1", round_actions.NUDGE_DEFER, value)
    sent(steward, "U1", filled(steward, "U1"), until=until, why="Later still" if again else "The provider is late")
    if not again:
        steward.drain()


@pytest.mark.usefixtures("officer", "admin")
def test_what_is_for_the_officers_goes_to_officers_and_admins_alike(steward: Steward, clock: StandingClock) -> None:
    owned(steward.workspace, "NI 126", matched(steward.workspace, "Named officer 03", "U1"))
    morning(steward, clock, DUE)
    asked_until(steward, "2014-06-30")
    for account in ("U4", "U5"):
        assert any(text.startswith("Named officer 03 asks to put off ") for text in said_to(steward, account))
        assert any(text.startswith("To pass on") for text in said_to(steward, account))


@pytest.mark.usefixtures("officer", "admin")
def test_emails_to_pass_on_are_numbered_come_in_order_and_say_who_else_has_them(
    steward: Steward, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters, "_ROOM", 1)
    morning(steward, clock, DUE)
    passed_on = [text for text in said_to(steward, "U4") if text.startswith("To pass on")]
    assert len(passed_on) > 2
    heads = [text.partition(":")[0] for text in passed_on]
    assert heads == [f"To pass on, message {part} of {len(heads)}" for part in range(1, len(heads) + 1)]
    assert all("Also sent to Head of performance: agree who passes them on" in text for text in passed_on)
    assert all("Also sent to Performance officer: " in text for text in said_to(steward, "U5"))


@pytest.mark.usefixtures("officer")
def test_whoever_sees_only_ticks_hears_nothing_that_is_for_officers(steward: Steward, clock: StandingClock) -> None:
    owned(steward.workspace, "NI 126", matched(steward.workspace, "Named officer 03", "U1"))
    matched(steward.workspace, "Named officer 05", "U3", "officer")
    let_in(steward.workspace, "U3", "NI 055a")
    morning(steward, clock, DUE)
    asked_until(steward, "2014-06-30")
    form = opened(steward, "U1", an_indicator_of(steward.workspace, "NI 126"))
    sent(steward, "U1", form, value="91", comment="On track", source="Register")
    steward.drain()
    assert said_to(steward, "U3") == []
    assert any("NI 126" in text for text in said_to(steward, "U4"))


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("change", ["ticks", "role"])
def test_whoever_is_no_officer_any_more_when_it_is_sent_does_not_get_it(
    steward: Steward, clock: StandingClock, change: str
) -> None:
    second = matched(steward.workspace, "Second officer", "U2", "officer")
    planned(steward, clock, DUE)
    if change == "ticks":
        let_in(steward.workspace, "U2", "NI 055a")
    else:
        with steward.workspace.begin() as work:
            people.leave(work, second, plan_id(steward.workspace), Role.OFFICER)
    steward.drain()
    assert said_to(steward, "U2") == []
    assert any(text.startswith("To pass on") for text in said_to(steward, "U4"))


@pytest.mark.usefixtures("officer")
def test_an_owner_hears_of_what_is_ticked_and_the_officer_settles_the_rest(
    steward: Steward, clock: StandingClock
) -> None:
    guest = matched(steward.workspace, "Named officer 05", "U3")
    for code in ("NI 126", "NI 053a", "NI 053b"):
        owned(steward.workspace, code, guest)
    let_in(steward.workspace, "U3", "NI 126")
    morning(steward, clock, DUE)
    (nudge,) = said_to(steward, "U3")
    assert nudge.startswith("1 figure is wanted from you")
    assert "NI 126" in nudge
    assert "NI 053" not in nudge
    (listed,) = [text for text in said_to(steward, "U4") if "yours to settle" in text]
    assert listed.count("NI 053") == listed.count("its owner sees only what is ticked for them, and this is not") == 2
    assert "NI 126" not in listed


@pytest.mark.usefixtures("officer")
def test_after_the_last_of_what_is_ticked_nothing_more_is_named(steward: Steward, clock: StandingClock) -> None:
    guest = matched(steward.workspace, "Named officer 05", "U3")
    for code in ("NI 126", "NI 053a"):
        owned(steward.workspace, code, guest)
    let_in(steward.workspace, "U3", "NI 126")
    morning(steward, clock, DUE)
    form = opened(steward, "U3", an_indicator_of(steward.workspace, "NI 126"))
    done = sent(steward, "U3", form, value="91", comment="On track", source="Register")
    assert done
    steward.drain()
    assert "You still owe" not in done.words + "".join(said_to(steward, "U3"))
    assert "NI 053a" not in done.words + "".join(said_to(steward, "U3"))


@pytest.mark.usefixtures("officer")
def test_ticks_taken_away_meanwhile_are_not_in_what_is_sent(steward: Steward, clock: StandingClock) -> None:
    guest = matched(steward.workspace, "Named officer 05", "U3")
    for code in ("NI 126", "NI 053a"):
        owned(steward.workspace, code, guest)
    let_in(steward.workspace, "U3", "NI 126", "NI 053a")
    planned(steward, clock, DUE)
    let_in(steward.workspace, "U3", "NI 053a")
    steward.drain()
    (nudge,) = said_to(steward, "U3")
    assert "NI 126" not in nudge
    assert "NI 053a" in nudge


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(("account", "kind"), [("U3", ""), ("U9", ""), ("U9", GUEST)])
def test_whom_nobody_let_in_gets_no_nudge_and_the_officer_gets_its_words(
    steward: Steward, clock: StandingClock, account: str, kind: str
) -> None:
    owned(steward.workspace, "NI 126", matched(steward.workspace, "Provider's analyst", account))
    if kind:
        let_in(steward.workspace, account, kind=kind)
    morning(steward, clock, DUE)
    assert said_to(steward, account) == []
    (word,) = [text for text in said_to(steward, "U4") if text.startswith("Provider's analyst could not be told")]
    assert "nobody has let it in" in word
    emails = [text for text in said_to(steward, "U4") if text.startswith("To pass on")]
    assert "To: Provider's analyst\n" in "\n".join(emails)


def test_a_guest_who_is_let_in_is_nudged(steward: Steward, clock: StandingClock) -> None:
    owned(steward.workspace, "NI 126", matched(steward.workspace, "Named officer 05", "U3"))
    let_in(steward.workspace, "U3", kind=GUEST)
    morning(steward, clock, DUE)
    assert len(said_to(steward, "U3")) == 1


def test_what_a_guest_was_sent_is_not_brought_up_to_date_once_they_are_let_in_no_longer(
    steward: Steward, clock: StandingClock
) -> None:
    guest = matched(steward.workspace, "Named officer 05", "U3")
    for code in ("NI 126", "NI 053a"):
        owned(steward.workspace, code, guest)
    let_in(steward.workspace, "U3", kind=GUEST)
    morning(steward, clock, DUE)
    before = said_to(steward, "U3")
    with steward.workspace.begin() as work:
        admissions.withdraw(work, "U3")
        (nudge,) = outbox.posted(work, outbox.NUDGE, guest)
        again = outbox.Planned(key="again", kind=outbox.NUDGE, facts=nudge.facts, person_id=guest, updates_id=nudge.id)
        people.away(work, guest, None)
        outbox.plan(work, steward.workspace.now(), again)
    owned(steward.workspace, "NI 053b", guest)
    steward.drain()
    assert said_to(steward, "U3") == before
    with steward.workspace.reading() as work:
        (update,) = [each for each in outbox.every(work) if each.key == "again"]
    assert (update.state, update.error) == (outbox.State.NOT_NEEDED, "not let in")


@pytest.mark.usefixtures("officer")
def test_a_lead_hears_of_what_they_may_see_when_it_is_sent(steward: Steward, clock: StandingClock) -> None:
    owner = matched(steward.workspace, "Named officer 03", "U1")
    indicator = owned(steward.workspace, "NI 126", owner)
    lead = matched(steward.workspace, "Objective lead", "U2")
    with steward.workspace.begin() as work:
        catalogue = steward.workspace.catalogue(work)
        assert catalogue
        objective = next(each for each in catalogue.objectives if each.id in indicator.objectives)
        leads.appoint(work, plan_id(steward.workspace), objective.level, objective.number, lead)
    for day in (DUE, LATE, date(2014, 5, 28), ESCALATE):
        morning(steward, clock, day)
    draft = next(each for each in told(steward, "U4") if "NI 126" in each.text and "Send" in str(each.blocks))
    let_in(steward.workspace, "U2", "NI 055a")
    steward.slack.user("U4").click(draft, round_actions.NUDGE_SEND_ESCALATION)
    steward.slack.settle()
    steward.drain()
    assert told_of_figures(steward, "U2") == []


@pytest.mark.usefixtures("officer")
def test_an_officer_grants_what_they_read_and_nothing_that_was_asked_since(
    steward: Steward, clock: StandingClock
) -> None:
    owned(steward.workspace, "NI 126", matched(steward.workspace, "Named officer 03", "U1"))
    morning(steward, clock, DUE)
    asked_until(steward, "2014-06-20")
    (before,) = [each for each in told(steward, "U4") if "20 June 2014" in each.text]
    clock.set(steward.workspace.now() + timedelta(minutes=5))
    asked_until(steward, "2015-04-20", again=True)
    steward.slack.user("U4").click(before, round_actions.NUDGE_GRANT)
    steward.slack.settle()
    assert steward.slack.ephemerals("U4")[-1].text.startswith("Somebody else changed this in the meantime.")
    with steward.workspace.reading() as work:
        assert promises.promises(work, plan_id(steward.workspace)) == {}
    steward.drain()
    (now,) = [each for each in told(steward, "U4") if "asks to put off" in each.text]
    assert "20 April 2015" in now.text
    steward.slack.user("U4").click(now, round_actions.NUDGE_GRANT)
    steward.slack.settle()
    with steward.workspace.reading() as work:
        (promise,) = promises.promises(work, plan_id(steward.workspace)).values()
    assert promise.until == date(2015, 4, 20)
