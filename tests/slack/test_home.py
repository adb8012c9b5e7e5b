"""Home in Slack: what each person finds in it, by role, and that it is always as things stand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from bot.delivery.home import show_home
from bot.domain.kinds import State
from bot.freshening import freshen, officers_homes
from bot.render import home_actions, round_actions
from bot.services import home as homes
from store import admissions, aliases, audit, figures, owners, people, requests, rules, standing
from store.admissions import OUTSIDER, Admission
from store.figures import Provenance
from store.requests import DEFERRAL, Request
from tests.builders import a_figure, a_period
from tests.conftest import LONDON, StandingClock
from tests.slack.office import an_indicator_of, matched, owned, plan_id

if TYPE_CHECKING:
    import io

    from bot.domain.model import Indicator
    from bot.local import View
    from bot.workspace import Workspace
    from tests.slack.steward import Steward

AFTERNOON = datetime(2014, 5, 19, 14, 32, tzinfo=LONDON)
OWED, OTHER = "NI 126", "NI 053a"  # of which the plan holds no figure for the last quarter


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(AFTERNOON)


@pytest.fixture
def officer(workspace: Workspace) -> int:
    """Named officer 03, whose account is Amy's."""
    return matched(workspace, "Named officer 03", "U1", "officer")


@pytest.fixture
def owner(workspace: Workspace) -> int:
    """Ben's post, which owns NI 126."""
    person = matched(workspace, "Data officer 21", "U2")
    owned(workspace, OWED, person)
    return person


def opened(steward: Steward, who: str) -> View:
    """Somebody's Home, as it stands once they have opened it."""
    steward.slack.user(who).open_home()
    steward.slack.settle()
    view = steward.slack.user(who).home
    assert view
    return view


def pressed(steward: Steward, who: str, action_id: str, *entry: object, value: str | None = None) -> View:
    """Home after a button of it was pressed."""
    user = steward.slack.user(who)
    assert user.home
    user.click(user.home, action_id, *entry, value=value)
    steward.slack.settle()
    assert user.home
    return user.home


def submitted(workspace: Workspace, indicator: Indicator, supplied_by: int, embargo: datetime | None = None) -> None:
    """The first series' figure for Q4 2013/14, waiting for an officer."""
    figure = a_figure("41.7%", "Q4 2013/14", indicator.headline.id, state=State.SUBMITTED)
    with workspace.begin() as work:
        terms = Provenance(supplied_by=supplied_by, entered_by=supplied_by, embargoed_until=embargo)
        figures.add(work, figure, AFTERNOON - timedelta(hours=1), terms)


def test_an_account_that_nobody_matched_is_told_by_whom_and_how_to_ask(steward: Steward, officer: int) -> None:
    assert officer
    said = opened(steward, "U2").words
    assert "Your Slack account is not matched to a post in the plan" in said
    assert "ask the performance officer (Named officer 03) to match it" in said
    assert "As at 14:32, 19 May." in said
    assert "what is red?" in said
    assert "Where the round stands" not in said


def test_a_reader_finds_what_the_plan_holds(steward: Steward, workspace: Workspace) -> None:
    matched(workspace, "Board member", "U2", "reader")
    said = opened(steward, "U2").words
    assert "You are here as Board member." in said
    assert "indicators under" in said
    assert "not matched" not in said


def test_an_owner_finds_what_they_owe_with_its_buttons_and_their_own_indicators(steward: Steward, owner: int) -> None:
    assert owner
    home = opened(steward, "U2")
    assert "1 figure is wanted from you" in home.words
    assert "Due today, 19 May 2014" in home.words
    assert "1 indicator is yours" in home.words
    assert "Where the round stands" in home.words
    assert "approval" not in home.words.split("Where the round stands")[0]
    assert "Settings" not in home.words
    steward.slack.user("U2").click(home, round_actions.FIGURE_ENTER)
    steward.slack.wait_for(lambda: steward.slack.user("U2").modal)


def test_each_sees_the_owners_pending_figure_only_if_it_is_theirs_to_see(
    steward: Steward, workspace: Workspace, owner: int
) -> None:
    submitted(workspace, an_indicator_of(workspace, OWED), owner)
    matched(workspace, "Data officer 22", "U1")
    owned(workspace, OTHER, people_of(workspace, "Data officer 22"))
    assert "41.7%" in opened(steward, "U2").words
    assert "Waiting for approval" in opened(steward, "U2").words
    assert "41.7%" not in opened(steward, "U1").words


def people_of(workspace: Workspace, post: str) -> int:
    with workspace.reading() as work:
        return next(person.id for person in people.everyone(work) if person.post == post)


