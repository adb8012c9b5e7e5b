"""A figure given in Slack: the form opens at once, looks before it takes, and loses nothing that was typed."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from decimal import Decimal
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from bot.domain.kinds import State
from bot.domain.model import Figure, Marker, Missing
from bot.render import round_actions
from bot.services import figures as figures_taken
from bot.services.figures import taking
from store import audit, figures, rules
from tests.builders import a_period
from tests.conftest import LONDON
from tests.slack.office import ENTER, Q4, filled, held, matched, opened, owned, plan_id, pressed, sent, told

if TYPE_CHECKING:
    from io import StringIO

    from bot.domain.model import Indicator
    from bot.local import View
    from bot.workspace import Workspace
    from tests.conftest import StandingClock
    from tests.slack.steward import Steward

MISSED = {"value": "86.5%", "comment": "A clinic was closed."}
MET = {"value": "91.0%"}


@pytest.fixture
def amy(workspace: Workspace) -> int:
    return matched(workspace, "Named officer 03", "U1")


@pytest.fixture
def ben(workspace: Workspace) -> int:
    return matched(workspace, "Named officer 05", "U2", "officer")


@pytest.fixture
def access(workspace: Workspace, amy: int) -> Indicator:
    """Early access to maternity services: 88.5% last year, 90.0% or higher wanted, Q4 owed."""
    return owned(workspace, "NI 126", amy)


def given(workspace: Workspace, indicator: Indicator, printed: dict[str, str], state: State = State.PUBLISHED) -> None:
    """Figures of its first series, as if they had been reported before."""
    made = [
        Figure(series_id=indicator.series[0].id, period=a_period(when), as_printed=value,
               value=Decimal(value.strip("%")), state=state)
        for when, value in printed.items()
    ]  # fmt: skip
    with workspace.begin() as work:
        figures.add_all(work, made, workspace.now())


def submitted(steward: Steward, indicator: Indicator, **entries: object) -> View | None:
    """The form filled in, looked at and submitted; what stands there then."""
    preview = sent(steward, "U1", opened(steward, "U1", indicator), **entries)
    assert preview
    assert preview.title == "Check and submit", (preview.errors, preview.words)
    return sent(steward, "U1", preview)


def test_the_form_opens_at_once_and_shows_what_is_known(steward: Steward, access: Indicator) -> None:
    form = opened(steward, "U1", access)
    first, second = (each for each in steward.slack.calls if each.method in {"views.open", "views.update"})
    assert first.args["view"]["title"]["text"] == "One moment"
    assert second.args["view"]["callback_id"] == "figure.form"
    for words in ("NI 126", "Q2 89.4%", "90.0% or higher for 2013/14", "Q4 2013/14", "Due 19 May 2014", "Check"):
        assert words in form.words
    assert json.loads(form.body["private_metadata"]) == {"m": access.id, "p": Q4}


def test_a_figure_is_shown_judged_before_it_is_saved(
    steward: Steward, workspace: Workspace, access: Indicator, amy: int
) -> None:
    preview = sent(steward, "U1", opened(steward, "U1", access), **MISSED)
    assert preview
    assert "86.5% in Q4 2013/14. Target missed (90.0% or higher). Worse than" in preview.words
    assert held(workspace, access) == ()
    done = sent(steward, "U1", preview)
    assert done
    assert done.title == "Saved"
    (revision,) = held(workspace, access)
    assert (revision.figure.value, revision.figure.comment) == (Decimal("86.5"), "A clinic was closed.")
    assert revision.figure.state is State.SUBMITTED
    assert (revision.provenance.supplied_by, revision.provenance.entered_by) == (amy, amy)


@pytest.mark.usefixtures("ben")
def test_it_is_confirmed_in_a_message_and_the_officers_are_told(steward: Steward, access: Indicator) -> None:
    submitted(steward, access, **MISSED)
    steward.drain()
    (message,) = told(steward, "U1")
    assert message.text.startswith("Saved: Early access for women to maternity services (NI 126), Q4 2013/14.\n86.5%")
    assert "It waits for Named officer 05 to approve it." in message.text
    (queue,) = told(steward, "U2")
    assert "86.5% in Q4 2013/14. Target missed" in queue.text


def test_the_change_is_in_the_audit_from_the_form(steward: Steward, workspace: Workspace, access: Indicator) -> None:
    submitted(steward, access, **MET)
    with workspace.reading() as work:
        (change,) = (each for each in audit.of_measure(work, access.id) if each.origin == "form")
    assert (change.what, change.who) == ("figure submitted", "U1")
    assert change.new == "Q4 2013/14: 91.0%"


WRONG: list[tuple[dict[str, str], str, str]] = [
    ({}, "value", "Enter a figure"),
    ({"value": "about 90"}, "value", "one number alone"),
    ({"value": "90,5"}, "value", "Use a point for decimals"),
    ({"value": "£90"}, "value", "another unit"),
    ({"value": "900%"}, "value", "between 0 and 100"),
    ({"value": "tbc"}, "value", "Not available until"),
    ({"numerator": "12"}, "denominator", "Give both numbers"),
    ({"numerator": "12", "denominator": "0"}, "denominator", "The whole is 0"),
    ({"numerator": "12", "denominator": "11"}, "numerator", "larger than the whole"),
    ({"value": "91", "numerator": "33", "denominator": "120"}, "value", "come to 27.5%"),
    ({"value": "86.5%"}, "comment", "misses its target"),
    ({"value": "n/a"}, "comment", "Say why"),
    ({"value": "91%", "source": "http://example.org/x"}, "source", "https://"),
    ({"value": "91%", "source": "our spreadsheet"}, "source", "https://"),
    ({"value": "91%", "comment": "See 943 476 5919"}, "comment", "an NHS number"),
    ({"value": "91%", "comment": "Jamie Smith, 12 March 2004"}, "comment", "name with a date of birth"),
    ({"value": "91%", "source": "https://example.org/?q=jo@example.org"}, "source", "an email address"),
]


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_saved(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    form = opened(steward, "U1", access)
    nothing = dict.fromkeys(("value", "numerator", "denominator", "comment", "source"), "")
    for entries, field, words in WRONG:
        assert sent(steward, "U1", form, **nothing | entries) is form, entries
        ((where, said),) = form.errors.items()
        assert where.split(":")[0] == field, entries
        assert words in said
    assert held(workspace, access) == ()


def test_what_was_noticed_of_a_person_is_repeated_nowhere(
    steward: Steward,
    access: Indicator,
    log: Any,  # noqa: ANN401  a page of the log
) -> None:
    form = opened(steward, "U1", access)
    sent(steward, "U1", form, value="91%", comment="See 943 476 5919")
    assert "943" not in " ".join(form.errors.values())
    assert "943 476" not in log.getvalue()


def test_a_rate_is_worked_out_and_kept_with_its_numbers(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    preview = sent(steward, "U1", opened(steward, "U1", access), numerator="1,000", denominator="1,099")
    assert preview
    assert "91.0% in Q4 2013/14. Target met" in preview.words
    sent(steward, "U1", preview)
    (revision,) = held(workspace, access)
    assert (revision.figure.numerator, revision.figure.denominator) == (1000, 1099)
    assert str(revision.figure.value).startswith("90.99181")
    again = json.dumps(opened(steward, "U1", access).body)
    assert '"initial_value": "1000"' in again
    assert '"initial_value": "1099"' in again


def test_whoever_pressed_too_long_ago_for_a_form_to_open_is_told_to_press_again(
    steward: Steward, access: Indicator, log: StringIO
) -> None:
    steward.slack.fail("views.open", "expired_trigger_id")
    pressed(steward, "U1", ENTER, round_actions.item_value(access.id, Q4))
    assert not steward.slack.user("U1").modal
    (told,) = steward.slack.ephemerals("U1")
    assert told.text == "Slack gives three seconds to open a form, and this took longer. Please press it again."
    assert "Traceback" not in log.getvalue()


def test_of_what_stands_out_it_must_be_said_whether_it_is_right(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    given(workspace, access, {f"Q{n} 2012/13": f"8{n % 2}.0%" for n in (1, 2, 3, 4)})
    form = opened(steward, "U1", access)
    assert sent(steward, "U1", form, value="99.95%") is form
    assert list(form.errors) == ["comment"]
    preview = sent(steward, "U1", form, value="99.95%", comment="A new way of counting.")
    assert preview
    assert (
        "A change of 10.55 percentage points, from 89.4% in Q2 2013/14 to 99.95%, is unusually large" in preview.words
    )
    assert "99.95% has more decimals than this line" in preview.words
    asked = [block for block in preview.blocks if block["block_id"].startswith("confirm:")]
    assert [block.get("optional") for block in asked] == [None, None], "Slack refuses by itself what is left open"
    first, second = (block["block_id"] for block in asked)
    sent(steward, "U1", preview, **{first: "right", second: "changed"})
    assert preview.errors == {second: "Say that it is right, or change the figure."}
    assert held(workspace, access) == ()
    sent(steward, "U1", preview, **{first: "right", second: "right"})
    assert len(held(workspace, access)) == 1


def test_what_is_said_to_be_right_is_the_figure_that_was_shown(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    given(workspace, access, {f"Q{n} 2012/13": f"8{n % 2}.0%" for n in (1, 2, 3, 4)})
    preview = sent(steward, "U1", opened(steward, "U1", access), value="99.9", comment="New.")
    assert preview
    (asked,) = (block["block_id"] for block in preview.blocks if block["block_id"].startswith("confirm:"))
    again = sent(steward, "U1", preview, value="9.9", **{asked: "right"})
    assert again
    assert "9.9% in Q4" in again.words
    (now,) = (block["block_id"] for block in again.blocks if block["block_id"].startswith("confirm:"))
    assert now != asked
    sent(steward, "U1", again, **{now: "changed"})
    assert again.errors
    assert held(workspace, access) == ()


def test_what_was_changed_after_the_preview_is_shown_again(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    preview = sent(steward, "U1", opened(steward, "U1", access), **MET)
    assert preview
    again = sent(steward, "U1", preview, value="92.0%")
    assert again
    assert again.title == "Check and submit"
    assert "92.0% in Q4" in again.words
    assert held(workspace, access) == ()
    sent(steward, "U1", again)
    assert held(workspace, access)[0].figure.as_printed == "92.0%"


def test_what_was_refused_stands_in_the_form_when_it_opens_again(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    form = opened(steward, "U1", access)
    sent(steward, "U1", form, value="6,5", comment="Half a year", source="https://example.org/a")
    steward.slack.user("U1").close(form)
    steward.slack.settle()
    again = opened(steward, "U1", access)
    assert "What you typed before stands in the fields" in again.words
    written = {block["block_id"].split(":")[0]: block["element"].get("initial_value") for block in again.blocks
               if block["type"] == "input" and "element" in block}  # fmt: skip
    assert (written["value"], written["comment"], written["source"]) == ("6,5", "Half a year", "https://example.org/a")
    assert submitted(steward, access, value="91.5%", comment="A whole year")
    assert "What you typed before" not in opened(steward, "U1", access).words
    assert held(workspace, access)[0].figure.as_printed == "91.5%"


def test_trouble_while_saving_keeps_what_was_typed_and_the_form(
    steward: Steward, workspace: Workspace, access: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = sent(steward, "U1", opened(steward, "U1", access), **MET)
    assert preview
    with monkeypatch.context() as broken:
        broken.setattr(taking.submitting, "write", lambda *_: 1 / 0)
        said = sent(steward, "U1", preview)
    assert said
    assert "Something went wrong" in said.words
    assert [view.title for view in steward.slack.user("U1").modals] == ["Check and submit", said.title]
    assert held(workspace, access) == ()
    again = opened(steward, "U1", access)
    assert "91.0%" in json.dumps(again.body)


def test_a_form_sent_twice_saves_once(steward: Steward, workspace: Workspace, access: Indicator) -> None:
    preview = sent(steward, "U1", opened(steward, "U1", access), **MET)
    assert preview
    steward.slack.user("U1").submit(preview, {})
    delivery = steward.slack.deliveries[-1]
    steward.slack.settle()
    assert steward.receive(delivery.payload) == 200
    assert len(held(workspace, access)) == 1
    steward.drain()
    assert len(told(steward, "U1")) == 1


def test_next_goes_on_to_what_is_owed_next(steward: Steward, workspace: Workspace, access: Indicator, amy: int) -> None:
    other = owned(workspace, "NI 053a", amy)
    done = submitted(steward, access, **MET)
    assert done
    assert "You still owe 1 figure; the next is Percentage of infants being breastfed" in done.words
    steward.slack.user("U1").click(done, round_actions.FIGURE_NEXT)
    form = steward.slack.wait_for(lambda: (view := steward.slack.user("U1").modal) and "Enter" in view.title and view)
    assert form
    assert json.loads(form.body["private_metadata"])["m"] == other.id
    steward.drain()
    (message,) = told(steward, "U1")
    assert "Next you owe" in message.text
    steward.slack.user("U1").click(message, round_actions.FIGURE_NEXT)
    assert filled(steward, "U1").title == "Enter a figure"


def test_an_approved_figure_is_revised_only_with_a_reason(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    given(workspace, access, {"Q4 2013/14": "91.0%"})
    form = opened(steward, "U1", access)
    assert "A figure is in; a new one replaces it" in form.words
    assert sent(steward, "U1", form, value="92.0%") is form
    assert list(form.errors) == ["reason"]
    preview = sent(steward, "U1", form, value="92.0%", reason="A clinic reported late.")
    assert preview
    sent(steward, "U1", preview)
    old, new = held(workspace, access)
    assert (old.figure.as_printed, old.figure.state) == ("91.0%", State.PUBLISHED)
    assert (new.figure.as_printed, new.provenance.reason) == ("92.0%", "A clinic reported late.")
    assert new.figure.markers == {Marker.REVISED}


def test_a_final_figure_after_a_provisional_one_needs_no_reason(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    submitted(steward, access, value="91.0%", status="provisional")
    (provisional,) = held(workspace, access)
    assert provisional.figure.markers == {Marker.PROVISIONAL}
    with workspace.begin() as work:
        figures.move(work, provisional.figure, State.APPROVED)
    done = submitted(steward, access, value="91.2%", status="final")
    assert done
    assert held(workspace, access)[-1].figure.markers == {Marker.REVISED}


def test_the_same_again_is_nothing_to_save(steward: Steward, workspace: Workspace, access: Indicator) -> None:
    submitted(steward, access, **MET)
    form = opened(steward, "U1", access)
    sent(steward, "U1", form)
    assert "Nothing would change" in next(iter(form.errors.values()))
    assert len(held(workspace, access)) == 1


def test_not_applicable_is_no_figure_but_an_answer(steward: Steward, workspace: Workspace, access: Indicator) -> None:
    preview = sent(steward, "U1", opened(steward, "U1", access), value="n/a", comment="The service ended.")
    assert preview
    assert "not applicable, so nothing is judged" in preview.words
    sent(steward, "U1", preview)
    with workspace.reading() as work:
        latest = figures.history(work, access.series[0].id)[-1]
    assert (latest.figure.missing, latest.figure.comment) == (Missing.NOT_APPLICABLE, "The service ended.")


@pytest.mark.usefixtures("ben")
def test_a_plan_without_approval_takes_figures_as_approved(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    with workspace.begin() as work:
        held_rules = rules.rules(work, plan_id(workspace))
        rules.set_rules(work, plan_id(workspace), type(held_rules)(approval=False))
    done = submitted(steward, access, **MET)
    assert done
    assert "An officer looks" not in done.words
    assert held(workspace, access)[0].figure.state is State.APPROVED
    steward.drain()
    assert told(steward, "U2") == []


def test_an_embargo_is_unfolded_with_what_was_typed_and_kept_with_the_figure(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    form = opened(steward, "U1", access)
    form.values[f"value:{access.series[0].id}"] = {"entry": {"type": "plain_text_input", "value": "91.0%"}}
    steward.slack.user("U1").click(form, round_actions.FIGURE_EMBARGO)
    steward.slack.settle()
    assert "Not to be seen until" in form.words
    past, later = int(datetime(2014, 7, 1, tzinfo=UTC).timestamp()), datetime(2014, 7, 9, 8, 30, tzinfo=UTC)
    assert sent(steward, "U1", form, embargo=past) is form
    assert list(form.errors) == ["embargo"]
    preview = sent(steward, "U1", form, embargo=int(later.timestamp()))
    assert preview
    sent(steward, "U1", preview)
    (revision,) = held(workspace, access)
    assert revision.provenance.embargoed_until == later
    steward.drain()
    assert "see it until 09:30 on 9 July 2014" in told(steward, "U1")[0].text
    with workspace.reading() as work:
        assert "91.0" not in str(audit.of_measure(work, access.id))


@pytest.mark.parametrize("who", ["U2", "U3"])
def test_nobody_else_gets_the_form(steward: Steward, workspace: Workspace, access: Indicator, who: str) -> None:
    """Ben owns another indicator; Gus is a guest whom nobody let in."""
    owned(workspace, "NI 053a", matched(workspace, "Named officer 05", "U2"))
    pressed(steward, who, ENTER, round_actions.item_value(access.id, Q4))
    user = steward.slack.user(who)
    if who == "U2":
        shown = filled(steward, who)
        assert "not yours to report" in shown.words
    else:
        assert user.modal is None
    assert "88.5" not in str(user.modals)


def test_a_form_says_whose_it_is_and_is_not_believed(steward: Steward, workspace: Workspace, access: Indicator) -> None:
    """Ben's own form, with another indicator in what it carries."""
    mine = owned(workspace, "NI 053a", matched(workspace, "Named officer 05", "U2"))
    form = opened(steward, "U2", mine)
    form.body["private_metadata"] = round_actions.item_value(access.id, Q4)
    said = sent(steward, "U2", form, value="91.0")
    assert said
    assert "not yours to report" in said.words
    assert held(workspace, access) == held(workspace, mine) == ()


