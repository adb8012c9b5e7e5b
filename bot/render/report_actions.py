"""What the report's buttons and forms are called; each carries the report's id and the revision that was seen."""

from __future__ import annotations

import re
from typing import Final

from bot.render.round_actions import id_value, read_id, read_request, request_value

__all__ = [
    "cover_value",
    "figure_value",
    "id_value",
    "read_cover",
    "read_figure",
    "read_id",
    "read_seen",
    "read_words",
    "seen_value",
    "words_value",
]

REPORT: Final = "report."  # every id of the report begins so
PREVIEW: Final = f"{REPORT}preview"
EDIT: Final = f"{REPORT}edit"
EDIT_FORM: Final = f"{REPORT}edit_form"
WORDS_FORM: Final = f"{REPORT}words_form"  # what is to be looked at before it is signed off
QUESTIONS: Final = f"{REPORT}questions"  # opens what is worth a second look
HOLD: Final = f"{REPORT}hold"
RELEASE: Final = f"{REPORT}release"
PUBLISH: Final = f"{REPORT}publish"  # signs it off
SUPPLEMENT: Final = f"{REPORT}supplement"
CORRECT: Final = f"{REPORT}correct"
CORRECT_FORM: Final = f"{REPORT}correct_form"
WITHDRAW: Final = f"{REPORT}withdraw"
WITHDRAW_FORM: Final = f"{REPORT}withdraw_form"
CHANNEL: Final = f"{REPORT}channel"  # opens the form, from Home
CHANNEL_FORM: Final = f"{REPORT}channel_form"
BRIEF: Final = f"{REPORT}brief"
COVER: Final = f"{REPORT}cover"
COVER_FORM: Final = f"{REPORT}cover_form"

_WORDS = re.compile(r"(.{3,60}):([0-9a-f]{16})")
_COVER = re.compile(r"([1-9][0-9]{0,18}):([0-9a-f]{16})")
_FIGURE = re.compile(r"([1-9][0-9]{0,18}):([YQCATM][0-9.*]{4,12}):([1-9][0-9]{0,8})")


def cover_value(report_id: int, seen: str) -> str:
    """The report whose cover it is, and what stands for the cover as it was seen."""
    return f"{report_id}:{seen}"


def read_cover(value: str) -> tuple[int, str]:
    """What `cover_value` wrote; ValueError for anything else."""
    found = _COVER.fullmatch(value)
    if not found:
        raise ValueError("no cover")
    return int(found[1]), found[2]


def words_value(report_id: int, revision: int, looked: str) -> str:
    """The report as it was seen, and what stands for the sentences that were shown of it."""
    return f"{seen_value(report_id, revision)}:{looked}"


def read_words(value: str) -> tuple[int, int, str]:
    """What `words_value` wrote; ValueError for anything else."""
    found = _WORDS.fullmatch(value)
    if not found:
        raise ValueError("no words")
    return (*read_seen(found[1]), found[2])


def figure_value(series_id: int, period_key: str, revision: int) -> str:
    """A figure as it is approved now, as the value of an option."""
    return f"{series_id}:{period_key}:{revision}"


def read_figure(value: str) -> tuple[int, str, int]:
    """What `figure_value` wrote; ValueError for anything else."""
    found = _FIGURE.fullmatch(value)
    if not found:
        raise ValueError("no figure")
    return int(found[1]), found[2], int(found[3])


seen_value = request_value
read_seen = read_request
