"""What Slack takes and refuses: placeholder until the whole rule book stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.local.things import JSON

MODAL_STACK = 3
VIEW_BYTES = 250_000


@dataclass(frozen=True)
class Verdict:
    """Slack's error for a payload and its reasons; no error where it would be taken."""

    error: str = ""
    reasons: tuple[str, ...] = ()


def check_message(blocks: Sequence[object], *, charts: bool) -> Verdict:
    chart = any(isinstance(block, dict) and block.get("type") == "data_visualization" for block in blocks)
    return Verdict("invalid_blocks") if len(blocks) > 50 or (chart and not charts) else Verdict()


def check_view(view: JSON, *, charts: bool) -> Verdict:
    return check_message(view.get("blocks", [])[:50], charts=charts)
