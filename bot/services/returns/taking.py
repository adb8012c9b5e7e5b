"""Figures of a sheet taken in once somebody has confirmed them: all of them or none, and never twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot import freshening, submitting
from bot.domain.acts import Act
from bot.domain.errors import ChangedMeanwhile, NoSuchAccount, NotYourSheet, OldButton, ReasonNeeded
from bot.domain.handing_in import Received, again
from bot.domain.return_notices import (
    ReturnDifference,
    ReturnDropped,
    ReturnReasonForm,
    ReturnRefused,
    ReturnSettled,
    ReturnTaken,
)
from bot.domain.taking_in import Outcome
from bot.services.returns import whose
from bot.services.returns.hands import Hands
from bot.services.returns.promising import promised
from bot.services.returns.reading import Looked, is_theirs, judged, look
from store import audit, intakes, stamps, standing
from store.intakes import DROPPED, TAKEN, WAITING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.domain.handing_in import Handed
    from bot.domain.notices import Notice
    from bot.domain.people import Someone
    from bot.domain.sheet import Book
    from bot.domain.taking_in import Taken
    from bot.rounds import Round
    from bot.workspace import Workspace
    from store.intakes import Intake
    from store.work import Work

BY_COMMAND = "steward receive"
NOT_TOLD = "held under embargo"


def difference(
    workspace: Workspace, book: Book, *, organisation: str = "", post: str = "", plan_name: str | None = None
) -> ReturnDifference | ReturnRefused:
    """What the sheet would change; nothing is kept of it. NoSuchHolder, NoPlanHeld."""
    with workspace.reading() as work:
        return _looked(workspace, work, book, organisation, post, plan_name).notice()


def receive(
    workspace: Workspace,
    book: Book,
    *,
    organisation: str = "",
    post: str = "",
    plan_name: str | None = None,
    reason: str = "",
    by: str = "",
) -> ReturnTaken | ReturnRefused:
    """Take the sheet in at once; ReasonNeeded where figures change that were approved, PersonalDetails, NoSuchAccount.

    Whoever confirms it is taken for who handed it in, too: what is theirs to supply, somebody else approves.
    """
    why = submitting.reason_of(reason, workspace.today())
    with workspace.begin() as work:
        stamps.alone(work)
        found = _looked(workspace, work, book, organisation, post, plan_name)
        if found.wrong:
            return ReturnRefused(file_name=book.name, wrong=found.wrong)
        if changed := [each for each in found.changes if each.outcome is Outcome.CHANGED and not why]:
            raise ReasonNeeded([_line(each) for each in changed])
        brought_by = standing.someone(work, by, found.round.plan.id, workspace.today()) if by else None
        if brought_by and brought_by.person is None:
            raise NoSuchAccount(account=by)
        hands = Hands(
            who=by or BY_COMMAND, file_name=book.name, brought_by=brought_by,
            enters=brought_by.person if brought_by else None, decides=True, reason=why,
        )  # fmt: skip
        return _take(workspace, work, found, hands)


def hand_in(workspace: Workspace, someone: Someone, book: Book) -> Notice:
    """A sheet that came by Slack: kept until it is confirmed, where nothing is wrong with it and something is new."""
    with workspace.begin() as work:
        round_ = whose.round_of(workspace, work)
        of = whose.everybody(round_) if someone.is_officer else whose.of_someone(round_, someone)
        found = look(workspace, work, round_, book, of, secrets=True)
        if found.wrong or not found.changes:
            return found.notice()
        return found.notice(intake_id=_keep(workspace, work, found, someone.slack_user, of.organisation_id))


def confirm(workspace: Workspace, someone: Someone, intake_id: int, reason: str = "") -> Notice | ReturnReasonForm:
    """Take in what was shown, if it would still change the same; else what it would change now, to be confirmed anew.

    Raises OldButton for a sheet that is not of this plan, NotYourSheet, PersonalDetails in the reason,
    ChangedMeanwhile where somebody may no longer supply what is in it.
    """
    why = submitting.reason_of(reason, workspace.today())
    with workspace.begin() as work:
        stamps.alone(work)
        intake, round_, uploader = _opened(workspace, work, someone, intake_id)
        if intake.state != WAITING:
            return ReturnSettled(file_name=intake.file_name, was_taken=intake.state == TAKEN)
        handed = again(intake.figures, round_.catalogue)
        of_others = any(not is_theirs(round_, by, each) for by in (someone, uploader) for each in handed)
        if len(handed) < len(intake.figures) or of_others:
            raise ChangedMeanwhile
        taken, wrong = judged(workspace, round_, handed, secrets=True)
        received = Received(file_name=intake.file_name, handed=handed)
        found = Looked(round=round_, received=received, taken=taken, wrong=wrong)
        if wrong or _seen(round_, handed) != [each["seen"] for each in intake.figures]:
            return _shown_anew(workspace, work, found, intake)
        changed = sum(each.outcome is Outcome.CHANGED for each in found.changes)
        if changed and not why:
            return ReturnReasonForm(intake_id=intake_id, file_name=intake.file_name, changed=changed)
        if not intakes.settle(work, intake_id, TAKEN, workspace.now()):
            return ReturnSettled(file_name=intake.file_name, was_taken=True)
        hands = Hands(
            who=someone.slack_user, file_name=intake.file_name, brought_by=uploader, enters=someone.person,
            decides=someone.is_officer, reason=why,
        )  # fmt: skip
        return _take(workspace, work, found, hands)


def drop(workspace: Workspace, someone: Someone, intake_id: int) -> ReturnDropped | ReturnSettled:
    """Nothing comes of the sheet. OldButton, NotYourSheet."""
    with workspace.begin() as work:
        stamps.alone(work)
        intake, _, _ = _opened(workspace, work, someone, intake_id)
        if not intakes.settle(work, intake_id, DROPPED, workspace.now()):
            return ReturnSettled(file_name=intake.file_name, was_taken=intake.state == TAKEN)
        return ReturnDropped(file_name=intake.file_name)


def _looked(
    workspace: Workspace, work: Work, book: Book, organisation: str, post: str, plan_name: str | None
) -> Looked:
    round_ = whose.round_of(workspace, work, plan_name)
    given = bool(organisation or post)
    of = whose.named(work, round_, organisation=organisation, post=post) if given else whose.everybody(round_)
    return look(workspace, work, round_, book, of)


def _opened(workspace: Workspace, work: Work, someone: Someone, intake_id: int) -> tuple[Intake, Round, Someone]:
    """The sheet that waits, for whoever handed it in or an officer; beside it who handed it in, as they stand now."""
    intake, round_ = intakes.get(work, intake_id), whose.round_of(workspace, work)
    if intake is None or intake.plan_id != round_.plan.id:
        raise OldButton
    if someone.slack_user != intake.uploaded_by and not someone.is_officer:
        raise NotYourSheet
    return intake, round_, standing.someone(work, intake.uploaded_by, round_.plan.id, workspace.today())


def _keep(workspace: Workspace, work: Work, found: Looked, by: str, organisation_id: int | None) -> int:
    handed = [each.handed for each in found.changes]
    seen = _seen(found.round, handed)
    return intakes.wait(
        work,
        plan_id=found.round.plan.id,
        file_name=found.received.file_name,
        figures=[each.kept() | {"seen": number} for each, number in zip(handed, seen, strict=True)],
        at=workspace.now(),
        organisation_id=organisation_id,
        uploaded_by=by,
    )


def _shown_anew(workspace: Workspace, work: Work, found: Looked, intake: Intake) -> Notice:
    """Figures have changed since the sheet was shown: that showing is over, and there may be a new one."""
    intakes.settle(work, intake.id, DROPPED, workspace.now())
    if found.wrong or not found.changes:
        shown = found.notice()
    else:
        shown = found.notice(intake_id=_keep(workspace, work, found, intake.uploaded_by, intake.organisation_id))
    return replace(shown, stale=True) if isinstance(shown, ReturnDifference) else shown


def _seen(round_: Round, handed: Iterable[Handed]) -> list[str]:
    """For each the latest revision and its state, and how often it was put off: what the difference rests on."""
    return [_standing(round_, each) for each in handed]


def _standing(round_: Round, handed: Handed) -> str:
    revisions = (each.figure for each in round_.figures.get(handed.series.id, ()))
    held = next((each for each in revisions if each.period == handed.period), None)
    promise = round_.promises.get((handed.indicator.id, handed.period.key))
    return f"{held.revision} {held.state}" if held else f"promised {promise.times}" if promise else ""


def _take(workspace: Workspace, work: Work, found: Looked, hands: Hands) -> ReturnTaken:
    now, asked, figures, promises = workspace.now(), 0, 0, 0
    if not found.changes:
        return ReturnTaken(file_name=found.received.file_name, figures=0, approval=found.round.rules.approval)
    for each in found.changes:
        if each.outcome is not Outcome.PROMISED:
            figures += len(submitting.write(work, found.round, hands.submission(found.round, each), now))
    for each in _once(found.changes):
        granted = promised(work, found.round, each, hands, now)
        promises, asked = promises + granted, asked + (not granted)
    freshening.freshen(work, {each.handed.indicator.id for each in found.changes}, now)
    audit.add(
        work,
        audit.Change(
            at=now, who=hands.who, what=Act.SHEET_TAKEN, subject="plan", subject_id=found.round.plan.id,
            new=f"{figures} figures, {promises + asked} promises", reason=hands.reason,
            person_id=hands.enters.id if hands.enters else None, origin=found.received.file_name,
        ),
    )  # fmt: skip
    return ReturnTaken(
        file_name=found.received.file_name, figures=figures, promises=promises, asked=asked,
        approval=found.round.rules.approval,
    )  # fmt: skip


def _once(changes: Iterable[Taken]) -> Iterable[Taken]:
    """One promise for an indicator's period, however many of its lines give one: the latest day."""
    found: dict[tuple[int, str], Taken] = {}
    for each in changes:
        key = each.handed.indicator.id, each.handed.period.key
        if each.until and (key not in found or found[key].until < each.until):  # type: ignore[operator]  # both are promises
            found[key] = each
    return found.values()


def _line(taken: Taken) -> str:
    handed = taken.handed
    name = f"{handed.indicator.code} {handed.indicator.title}".strip()[:60]
    line = f" ({handed.series.name})" if handed.series.name else ""
    old = NOT_TOLD if taken.secret else taken.held.as_printed if taken.held else ""
    new = taken.entered.as_printed if taken.entered else ""
    return f"{handed.at.label}, {name}{line}, {handed.period.label}: {old} -> {new}"