def test_an_embargoed_figure_is_seen_by_its_owner_and_officers_and_counted_for_nobody_else(
    steward: Steward, workspace: Workspace, owner: int, officer: int
) -> None:
    assert officer
    other = matched(workspace, "Data officer 23", "U3")
    with workspace.begin() as work:
        admissions.admit(work, Admission(slack_user="U3", kind=admissions.GUEST, admitted_by="U1", at=AFTERNOON))
    owned(workspace, OTHER, other)
    whole_before = counts(opened(steward, "U3"))
    submitted(workspace, an_indicator_of(workspace, OWED), owner, embargo=AFTERNOON + timedelta(days=3))
    assert "Under embargo until 14:32 on 22 May 2014" in opened(steward, "U2").words
    assert "1 figure waits for approval" in opened(steward, "U1").words
    whole_after = counts(opened(steward, "U3"))
    assert whole_after[0] == whole_before[0]
    assert whole_after[1] == whole_before[1] - 1
    assert counts(opened(steward, "U1"))[1] == whole_before[1]


def counts(home: View) -> tuple[int, int]:
    """How many figures are in, of how many, in the first round."""
    line = next(line for line in home.words.splitlines() if " in" in line and " of " in line and line[0].isdigit())
    found = line.split()
    return int(found[0]), int(found[2])


def test_an_officer_finds_the_queue_requests_and_names_and_an_admin_settings(
    steward: Steward, workspace: Workspace, owner: int, officer: int
) -> None:
    indicator = an_indicator_of(workspace, OWED)
    submitted(workspace, indicator, owner)
    asked_to_put_off(workspace, indicator, owner)
    proposed(workspace, indicator)
    said = opened(steward, "U1").words
    assert "1 figure waits for approval" in said
    assert "Data officer 21 asks to put off" in said
    assert "until 30 June 2014" in said
    assert '"second plans" for' in said
    assert "Settings" not in said
    assert "People and roles ..." in said
    with workspace.begin() as work:
        people.join(work, officer, plan_id(workspace), "admin")
    assert "Timetable and steps ..." in opened(steward, "U1").words


def asked_to_put_off(workspace: Workspace, indicator: Indicator, person: int) -> None:
    wanted = {"until": "2014-06-30", "available": "30 June 2014"}
    about = {"plan_id": plan_id(workspace), "measure_id": indicator.id, "asked_by": person}
    with workspace.begin() as work:
        requests.ask(work, Request(kind=DEFERRAL, period=a_period("Q4 2013/14"), wanted=wanted, **about), AFTERNOON)


def proposed(workspace: Workspace, indicator: Indicator) -> int:
    with workspace.begin() as work:
        aliases.propose(work, "second plans", indicator.id, "U2", AFTERNOON)
        return aliases.proposed(work)[0].id


def test_an_officer_takes_a_name_that_readers_use_and_it_is_in_the_audit(
    steward: Steward, workspace: Workspace, officer: int
) -> None:
    assert officer
    indicator = an_indicator_of(workspace, OWED)
    proposed(workspace, indicator)
    opened(steward, "U1")
    after = pressed(steward, "U1", home_actions.NAME_ACCEPT)
    assert "second plans" not in after.words
    with workspace.reading() as work:
        assert [alias.phrase for alias in aliases.approved(work) if alias.measure_id == indicator.id][-1:] == [
            "second plans"
        ]
        kept = [(each.what, each.who) for each in audit.of_measure(work, indicator.id) if each.new == "second plans"]
        assert kept == [("name accepted", "U1")]


def test_nobody_but_an_officer_settles_a_name_whatever_their_button_says(
    steward: Steward, workspace: Workspace, owner: int
) -> None:
    assert owner
    number = proposed(workspace, an_indicator_of(workspace, OWED))
    view = {"type": "home", "blocks": [button(home_actions.NAME_ACCEPT, round_actions.id_value(number))]}
    steward.client.views_publish(user_id="U2", view=view)
    pressed(steward, "U2", home_actions.NAME_ACCEPT)
    modal = steward.slack.user("U2").modal
    assert modal
    assert "officer" in modal.words
    with workspace.reading() as work:
        assert aliases.proposed(work)


def button(action_id: str, value: str) -> dict[str, object]:
    text = {"type": "plain_text", "text": "Press"}
    return {"type": "actions", "elements": [{"type": "button", "action_id": action_id, "value": value, "text": text}]}


@pytest.mark.parametrize("value", ["", "people:0", "owed:x", "owed:99999999999"])
def test_a_page_that_nobody_offered_is_an_old_button(steward: Steward, owner: int, value: str) -> None:
    assert owner
    if value:
        view = {"type": "home", "blocks": [button(home_actions.PAGE, value)]}
        steward.client.views_publish(user_id="U2", view=view)
        pressed(steward, "U2", home_actions.PAGE)
        assert steward.slack.user("U2").modal
    else:
        opened(steward, "U2")
        assert not steward.slack.user("U2").modal