@pytest.mark.parametrize("value", ['{"m":1,"p":"Q2013.4"}', "nonsense"])
def test_what_the_plan_does_not_hold_is_no_form(steward: Steward, access: Indicator, value: str) -> None:
    form = opened(steward, "U1", access)
    form.body["private_metadata"] = value
    said = sent(steward, "U1", form, value="91.0")
    assert said
    assert "no longer works" in said.words


def test_fields_of_other_series_and_periods_are_not_believed(
    steward: Steward, workspace: Workspace, access: Indicator, amy: int
) -> None:
    other = owned(workspace, "NI 053a", amy)
    form = opened(steward, "U1", access)
    (block,) = (each for each in form.blocks if each["block_id"].startswith("value:"))
    block["block_id"] = f"value:{other.series[0].id}"
    sent(steward, "U1", form, **{block["block_id"]: "91.0"})
    assert held(workspace, other) == held(workspace, access) == ()


def test_who_is_no_owner_any_more_is_refused_at_the_last_moment(
    steward: Steward, workspace: Workspace, access: Indicator
) -> None:
    preview = sent(steward, "U1", opened(steward, "U1", access), **MET)
    assert preview
    owned(workspace, "NI 126", None)
    said = sent(steward, "U1", preview)
    assert said
    assert "not yours to report" in said.words
    assert held(workspace, access) == ()


