"""A report's papers, made when they are to be sent and uploaded into its thread, each once.

Slack takes a file in three steps (docs.slack.dev/messaging/working-with-files, uploading), and shows it with the last.
Which file it is is kept before that one, so that after a breakdown Slack can be asked whether it stands there.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from slack_sdk.errors import SlackApiError

from bot.delivery import files
from bot.delivery.findings import Impossible, Needless
from bot.delivery.refusals import code_of
from bot.domain.errors import Refused
from bot.domain.published import Paper
from bot.services import reports

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slack_sdk import WebClient

    from bot.delivery.hold import Hold
    from bot.delivery.posting import Spot
    from bot.domain.covers import Cover
    from bot.domain.report_posts import Corrected as ToldOf
    from bot.domain.reporting import ReportFacts
    from bot.papers import Corrected
    from bot.services.reports import ToIssue

GONE = {"file_not_found", "file_deleted"}
NOT_TOLD = {"missing_scope", "no_permission"}


def attach(client: WebClient, hold: Hold, spot: Spot) -> None:
    """Put the paper into the thread, unless it stands there. Needless where there is none to issue; Impossible."""
    told = reports.to_issue(hold.workspace, hold.delivery)
    if told is None:
        raise Needless
    if told.begun and _stands(client, told.begun.file_id, spot):
        hold.issued(told.begun)
        return
    content = _made(told)
    hold.go_on()
    file_id = files.upload(client, told.name, content)
    paper = Paper(
        report_id=told.report.id,
        kind=told.kind,
        name=told.name,
        sha256=sha256(content).hexdigest(),
        file_id=file_id,
        version=told.version,
    )
    hold.about_to_issue(paper, spot.channel)
    if told.begun:  # whoever slept in the very call that shows it may have woken since we looked
        remove(client, told.begun.file_id)
    hold.in_time()
    files.show(client, spot, file_id, told.name)
    if not hold.issued(paper) and not hold.is_kept(paper):  # we slept there, and another file is the paper by now
        remove(client, file_id)


def check_pages(facts: ReportFacts, cover: Cover) -> None:
    """Raises CoverTooLong for a cover that would take more pages than it may."""
    from bot import papers  # noqa: PLC0415  as below

    papers.check_pages(facts, cover)


def remove(client: WebClient, file_id: str) -> None:
    """Taken away twice it is gone all the same."""
    try:
        client.files_delete(file=file_id)
    except SlackApiError as refused:
        if code_of(refused) not in GONE:
            raise


def _made(paper: ToIssue) -> bytes:
    from bot import papers  # noqa: PLC0415  Word and Excel take half a second to load, which no other message needs

    try:
        if paper.kind == "word":
            return papers.word(paper.facts, paper.cover)
        if paper.kind == "supplement":
            return papers.supplement(paper.facts, paper.came)
        return papers.excel(paper.facts, corrections=[_corrected(each) for each in paper.corrected])
    except Refused as refused:
        raise Impossible(str(refused)) from None


def _corrected(each: ToldOf) -> Corrected:
    from bot.papers import Corrected  # noqa: PLC0415  as above

    said = each.correction
    return Corrected(
        indicator=each.indicator,
        series=each.series,
        period=said.period.label,
        was=said.was,
        now=said.now,
        on=each.on,
        why=said.why,
    )


def _stands(client: WebClient, file_id: str, spot: Spot) -> bool:
    """Whether the file that was on its way is in the channel; one that may still come is taken away first."""
    try:
        file = client.files_info(file=file_id)["file"]
    except SlackApiError as refused:
        if code_of(refused) in GONE:
            return False
        if code_of(refused) not in NOT_TOLD:
            raise
        file = {}
    if spot.channel in _places(file):
        return True
    remove(client, file_id)
    return False


def _places(file: Mapping[str, object]) -> set[str]:
    """The conversations that a file is in (docs.slack.dev/reference/objects/file-object)."""
    shares = file.get("shares")
    by_kind = shares.values() if isinstance(shares, dict) else ()
    named = (*by_kind, *(file.get(name) for name in ("channels", "groups", "ims")))
    return {str(channel) for each in named if isinstance(each, dict | list) for channel in each}