def test_a_part_is_turned_page_by_page_and_back(steward: Steward, workspace: Workspace, owner: int) -> None:
    with_sixty(workspace, owner)
    opened(steward, "U2")
    first = pressed(steward, "U2", home_actions.PAGE, value="mine:0")
    assert "Shown here: 1 to 40 of" in first.words
    assert "Where the round stands" not in first.words
    assert "Shown here: 41 to" in pressed(steward, "U2", home_actions.LATER).words
    assert "Where the round stands" in pressed(steward, "U2", home_actions.BACK).words


def with_sixty(workspace: Workspace, person: int) -> None:
    """Sixty indicators are theirs."""
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        for indicator in catalogue.indicators[:60]:
            owners.assign(work, indicator.id, person, None)


def test_home_is_made_anew_for_those_concerned_at_the_part_they_look_at_and_once_for_changes_close_together(
    steward: Steward, workspace: Workspace, clock: StandingClock, owner: int, officer: int
) -> None:
    assert officer
    indicator = an_indicator_of(workspace, OWED)
    opened(steward, "U1")
    before = len(steward.slack.calls_of("views.publish"))
    submitted(workspace, indicator, owner)
    for seconds in (0, 1, 2):
        with workspace.begin() as work:
            freshen(work, [indicator.id], workspace.now() + timedelta(seconds=seconds))
    clock.advance(seconds=20)
    steward.drain()
    published = steward.slack.calls_of("views.publish")[before:]
    assert [call.args["user_id"] for call in published] == ["U1"]  # Ben never opened his


def home_of(steward: Steward) -> str:
    home = steward.slack.user("U1").home
    assert home
    return home.words


def test_a_refresh_shows_the_page_that_was_looked_at(
    steward: Steward, workspace: Workspace, clock: StandingClock, officer: int
) -> None:
    with_sixty(workspace, officer)
    opened(steward, "U1")
    pressed(steward, "U1", home_actions.PAGE, value="mine:0")
    with workspace.begin() as work:
        officers_homes(work, workspace.now())
    clock.advance(seconds=60)
    steward.drain()
    assert "As at 14:33" in home_of(steward)
    assert "Shown here: 1 to 40 of" in home_of(steward)


