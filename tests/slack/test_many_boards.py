"""Many boards in one Steward: each installs it by itself, has its own plan, people and tokens, and can leave."""

from __future__ import annotations

import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.app import installations
from bot.app.office import Whose
from bot.commands.many import clear_out
from bot.domain.errors import BadSetting, DatabaseAway
from bot.domain.people import Role
from bot.freshening import officers_homes
from bot.local import Delivery, payloads
from bot.render import people_actions
from bot.services import people
from bot.services import plan as plans
from store import outbox
from store.outbox import Planned
from store.sealing import new_key
from store.tables.installs import slack_bots, slack_oauth_states
from tests.builders import county_planfile
from tests.slack.boards import KEY, PUBLIC, Browser, Process, settings_for
from tests.slack.office import matched
from tests.slack.words import ASKED, FIGURE

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from bot.local import LocalSlack
    from bot.local.people import Person
    from bot.workspace import Workspace
    from store.work import Store
    from tests.conftest import StandingClock

SOON = 119 * 60  # seconds before its end a token is to be renewed
AMY, CAT = "T0LOCAL U1", "T2LOCAL U21"


@pytest.fixture
def county(slack: LocalSlack) -> Iterator[LocalSlack]:
    with slack.neighbour("T2LOCAL", "county") as county:
        county.add_user("U21", "cat", real_name="Cat Clark")
        county.add_channel("C21", "council", members=["U21"])
        yield county


@pytest.fixture
def start(slack: LocalSlack, store: Store, clock: StandingClock) -> Iterator[Callable[..., Process]]:
    running: list[Process] = []

    def started(*teams: str, key: str = KEY) -> Process:
        running.append(Process(settings_for(slack, *teams, key=key), store, clock))
        return running[-1]

    yield started
    for each in running:
        each.stop()


@pytest.fixture
def process(start: Callable[..., Process]) -> Process:
    return start()


@pytest.fixture
def browser(slack: LocalSlack, process: Process) -> Browser:
    return Browser(slack, process)


@pytest.fixture
def both(slack: LocalSlack, county: LocalSlack, process: Process, workspace: Workspace, browser: Browser) -> Workspace:
    """The City with its plan and the County with another one, each installed by its own people; the County's."""
    assert workspace.slack_team == "T0LOCAL"
    assert browser.install(AMY).status == browser.install(CAT).status == 200
    theirs = process.workspaces.for_team("T2LOCAL")
    plans.import_plan(theirs, county_planfile())
    for each in (slack, county):
        each.deliver_to(process.url)
    return theirs


def tokens(store: Store) -> int:
    with store.all_workspaces() as connection:
        return sum(
            connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0  # noqa: S608  our own tables
            for name in ("slack_bots", "slack_installations")
        )


def answer(slack: LocalSlack, who: str, channel: str, asked: str = ASKED) -> str:
    """What Steward says in the thread of a question."""
    told = slack.user(who).mention(channel, asked)
    slack.wait_for(lambda: told.done)
    assert told.acked, told.trouble
    assert told.message
    return "\n".join(each.text for each in slack.from_bot(channel) if each.thread_ts == told.message.ts)


# Coming.


def test_a_board_installs_it_by_a_press_and_has_a_workspace(browser: Browser, county: LocalSlack, store: Store) -> None:
    page = browser.install(CAT)
    assert (page.status, "Steward is installed in county" in page.words) == (200, True)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["cache-control"] == "no-store"
    assert "Begin again" not in page.words
    assert county.installed
    assert tokens(store) == 2  # the bot's, and that of its installation


def test_with_another_key_than_the_tokens_were_sealed_with_it_does_not_start(
    browser: Browser, start: Callable[..., Process]
) -> None:
    browser.install(AMY)
    other = start(key=new_key())
    with pytest.raises(BadSetting, match=r"STEWARD_TOKEN_KEYS: none of its keys opens the tokens"):
        other.offices.every()


