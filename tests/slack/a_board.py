"""A board in the middle of its year with somebody in each part: whoever may do a thing, and whoever may not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bot.domain import freezing
from bot.domain.actions import ActionKind
from bot.domain.kinds import State
from bot.domain.reporting import ReportState
from bot.domain.return_notices import ReturnDifference
from bot.domain.returning import Column
from bot.services import figures as queued
from bot.services import people as who
from bot.services import plan as plans
from bot.services import reports as made
from bot.services import returns
from bot.services.reminders.planning import ESCALATION
from store import admissions, aliases, bodies, figures, leads, outbox, people, requests, tables
from store.admissions import GUEST, OUTSIDER, Admission
from store.figures import Provenance
from store.ids import new_id
from store.outbox import Planned
from store.requests import HAND_OVER, Request
from tests.builders import a_figure, a_period, city_planfile
from tests.conftest import LONDON
from tests.returned import filled, read
from tests.slack import office

if TYPE_CHECKING:
    from bot.domain.planfile import PlanFile
    from bot.local import LocalSlack
    from bot.workspace import Workspace
    from store.work import Work

NOW = datetime(2014, 6, 10, 10, 0, tzinfo=LONDON)  # after the freeze for 2 July, before its papers
JULY, MAY = date(2014, 7, 2), date(2014, 5, 7)
Q4, LAST = "Q2013.4", a_period("Q4 2013/14")
CODES = ("CP-8", "CP-7", "CP-10", "CIN-8")
SECRET = "41.7%"  # a figure that waits for approval
ADMIN, OFFICER, OWNER, LEAD, ANOTHER_OWNER, ANOTHER_LEAD = "U1", "U2", "U3", "U4", "U5", "U6"
READER, GUEST_IN, GUEST_OUT, ELSEWHERE_IN, ELSEWHERE_OUT, CLOSED = "U8", "U10", "U11", "U12", "U13", "U14"
ELSEWHERE = "T9OTHER"
WHO = {  # everybody, as the table calls them
    ADMIN: "an admin",
    OFFICER: "a performance officer",
    OWNER: "the owner of it",
    LEAD: "the lead of it",
    ANOTHER_OWNER: "the owner of another indicator",
    ANOTHER_LEAD: "the lead of another objective, who chairs the board",
    READER: "a reader",
    GUEST_IN: "a guest let in",
    ELSEWHERE_IN: "somebody of another organisation, let in to what they own",
    GUEST_OUT: "a guest not let in",
    ELSEWHERE_OUT: "somebody of another organisation, not let in",
    CLOSED: "an admin and owner whose account is closed",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The ids of what the acts are about: all of it the owner's, or the lead's."""

    plan: int
    measure: int  # whose figure is owed
    waiting: int  # whose figure waits for approval
    waiting_seen: int  # what stands for its revisions
    another: int  # of another owner
    series: int  # of that one
    revised: int  # the series whose figure is another than the report says
    objective: int
    organisation: int
    person: int
    alias: int
    request: Request
    draft: int  # a report on its way, its revision being 1
    held: int  # another one, held back
    telling: int  # another one on its way, with a headline that says a number hidden from the public
    published: int
    escalation: int
    action: int
    risk: int
    sheet: bytes  # a return of the owner's, filled in
    intake: int  # a sheet of the owner's with a figure
    change: int  # another, with a figure in place of one that was approved


def people_of(slack: LocalSlack) -> None:
    """Everybody's account."""
    for user, words in WHO.items():
        traits: dict[str, Any] = {"is_restricted": True} if user in {GUEST_IN, GUEST_OUT} else {}
        traits |= {"team_id": ELSEWHERE} if user in {ELSEWHERE_IN, ELSEWHERE_OUT} else {}
        slack.add_user(user, f"person{user.lower()}", real_name=words.title(), **traits)
    slack.user(CLOSED).deactivate()
    outside = [ELSEWHERE_IN, ELSEWHERE_OUT]
    slack.add_channel("C1", "board", members=[each for each in WHO if each not in outside])
    slack.add_channel("C9", "partners", is_ext_shared=True, members=outside)


