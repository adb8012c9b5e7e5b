"""A report's papers, made when they are to be sent and uploaded into its thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.delivery.findings import Impossible, Needless
from bot.domain.errors import Refused
from bot.services import reports

if TYPE_CHECKING:
    from slack_sdk import WebClient

    from bot.delivery.posting import Spot
    from bot.services.reports import ToIssue
    from bot.workspace import Workspace
    from store.outbox import Delivery


def made(workspace: Workspace, delivery: Delivery) -> tuple[ToIssue, bytes]:
    """The paper and its content; Needless where there is none to issue, Impossible where it cannot be made."""
    from bot import papers  # noqa: PLC0415  Word and Excel take half a second to load, which no other message needs

    paper = reports.to_issue(workspace, delivery)
    if paper is None:
        raise Needless
    try:
        content = papers.word(paper.facts, paper.cover) if paper.kind == "word" else papers.excel(paper.facts)
    except Refused as refused:
        raise Impossible(str(refused)) from None
    return paper, content


def upload(client: WebClient, spot: Spot, paper: ToIssue, content: bytes) -> str:
    """The id of the file in Slack (docs.slack.dev/messaging/working-with-files, uploading)."""
    answer = client.files_upload_v2(
        channel=spot.channel, thread_ts=spot.thread_ts, filename=paper.name, title=paper.name, content=content
    )
    return str(answer["files"][0]["id"])