def test_one_board_that_cannot_be_opened_just_now_keeps_no_process_from_its_start(
    both: Workspace, start: Callable[..., Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = start()
    monkeypatch.setattr(other.workspaces, "welcome", _away_for_the_county(other.workspaces.welcome))
    assert [each.workspace.slack_team for each in other.offices.every()] == ["T0LOCAL"]
    monkeypatch.undo()
    assert len(other.offices.every()) == 2
    assert both


def _away_for_the_county(real: Callable[..., Workspace]) -> Callable[..., Workspace]:
    """Somebody who stands still has the county's row."""

    def welcome(team: str, *more: str | None) -> Workspace:
        if team == "T2LOCAL":
            raise DatabaseAway
        return real(team, *more)

    return welcome


def test_the_first_board_gets_the_workspace_that_nobody_has_taken(process: Process, browser: Browser) -> None:
    browser.install(AMY)
    assert [each.slack_team for each in process.workspaces.all()] == ["T0LOCAL"]


def test_who_cancels_is_told_that_nothing_was_installed(browser: Browser, store: Store) -> None:
    page = browser.press(browser.begin(), "cancel")
    assert "Steward was not installed" in page.words
    assert "You chose not to install it." in page.words
    assert '<a href="install">Begin again</a>' in page.words
    assert tokens(store) == 0


def test_the_way_back_is_good_once_in_one_browser_and_for_ten_minutes(
    slack: LocalSlack,
    process: Process,
    browser: Browser,
    start: Callable[..., Process],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent = browser.step(browser.begin().address, {"answer": "allow", "who": AMY}).headers["location"]
    other = Browser(slack, process).get(sent)
    assert (other.status, "in the browser" in other.words) == (400, True)
    assert browser.get(sent).status == 200
    again = browser.get(sent)
    assert (again.status, "used before" in again.words) == (401, True)
    monkeypatch.setattr(installations, "STATE_SECONDS", -1)
    late = Browser(slack, start()).install(AMY)
    assert (late.status, "older than ten minutes" in late.words) == (401, True)


def test_a_code_that_slack_does_not_know_installs_nothing(browser: Browser, store: Store) -> None:
    state = browser.step(f"{PUBLIC}/slack/install").headers["location"].rpartition("state=")[2].partition("&")[0]
    page = browser.get(f"{PUBLIC}/slack/oauth_redirect?code=guessed&state={state}")
    assert (page.status, "Slack did not go along with it" in page.words) == (401, True)
    assert tokens(store) == 0


@pytest.mark.parametrize(
    "query", ["", "?code=x", "?state=x&code=x", "?error=<script>", "?state=%00&code=%ff", "?code=" + "x" * 5000]
)
def test_whatever_comes_back_a_page_says_what_to_do(browser: Browser, query: str) -> None:
    page = browser.get(f"{PUBLIC}/slack/oauth_redirect{query}")
    assert page.status in {200, 400, 401}
    assert "Steward was not installed" in page.words
    assert "<script>" not in page.words


def test_many_installations_begun_in_vain_are_turned_away_with_when_to_come_again(
    browser: Browser, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installations, "MOST_STATES", 3)
    for _ in range(3):
        assert browser.step(f"{PUBLIC}/slack/install").status == 302
    page = browser.step(f"{PUBLIC}/slack/install")
    assert (page.status, "try again in 10 minutes" in page.words) == (429, True)
    assert 590 <= int(page.headers["retry-after"]) <= 600
    with store.all_workspaces(writes=True) as connection:
        assert connection.scalar(text("SELECT count(*) FROM slack_oauth_states")) == 3
        connection.execute(slack_oauth_states.update().values(expire_at=datetime(2014, 7, 2)))  # noqa: DTZ001  as slack_sdk has it
    assert browser.install(AMY).status == 200  # those that are over are swept away


def test_whoever_only_looks_whether_the_page_is_there_begins_nothing(process: Process, store: Store) -> None:
    line = http.client.HTTPConnection("127.0.0.1", process.port, timeout=10)
    line.request("HEAD", "/slack/install")
    assert line.getresponse().status == 200
    line.close()
    with store.all_workspaces() as connection:
        assert connection.scalar(text("SELECT count(*) FROM slack_oauth_states")) == 0


def test_where_the_database_is_away_nothing_is_installed_and_the_page_says_so(
    browser: Browser, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("the server closed the connection unexpectedly"))

    monkeypatch.setattr(store.for_others.pool, "connect", away)
    page = browser.begin()
    assert (page.status, "try again in a minute" in page.words) == (503, True)


def test_a_team_that_is_not_invited_is_not_kept_and_its_token_is_given_back(
    slack: LocalSlack, county: LocalSlack, store: Store, start: Callable[..., Process]
) -> None:
    page = Browser(slack, start("T0LOCAL")).install(CAT)
    assert (page.status, "yours is not among them" in page.words) == (403, True)
    assert not county.installed
    assert county.calls_of("auth.revoke")
    assert tokens(store) == 0


# Being there.


def test_each_board_has_its_own_plan_and_people(slack: LocalSlack, county: LocalSlack, both: Workspace) -> None:
    assert FIGURE in answer(slack, "U1", "C1")
    theirs = answer(county, "U21", "C21")
    assert FIGURE not in theirs
    assert theirs
    assert both.slack_name == "county"
    for each, who in ((slack, "U1"), (county, "U21")):
        each.user(who).command("/steward", "help")
        each.user(who).open_home()
        each.wait_for(lambda each=each, who=who: each.user(who).home)
        each.settle()
        assert each.problems == []


def test_what_goes_out_by_itself_goes_to_each_board_s_own_people(
    slack: LocalSlack, county: LocalSlack, both: Workspace, process: Process, clock: StandingClock
) -> None:
    """Its officer's Home is made anew where something of it changed, with the token of that board."""
    ours = process.workspaces.for_team("T0LOCAL")
    for each, workspace, who in ((slack, ours, "U1"), (county, both, "U21")):
        matched(workspace, f"Officer of {who}", who, "officer")
        each.user(who).open_home()
        each.settle()
    before = [len(each.calls_of("views.publish")) for each in (slack, county)]
    with both.begin() as work:
        officers_homes(work, both.now())
    clock.advance(minutes=1)
    process.tick()
    assert [len(each.calls_of("views.publish")) for each in (slack, county)] == [before[0], before[1] + 1]
    assert county.calls_of("views.publish")[-1].args["user_id"] == "U21"


@pytest.mark.usefixtures("both")
def test_nobody_is_asked_who_we_are_for_a_request(slack: LocalSlack, county: LocalSlack) -> None:
    before = len(slack.calls_of("auth.test")) + len(county.calls_of("auth.test"))
    for _ in range(3):
        answer(slack, "U1", "C1")
        answer(county, "U21", "C21")
    assert len(slack.calls_of("auth.test")) + len(county.calls_of("auth.test")) == before


def test_before_its_plan_is_loaded_a_board_is_told_so(county: LocalSlack, process: Process, browser: Browser) -> None:
    browser.install(CAT)
    county.deliver_to(process.url)
    county.user("U21").open_home()
    county.wait_for(lambda: county.user("U21").home)
    home = county.user("U21").home
    assert home
    assert "No plan is held here yet. Whoever runs Steward loads one" in home.words
    assert answer(county, "U21", "C21").startswith("I hold no plan yet")


# Tokens that end.


def test_a_token_is_renewed_two_hours_before_its_end_by_requests_and_by_what_goes_out_by_itself(
    slack: LocalSlack, county: LocalSlack, process: Process, browser: Browser, store: Store
) -> None:
    slack.grants.rotation = True
    browser.install(CAT)
    county.deliver_to(process.url)
    for renew in (lambda: answer(county, "U21", "C21"), process.offices.sweep):
        end_in(store, SOON, process)
        before = len(slack.grants.tokens)
        renew()
        assert len(slack.grants.tokens) == before + 1
        slack.grants.tokens[before - 1].error = "token_expired"  # as the older one will be
        assert answer(county, "U21", "C21")
    assert tokens(store) == 2


def end_in(store: Store, seconds: float, *processes: Process) -> None:
    """So much is left of every token, and nobody has looked at one for a minute."""
    at = datetime.fromtimestamp(time.time() + seconds)  # noqa: DTZ006  as slack_sdk has it
    with store.all_workspaces(writes=True) as connection:
        connection.execute(slack_bots.update().values(bot_token_expires_at=at))
    for each in processes:
        each.seconds += 61


@pytest.mark.usefixtures("county")
def test_of_two_processes_that_renew_at_once_both_have_a_good_token(
    slack: LocalSlack, start: Callable[..., Process], store: Store
) -> None:
    slack.grants.rotation = True
    one, two = start(), start()
    Browser(slack, one).install(CAT)
    assert two.offices.every()
    slack.slow("oauth.v2.access", 0.05)
    end_in(store, SOON, one, two)
    with ThreadPoolExecutor(2) as hands:
        list(hands.map(lambda each: each.offices.sweep(), (one, two)))
    for each in (one, two):
        each.seconds += 61
        (office,) = [office for office in each.offices.every() if office.workspace.slack_team == "T2LOCAL"]
        assert office.client.auth_test()["ok"]
        assert office.client.token == next(token.value for token in reversed(slack.grants.tokens))


def test_where_slack_refuses_to_renew_the_token_serves_until_its_end(
    slack: LocalSlack, county: LocalSlack, process: Process, browser: Browser, store: Store, log: io.StringIO
) -> None:
    slack.grants.rotation = True
    browser.install(CAT)
    county.deliver_to(process.url)
    slack.grants.tokens[-1].refresh = ""  # Slack knows it no longer
    end_in(store, SOON, process)
    assert answer(county, "U21", "C21")
    assert "The token of T2LOCAL could not be renewed" in log.getvalue()
    slack.break_connection("oauth.v2.access", "before", times=3)
    process.seconds += 61
    assert answer(county, "U21", "C21")
    end_in(store, -1, process)
    assert process.offices.every() == []
    asked = len(slack.calls_of("oauth.v2.access"))
    assert process.offices.every() == []
    assert len(slack.calls_of("oauth.v2.access")) == asked  # once a minute is enough
    assert process.workspaces.for_team("T2LOCAL").removed_at is None  # nothing is deleted for this
    slack.mend()
    browser.install(CAT)
    assert answer(county, "U21", "C21")


@pytest.mark.usefixtures("county")
def test_what_slack_gave_for_a_token_is_held_on_to_until_the_database_has_it(
    slack: LocalSlack, process: Process, browser: Browser, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slack gives it once: the database may go away, or be full, in between."""

    def away(*_: object) -> None:
        raise DatabaseAway

    slack.grants.rotation = True
    browser.install(CAT)
    end_in(store, SOON, process)
    with monkeypatch.context() as trouble:
        trouble.setattr(process.offices._installations, "save_bot", away)
        for _ in range(2):
            process.offices.sweep()
            process.seconds += 61
    assert len(slack.grants.tokens) == 2
    slack.grants.tokens[0].error = "token_expired"
    end_in(store, -1, process)
    for _ in range(2):  # saved now, and found there
        assert county_token(process) == slack.grants.tokens[1].value
        process.seconds += 61
    assert len(slack.calls_of("oauth.v2.access")) == 2  # to install it, and to renew it
    assert process.offices._renewal._unsaved == {}


def county_token(process: Process) -> str | None:
    office = process.offices.of(Whose("T2LOCAL"))
    return office.client.token if office else None


@pytest.mark.usefixtures("county")
def test_a_token_is_not_renewed_while_another_process_is_at_it_or_the_database_is_away(
    slack: LocalSlack, process: Process, browser: Browser, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What renews it is good once: two that spend it at once, or one that cannot save what comes of it, may lose it."""

    @contextmanager
    def taken(_: str, *, wait: bool) -> Iterator[bool]:
        if wait:
            raise DatabaseAway
        yield False

    slack.grants.rotation = True
    browser.install(CAT)
    monkeypatch.setattr(process.offices._installations, "turn", taken)
    end_in(store, SOON, process)
    assert county_token(process) == slack.grants.tokens[0].value
    end_in(store, -1, process)
    with pytest.raises(DatabaseAway):
        county_token(process)
    assert len(slack.grants.tokens) == 1


@pytest.fixture
def lapsed(
    slack: LocalSlack,
    county: LocalSlack,
    workspace: Workspace,
    process: Process,
    browser: Browser,
    store: Store,
    log: io.StringIO,
) -> Person:
    """Cat, who has an answer and a form before her when the token of her board ends, and cannot be renewed."""
    assert workspace.slack_team == "T0LOCAL"
    slack.grants.rotation = True
    browser.install(CAT)
    theirs = process.workspaces.for_team("T2LOCAL")
    plans.import_plan(theirs, county_planfile())
    people.appoint_account(theirs, people.BY_COMMAND, "U21", Role.ADMIN, "Performance officer")
    county.deliver_to(process.url)
    cat = county.user("U21")
    cat.command("/steward", "how is the plan doing?", "C21")
    cat.open_home()
    county.wait_for(lambda: cat.home and cat.ephemerals)
    assert cat.home
    cat.click(cat.home, people_actions.OPEN)
    page = county.wait_for(lambda: cat.modal if cat.modal and cat.modal.title == "People and roles" else None)
    cat.click(page, people_actions.ADD)
    county.wait_for(lambda: cat.modal and cat.modal.title == "Add a post")
    slack.grants.tokens[-1].refresh = ""  # Slack knows it no longer
    slack.grants.expire()
    end_in(store, -1, process)
    process.offices.sweep()
    assert "The token of Slack workspace T2LOCAL has ended" in log.getvalue()
    return cat


ENDED = "Slack no longer lets Steward into this workspace."


def test_where_the_token_has_ended_whoever_waits_is_told_so_by_what_needs_none(
    county: LocalSlack, lapsed: Person, process: Process, log: io.StringIO
) -> None:
    answered, form = lapsed.ephemerals[-1], lapsed.modal
    assert form
    called = len(county.calls)
    lapsed.command("/steward", ASKED, "C21")
    county.settle()
    assert lapsed.ephemerals[-1].text.startswith(ENDED)
    lapsed.click(answered, "Share")
    county.settle()
    assert [each.text.startswith(ENDED) for each in lapsed.ephemerals] == [False, True, True]
    lapsed.submit(form, {"post": "Analyst"})
    county.settle()
    assert lapsed.modal
    assert ENDED in lapsed.modal.words
    lapsed.close(lapsed.modal)
    assert "Analyst" in str(form.values)  # what was typed still stands there
    assert lapsed.home
    lapsed.click(lapsed.home, "Refresh")
    county.settle()
    assert lapsed.notices == []
    assert county.problems == []
    assert len(county.calls) == called
    assert process.offices.without_token == 2  # with the City, which has not installed it
    assert "Slack workspace T2LOCAL has no token" in log.getvalue()


@pytest.mark.usefixtures("lapsed")
def test_what_was_asked_without_a_token_is_answered_where_slack_tells_of_it_again(
    county: LocalSlack, process: Process, browser: Browser
) -> None:
    county.timing.retries = ()  # it would come again at once, and after one and five minutes
    asked = county.user("U21").mention("C21", ASKED)
    county.settle()
    assert not asked.acked
    browser.install(CAT)
    assert process.offices.every()
    assert process.offices.without_token == 1
    county.redeliver(asked.event_id)
    county.settle()
    assert county.from_bot("C21")


def test_where_it_was_never_installed_whoever_asks_is_told_so(county: LocalSlack, process: Process) -> None:
    """Slack still shows the command for a moment after Steward was removed."""
    county.deliver_to(process.url)
    cat = county.user("U21")
    cat.command("/steward", ASKED, "C21")
    county.settle()
    assert cat.ephemerals[-1].text.startswith("Steward is not installed in this Slack workspace")
    asked = cat.mention("C21", ASKED)
    county.settle()
    assert asked.attempts == 1  # Slack need not come again
    assert county.calls == []


def test_a_token_that_slack_has_taken_back_is_told_in_the_same_words_and_events_come_again(
    slack: LocalSlack, both: Workspace, log: io.StringIO
) -> None:
    assert both
    amy = slack.user("U1")
    slack.grants.tokens[0].error = "token_revoked"  # and Slack has not said so
    amy.command("/steward", ASKED, "C1")
    slack.settle()
    assert amy.ephemerals[-1].text.startswith(ENDED)
    assert "Slack does not take the token of this workspace (" in log.getvalue()
    slack.timing.retries = ()
    asked = amy.mention("C1", ASKED)
    slack.settle()
    assert not asked.acked


@pytest.mark.usefixtures("both")
def test_where_the_database_does_not_say_whose_a_request_is_whoever_waits_is_told_to_try_again(
    slack: LocalSlack, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("the server closed the connection unexpectedly"))

    slack.timing.retries = ()
    with monkeypatch.context() as trouble:
        trouble.setattr(store.for_others.pool, "connect", away)
        slack.user("U1").command("/steward", ASKED, "C1")
        asked = slack.user("U1").mention("C1", ASKED)
        slack.settle()
    assert slack.user("U1").ephemerals[-1].text.startswith("The database is busy or cannot be reached just now.")
    assert not asked.acked
    assert FIGURE in answer(slack, "U1", "C1")


# Leaving, and coming back.


def test_where_it_is_removed_it_stops_at_once_in_every_process_and_no_token_is_kept(
    slack: LocalSlack, county: LocalSlack, both: Workspace, start: Callable[..., Process], store: Store
) -> None:
    other = start()
    assert len(other.offices.every()) == 2
    told_on(both)
    county.uninstall()
    county.settle()
    assert all(each.acked for each in county.deliveries), county.deliveries
    assert tokens(store) == 2  # the City's
    asked = len(county.calls)
    other.tick()
    other.offices.sweep()
    assert other.offices.of(Whose("T2LOCAL")) is None
    assert [each.workspace.slack_team for each in other.offices.every()] == ["T0LOCAL"]
    assert len(county.calls) == asked
    assert FIGURE in answer(slack, "U1", "C1")


def told_on(workspace: Workspace) -> None:
    """Something stands in the outbox of that board, and is due."""
    with workspace.begin() as work:
        outbox.plan(work, workspace.now(), Planned(key="k1", kind="nudge", channel="C21"))


def test_who_comes_back_finds_everything(
    slack: LocalSlack, county: LocalSlack, both: Workspace, process: Process, browser: Browser
) -> None:
    before = answer(county, "U21", "C21")
    county.uninstall()
    county.settle()
    left = process.workspaces.for_team("T2LOCAL").removed_at
    assert left is not None
    assert browser.install(CAT).status == 200
    back = process.workspaces.for_team("T2LOCAL")
    assert (back.id, back.removed_at) == (both.id, None)
    assert answer(county, "U21", "C21") == before
    assert len(slack.grants.tokens) == 3


@pytest.mark.usefixtures("both")
def test_where_it_is_put_back_at_once_every_process_has_the_new_token(
    county: LocalSlack, browser: Browser, start: Callable[..., Process]
) -> None:
    other = start()
    assert len(other.offices.every()) == 2
    county.uninstall()
    county.settle()
    browser.install(CAT)
    county.deliver_to(other.url)
    assert answer(county, "U21", "C21")


@pytest.mark.usefixtures("both")
def test_that_it_was_removed_before_it_came_back_is_of_no_importance(
    county: LocalSlack, process: Process, browser: Browser
) -> None:
    """Slack tells again what it could not deliver, for some five minutes."""
    gone = payloads.event(county.world, {"type": "app_uninstalled"})
    gone["event_time"] -= 60  # while nobody was there to be told
    browser.install(CAT)
    county.world.send(Delivery("events_api", gone))
    county.settle()
    assert process.workspaces.for_team("T2LOCAL").removed_at is None
    assert answer(county, "U21", "C21")


@pytest.mark.usefixtures("both")
def test_that_an_older_token_ended_is_no_farewell(county: LocalSlack, process: Process) -> None:
    """Slack tells of every token that ends, of those too that newer ones have replaced."""
    county.world.tell(payloads.event(county.world, {"type": "tokens_revoked", "tokens": {"bot": ["U0BOT"]}}))
    county.settle()
    assert process.workspaces.for_team("T2LOCAL").removed_at is None
    assert answer(county, "U21", "C21")


@pytest.mark.usefixtures("both")
def test_what_slack_could_not_tell_is_found_out_within_a_day(
    county: LocalSlack, process: Process, store: Store
) -> None:
    county.events.clear()  # as where nobody was there to be told
    county.uninstall()
    process.offices.look()
    assert process.workspaces.for_team("T2LOCAL").removed_at is not None
    assert process.workspaces.for_team("T0LOCAL").removed_at is None
    assert tokens(store) == 2


def test_what_was_left_is_deleted_after_its_time_with_a_line_in_the_log(
    county: LocalSlack, both: Workspace, process: Process, clock: StandingClock, log: io.StringIO
) -> None:
    county.uninstall()
    county.settle()
    clock.advance(days=29)
    clear_out(process.wired, process.offices)
    assert process.workspaces.for_team("T2LOCAL").id == both.id
    clock.advance(days=2)
    clear_out(process.wired, process.offices)
    assert [each.slack_team for each in process.workspaces.all()] == ["T0LOCAL"]
    assert f"Workspace {both.id} was removed 30 days ago or more and is deleted: " in log.getvalue()
    assert " figure, " in log.getvalue()
    clear_out(process.wired, process.offices)
    assert process.offices.of(Whose("T2LOCAL")) is None


@pytest.mark.usefixtures("both")
def test_one_boards_trouble_is_no_others(county: LocalSlack, process: Process, log: io.StringIO) -> None:
    county.fail("auth.test", "internal_error")
    process.offices.look()
    assert [each.removed_at for each in process.workspaces.all()] == [None, None]
    assert "The look of workspace" in log.getvalue()


# Enterprise Grid.


def test_each_workspace_of_an_organisation_is_a_board_of_its_own_from_its_first_request(
    slack: LocalSlack, process: Process, browser: Browser, store: Store
) -> None:
    with (
        slack.neighbour("T3LOCAL", "district", "E1LOCAL") as district,
        slack.neighbour("T4LOCAL", "borough", "E1LOCAL") as borough,
    ):
        boards = {district: ("U31", "C31"), borough: ("U41", "C41")}
        for each, (who, channel) in boards.items():
            each.add_user(who)
            each.add_channel(channel)
            each.deliver_to(process.url)
        page = browser.install("E1LOCAL U31")
        assert (page.status, "Steward is installed in E1LOCAL" in page.words) == (200, True)
        assert [each.slack_team for each in process.workspaces.all() if each.slack_team != "T0LOCAL"] == []
        for each, (who, channel) in boards.items():
            assert answer(each, who, channel)
        found = {each.slack_team: each for each in process.workspaces.all()}
        assert found["T3LOCAL"].id != found["T4LOCAL"].id
        assert found["T3LOCAL"].slack_enterprise == "E1LOCAL"
        assert tokens(store) == 2
        district.uninstall()  # by the organisation: from all of its workspaces
        for each in boards:
            each.settle()
        assert tokens(store) == 0
        found = {each.slack_team: each for each in process.workspaces.all()}
        assert found["T3LOCAL"].removed_at is not None
        assert found["T4LOCAL"].removed_at is not None


@pytest.mark.usefixtures("workspace")
def test_one_workspace_of_an_organisation_installs_it_for_itself(
    slack: LocalSlack, process: Process, browser: Browser, store: Store
) -> None:
    with (
        slack.neighbour("T3LOCAL", "district", "E1LOCAL") as district,
        slack.neighbour("T4LOCAL", "borough", "E1LOCAL") as borough,
    ):
        district.add_user("U31")
        district.add_channel("C31")
        borough.add_user("U41")
        assert browser.install("T3LOCAL U31").status == 200
        for each in (district, borough):
            each.deliver_to(process.url)
        assert answer(district, "U31", "C31")
        borough.user("U41").dm("help")  # where it is not installed, though its organisation is known
        borough.settle()
        assert borough.calls == []
        assert [each.slack_team for each in process.workspaces.all()] == ["T0LOCAL", "T3LOCAL"]
        district.uninstall()
        district.settle()
        assert tokens(store) == 0