def test_a_form_that_cannot_be_made_says_so_with_a_reference(
    steward: Steward,
    access: Indicator,
    log: Any,  # noqa: ANN401  a page of the log
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("bot.services.figures.form", lambda *_: 1 / 0)
    said = opened(steward, "U1", access)
    reference = re.search(r"reference (\w{3}-\w{3})", said.words)
    assert reference
    assert f"Trouble {reference[1]} with a form." in log.getvalue()


def test_a_form_that_was_closed_while_it_was_made_is_no_trouble(
    steward: Steward,
    access: Indicator,
    log: Any,  # noqa: ANN401  a page of the log
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate, noted, made = Event(), Event(), figures_taken.form

    def slowly(*asked: Any) -> object:  # noqa: ANN401  as the form is asked for
        gate.wait(5)
        return made(*asked)

    monkeypatch.setattr("bot.services.figures.form", slowly)
    monkeypatch.setattr("bot.delivery.forms.log.warning", lambda *_: noted.set())
    pressed(steward, "U1", ENTER, round_actions.item_value(access.id, Q4))
    amy = steward.slack.user("U1")
    assert amy.modal
    assert amy.modal.title == "One moment"
    amy.close(amy.modal)
    gate.set()
    assert noted.wait(5)
    assert amy.modal is None
    assert "Trouble" not in log.getvalue()


def test_the_form_takes_words_for_a_judgement(steward: Steward, workspace: Workspace, access: Indicator) -> None:
    series = access.series[0].id
    judged = [
        Figure(series_id=series, period=a_period(when), as_printed="Good", text="Good")
        for when in ("2011/12", "Q1 2013/14", "Q2 2013/14")
    ]
    with workspace.begin() as work:
        figures.add_all(work, judged, workspace.now())
    form = opened(steward, "U1", access)
    assert "The judgement, such as Good." in form.words
    sent(steward, "U1", form, value="7")
    assert "a judgement in words" in next(iter(form.errors.values()))
    preview = sent(steward, "U1", form, value="Outstanding", comment="At last.")
    assert preview
    sent(steward, "U1", preview)
    with workspace.reading() as work:
        latest = figures.history(work, series)[-1].figure
    assert (latest.text, latest.value) == ("Outstanding", None)


def test_a_reminder_leads_to_the_form_and_is_changed_once_the_figure_is_in(
    steward: Steward, workspace: Workspace, clock: StandingClock, access: Indicator, amy: int
) -> None:
    other = owned(workspace, "NI 053a", amy)
    clock.set(datetime(2014, 5, 19, 10, 0, tzinfo=LONDON))
    steward.tick()
    (reminder,) = told(steward, "U1")
    assert "NI 126" in reminder.text
    assert "NI 053a" in reminder.text
    value = round_actions.item_value(access.id, Q4)
    steward.slack.user("U1").click(reminder, ENTER, value=value)
    preview = sent(steward, "U1", filled(steward, "U1"), **MET)
    assert preview
    sent(steward, "U1", preview)
    clock.advance(minutes=1)
    steward.drain()
    changed = next(each for each in told(steward, "U1") if each.ts == reminder.ts)
    assert value not in str(changed.blocks)
    assert round_actions.item_value(other.id, Q4) in str(changed.blocks)