def a_plan() -> PlanFile:
    """Five indicators of the City's, of three owners; of four of them the last figure is still owed."""
    city = city_planfile()
    few = [each for each in city.indicators if each.code in CODES or each.title.startswith("Robbery")]
    owed = [_without_last(each) if each.code else each for each in few]
    return replace(city, indicators=tuple(owed), aliases=())


def _without_last(indicator: Any) -> Any:  # noqa: ANN401  an indicator as a file gives it
    lines = (
        replace(line, figures=tuple(each for each in line.figures if each.period != LAST)) for line in indicator.series
    )
    return replace(indicator, series=tuple(lines))


def settled(workspace: Workspace) -> Board:
    """The board as it stands at NOW."""
    plans.import_plan(workspace, a_plan())
    plan = office.plan_id(workspace)
    owner, lead = _people(workspace)
    found = {code: office.an_indicator_of(workspace, code) for code in (*CODES, "")}
    with workspace.begin() as work:
        catalogue = workspace.catalogue(work)
        assert catalogue
        body = bodies.bodies(work, catalogue.plan)[0]
        bodies.put(work, plan, replace(body, channel="C1", meetings=(JULY,)))
        action, risk = _tasks(work, plan, owner)
    late, revised, waiting = (found[code].series[0].id for code in ("CIN-8", "", "CP-7"))
    drafted, kept, telling, out = _reports(workspace, plan, late, revised)
    measure = found["CP-8"].id
    sheet, intake, change = _sheets(workspace, found["CP-10"].series[0].id)
    with workspace.begin() as work:
        figures.add(work, a_figure(SECRET, "Q4 2013/14", waiting, state=State.SUBMITTED), NOW, _by(owner))
    (line,) = queued.queue(workspace, who.who(workspace, OFFICER)).lines
    with workspace.begin() as work:
        request = Request(plan_id=plan, kind=HAND_OVER, measure_id=measure, asked_by=owner, wanted={"slack_user": "U5"})
        requests.ask(work, request, NOW)
        aliases.propose(work, "old plans", measure, OWNER, NOW)
        (alias,), (asked,) = aliases.proposed(work), requests.open_ones(work, plan)
        return Board(
            plan=plan, measure=measure, waiting=found["CP-7"].id, another=found["CIN-8"].id, series=late,
            organisation=next(iter(people.organisations(work))), person=owner, alias=alias.id, request=asked,
            objective=next(each.id for each in catalogue.objectives if each.key == ("operational", 1)),
            draft=drafted, held=kept, telling=telling, published=out, revised=revised, action=action, risk=risk,
            escalation=_note_to(work, lead, owner, measure), waiting_seen=line.seen,
            sheet=sheet, intake=intake, change=change,
        )  # fmt: skip


def _sheets(workspace: Workspace, changed: int) -> tuple[bytes, int, int]:
    """A return of the owner's, filled in; and that two were handed in and wait to be confirmed."""
    owner = who.who(workspace, OWNER)
    made = returns.owed_by_someone(workspace, owner)
    with workspace.begin() as work:
        figures.add(work, a_figure("96.0%", "Q4 2013/14", changed, state=State.APPROVED), NOW)
    why = {Column.COMMENT: "Two families moved."}
    sheets = [filled(made, {code: {Column.VALUE: value} | why}) for code, value in (("CP-8", "3.1"), ("CP-10", "95.0"))]
    said = [returns.hand_in(workspace, owner, read(each)) for each in sheets]
    first, second = (each.intake_id or 0 for each in said if isinstance(each, ReturnDifference))
    return sheets[0], first, second


def _by(owner: int) -> Provenance:
    return Provenance(supplied_by=owner, entered_by=owner)


