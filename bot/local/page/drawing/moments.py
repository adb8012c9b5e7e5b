"""Moments in words: Slack's tokens for dates and times, in the zone of who reads, as a reader in Britain has them.

docs.slack.dev/reference/block-kit/block-elements/date-element and docs.slack.dev/messaging/formatting-message-text.
"""

import re
from datetime import datetime, timedelta, tzinfo

_TOKEN = re.compile(r"\{(\w+)\}")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
_PLAIN = {"date_pretty": "date", "date_short_pretty": "date_short", "date_long_pretty": "date_long"}
_SPANS = ((365 * 86_400, "year"), (30 * 86_400, "month"), (86_400, "day"), (3_600, "hour"), (60, "minute"))


def moment(timestamp: object, zone: tzinfo) -> datetime | None:
    """The moment in that zone; none where the timestamp is not one."""
    try:
        return datetime.fromtimestamp(float(str(timestamp)), zone)
    except (ValueError, OverflowError, OSError):
        return None


def in_words(when: datetime, tokens: str, now: datetime | None = None) -> str:
    """The format with each token filled in; one that Slack does not know stands as it is written."""
    return _TOKEN.sub(lambda found: _written(found[1], when, now) or found[0], tokens)


def _written(token: str, when: datetime, now: datetime | None) -> str:
    near = _NEAR.get((when.date() - now.astimezone(when.tzinfo).date()).days, "") if now else ""
    if token == "day_divider_pretty":  # noqa: S105 - a part of a format
        return near or (_dates(when)["date_long"] if not now or now.year != when.year else _day_of_year(when))
    if token in _PLAIN:
        return near or _dates(when)[_PLAIN[token]]
    if token == "ago":  # noqa: S105 - a part of a format
        return _ago(when - now) if now else _dates(when)["date_long_full"]
    return _dates(when).get(token, "")


def _day_of_year(when: datetime) -> str:
    return f"{_DAYS[when.weekday()]}, {when.day} {_MONTHS[when.month - 1]}"


def _dates(when: datetime) -> dict[str, str]:
    month = _MONTHS[when.month - 1]
    return {
        "date_num": f"{when:%Y-%m-%d}",
        "date_slash": f"{when:%d/%m/%Y}",
        "date": f"{when.day} {month}",
        "date_short": f"{when.day} {month[:3]} {when.year}",
        "date_long": f"{_day_of_year(when)} {when.year}",
        "date_long_full": f"{when.day} {month} {when.year}",
        "time": f"{when:%H:%M}",
        "time_secs": f"{when:%H:%M:%S}",
    }


def _ago(apart: timedelta) -> str:
    seconds = abs(apart.total_seconds())
    for length, name in _SPANS:
        if seconds >= length:
            count = int(seconds // length)
            span = f"{count} {name}{'' if count == 1 else 's'}"
            return f"in {span}" if apart > timedelta() else f"{span} ago"
    return "just now"