def test_home_falls_back_to_a_plain_view_and_the_log_has_the_reason(
    steward: Steward, officer: int, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert officer

    def broken(*_: object) -> None:
        raise RuntimeError("the secret reason")

    monkeypatch.setattr(homes, "looked_at", broken)
    said = opened(steward, "U1").words
    assert "Your Home could not be made just now" in said
    assert "secret" not in said
    reference = said.split("reference ")[1][:7]
    assert reference in log.getvalue()
    assert "the secret reason" in log.getvalue()
    monkeypatch.undo()
    assert "Where the round stands" in pressed(steward, "U1", home_actions.PAGE).words


def test_a_view_that_slack_does_not_take_is_replaced_by_a_plain_one(steward: Steward, officer: int) -> None:
    assert officer
    steward.slack.fail("views.publish", "invalid_arguments")
    assert "could not be made just now" in opened(steward, "U1").words


def test_what_was_published_meanwhile_is_not_lost_but_made_anew(
    steward: Steward, workspace: Workspace, owner: int
) -> None:
    stale = opened(steward, "U2")
    seen = stale.hash
    steward.client.views_publish(user_id="U2", view={"type": "home", "blocks": [button("x", "y")]})
    submitted(workspace, an_indicator_of(workspace, OWED), owner)
    with workspace.reading() as work:
        someone = standing.someone(work, "U2", plan_id(workspace), workspace.today())
    show_home(steward.client, workspace, someone, instead_of=seen)
    conflicts = [call.answer for call in steward.slack.calls_of("views.publish") if call.answer]
    assert conflicts[-2]["error"] == "hash_conflict"
    home = steward.slack.user("U2").home
    assert home
    assert "Waiting for approval" in home.words


def test_an_outsider_who_was_let_in_sees_only_what_is_ticked(
    steward: Steward, workspace: Workspace, officer: int
) -> None:
    assert officer
    ticked, other = an_indicator_of(workspace, OWED), an_indicator_of(workspace, OTHER)
    person = matched(workspace, "Partner officer", "U9", "officer", "admin")
    for indicator in (ticked, other):
        with workspace.begin() as work:
            owners.assign(work, indicator.id, person, None)
    admit(workspace, "U9", ticked)
    said = opened(steward, "U9").words
    assert "1 indicator is yours" in said
    assert other.title[:40] not in said
    assert "approval" not in said.split("Where the round stands")[0]
    assert "Settings" not in said
    assert counts(opened(steward, "U9"))[1] <= 1


def test_an_outsider_without_a_post_is_told_what_is_ticked_and_of_no_command(
    steward: Steward, workspace: Workspace, officer: int
) -> None:
    assert officer
    admit(workspace, "U9", an_indicator_of(workspace, OWED))
    said = opened(steward, "U9").words
    assert "You see 1 indicator of" in said
    assert "/steward" not in said


def admit(workspace: Workspace, slack_user: str, indicator: Indicator) -> None:
    given = {"kind": OUTSIDER, "measure_ids": frozenset({indicator.id}), "admitted_by": "U1", "at": AFTERNOON}
    with workspace.begin() as work:
        admissions.admit(work, Admission(slack_user=slack_user, **given))


def test_somebody_whom_nobody_let_in_finds_a_refusal_in_home(steward: Steward) -> None:
    home = opened(steward, "U9")
    assert "round" not in home.words
    assert home.words


def test_the_messages_beside_home_are_not_home(steward: Steward, owner: int) -> None:
    assert owner
    steward.slack.user("U2").open_home("messages")
    steward.slack.settle()
    assert steward.slack.user("U2").home is None


def test_an_admin_changes_the_rules_and_what_cannot_be_is_said_at_its_field(
    steward: Steward, workspace: Workspace
) -> None:
    matched(workspace, "Named officer 03", "U1", "admin")
    opened(steward, "U1")
    form = form_of(steward, home_actions.RULES)
    amy = steward.slack.user("U1")
    amy.submit(form, {"late": "2", "escalate": "1", "closed": "29 December"})
    steward.slack.settle()
    assert form.errors.keys() == {"closed"}
    amy.submit(form, {"late": "2", "escalate": "1", "closed": "2014-12-29"})
    steward.slack.settle()
    assert form.errors.keys() == {"escalate"}
    entries = {"late": "2", "escalate": "8", "starts_at": "08:30", "switches": ["approval"]}
    amy.submit(form, entries)
    steward.slack.settle()
    assert amy.modal is None
    assert "one 2 after it" not in home_of(steward)
    assert "switched off: nobody is reminded" in home_of(steward)
    with workspace.reading() as work:
        found = rules.rules(work, plan_id(workspace))
    assert (found.late, found.closed, found.approval, found.nudging) == (2, (date(2014, 12, 29),), True, False)
    assert (str(found.starts_at), found.ends_at) == ("08:30:00", None)


def form_of(steward: Steward, action_id: str) -> View:
    amy = steward.slack.user("U1")
    assert amy.home
    amy.click(amy.home, action_id)
    form = steward.slack.wait_for(lambda: amy.modal if amy.modal and amy.modal.body.get("submit") else None)
    assert form
    return form


def test_an_admin_adds_a_meeting_and_the_same_day_twice_is_refused(steward: Steward, workspace: Workspace) -> None:
    matched(workspace, "Named officer 03", "U1", "admin")
    opened(steward, "U1")
    amy = steward.slack.user("U1")
    for _ in range(2):
        form = form_of(steward, home_actions.MEETING)
        amy.submit(form, {"on": "2014-09-24"})
        steward.slack.settle()
    assert "24 September 2014" in home_of(steward)
    assert amy.modal
    assert "on" in amy.modal.errors


def test_a_form_of_an_admin_who_is_none_any_more_changes_nothing(steward: Steward, workspace: Workspace) -> None:
    person = matched(workspace, "Named officer 03", "U1", "admin")
    opened(steward, "U1")
    form = form_of(steward, home_actions.RULES)
    with workspace.begin() as work:
        people.leave(work, person, plan_id(workspace), "admin")
    steward.slack.user("U1").submit(form, {"late": "1"})
    steward.slack.settle()
    with workspace.reading() as work:
        assert rules.rules(work, plan_id(workspace)).late == 3


def test_no_figure_leaves_home_in_metadata_or_buttons(steward: Steward, workspace: Workspace, owner: int) -> None:
    submitted(workspace, an_indicator_of(workspace, OWED), owner)
    home = opened(steward, "U2")
    carried = [home.body["private_metadata"], *(str(part.get("value")) for part in parts(home))]
    assert "41.7" in home.words
    assert not any("41" in value for value in carried if not value.startswith("{"))


def parts(home: View) -> list[dict[str, object]]:
    return [part for block in home.blocks for part in block.get("elements", ()) if part.get("type") == "button"]