def _note_to(work: Work, lead: int, owner: int, measure: int) -> int:
    """A note to a lead that waits for an officer's word; its owner heard of it yesterday."""
    before, facts = "2014-06-09", {"items": [[measure, Q4]]}
    told = Planned(key=f"{outbox.NUDGE}:{owner}:{before}", kind=outbox.NUDGE, person_id=owner, facts=facts)
    note = Planned(key="note", kind=ESCALATION, channel="C1", facts=facts | {"lead": lead, "on": "2014-06-10"})
    outbox.plan(work, NOW, told, note)
    return next(each.id for each in outbox.every(work) if each.key == "note")


def _people(workspace: Workspace) -> tuple[int, int]:
    """Everybody's post and role; the ids of the owner and of the lead."""
    office.matched(workspace, "Chief officer", ADMIN, "admin")
    office.matched(workspace, "Performance officer", OFFICER, "officer")
    owner = office.matched(workspace, "Named officer 02", OWNER)
    office.matched(workspace, "Named officer 01", ANOTHER_OWNER)
    police = office.matched(workspace, "Police analyst", ELSEWHERE_IN)
    office.matched(workspace, "Former officer", CLOSED, "admin", "officer")
    first, second = office.matched(workspace, "Lead", LEAD), office.matched(workspace, "Chair", ANOTHER_LEAD, "chair")
    robbery = office.owned(workspace, "", police).id
    plan = office.plan_id(workspace)
    with workspace.begin() as work:
        leads.appoint(work, plan, "operational", 1, first)
        leads.appoint(work, plan, "operational", 7, second)
        for account, kind, ticked in ((GUEST_IN, GUEST, ()), (ELSEWHERE_IN, OUTSIDER, (robbery,))):
            admissions.admit(work, Admission(slack_user=account, kind=kind, measure_ids=frozenset(ticked), at=NOW))
    return owner, first


def _tasks(work: Work, plan: int, owner: int) -> tuple[int, int]:
    """An action and a risk of the owner's."""
    action, risk = new_id(), new_id()
    theirs = {"plan_id": plan, "level": "operational", "number": 1, "owner_person_id": owner, "changed_at": NOW}
    work.add(tables.Action, {"id": action, "kind": ActionKind.ACTION, "title": "Train the staff", "due": MAY} | theirs)
    work.add(tables.Risk, {"id": risk, "reference": "R1", "title": "Posts stay unfilled"} | theirs)
    scored = {"on": date(2014, 2, 1), "likelihood": 4, "impact": 5, "recorded_at": NOW}
    work.add(tables.RiskScore, {"id": new_id(), "risk_id": risk} | scored)
    return action, risk


def _reports(workspace: Workspace, plan: int, late: int, corrected: int) -> tuple[int, ...]:
    """One on its way, one that is held, one that is out: after which a figure came, and another changed."""
    facts = made.compose(workspace, period=LAST)
    drafted, kept, telling, out = (new_id() for _ in range(4))
    rows = (
        (drafted, JULY, {}),
        (kept, date(2014, 10, 1), {"held": True}),
        (telling, date(2014, 11, 5), {"headlines": ["Robbery: 3 offences"]}),
        (out, MAY, {"state": ReportState.PUBLISHED, "channel": "C1", "ts": "1.5", "published_at": NOW}),
    )
    frozen = freezing.freeze(facts)
    with workspace.begin() as work:
        for number, meeting, given in rows:
            about = {"plan_id": plan, "board": facts.board, "meeting": meeting, "period": LAST.key, "composed_at": NOW}
            work.add(tables.Report, {"id": number, "snapshot": frozen, "public": frozen} | about | given)
        for series, printed, revision in ((late, "70.3%", 1), (corrected, "56", 2)):
            figures.add(work, a_figure(printed, "Q4 2013/14", series, state=State.APPROVED, revision=revision), NOW)
        figures.add(work, replace(a_figure("3", "Q1 2012/13", corrected), value=Decimal(3)), NOW)
    return drafted, kept, telling, out
