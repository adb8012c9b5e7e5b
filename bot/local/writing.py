"""What an app wants to say, checked: the same for messages, answers to commands and response_urls."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.local import limits
from bot.local.reading import words_of
from bot.local.things import JSON
from bot.local.world import World

TRUNCATED_TEXT = 40_000  # docs.slack.dev/reference/methods/chat.postMessage
MARKDOWN_TEXT = 12_000  # the same page
MOST_ATTACHMENTS = 100  # the same page


@dataclass(frozen=True)
class Draft:
    """Words and blocks as they would be posted, or the error that stands against them."""

    text: str = ""
    blocks: list[JSON] = field(default_factory=list)
    attachments: list[JSON] = field(default_factory=list)
    error: str = ""
    reasons: tuple[str, ...] = ()
    truncated: bool = False


def draft_of(world: World, args: Mapping[str, object], *, longest_text: int | None = None) -> Draft:
    text, markdown = str(args.get("text") or ""), str(args.get("markdown_text") or "")
    blocks, attachments = args.get("blocks") or [], args.get("attachments") or []
    if not (isinstance(blocks, list) and isinstance(attachments, list)):
        return Draft(error="invalid_blocks_format")
    faults = {
        "no_text": not (text or markdown or blocks or attachments),
        "markdown_text_conflict": bool(markdown and (text or blocks)),
        "msg_too_long": len(markdown) > MARKDOWN_TEXT or bool(longest_text and len(text) > longest_text),
        "too_many_attachments": len(attachments) > MOST_ATTACHMENTS,
    }
    if any(faults.values()):
        return Draft(error=next(name for name, found in faults.items() if found))
    verdict = limits.check_message(blocks, charts=world.charts)
    if verdict.error:
        return Draft(error=verdict.error, reasons=verdict.reasons)
    if blocks and not text:
        world.problem("accessibility", "a message with blocks and no text: screen readers hear what Slack makes of it")
        text = " ".join(words_of(blocks))
    words = text or markdown
    return Draft(words[:TRUNCATED_TEXT], blocks, attachments, truncated=len(words) > TRUNCATED_TEXT)
