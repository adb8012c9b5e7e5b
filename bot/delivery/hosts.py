"""Where Slack is: its own hosts over HTTPS, or the address that the Web API itself is configured to be at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from slack_sdk import WebClient

_SLACK = re.compile(r"(?:[a-z0-9-]+\.)*slack\.com", re.IGNORECASE)


def is_slacks(url: str, client: WebClient) -> bool:
    """Over HTTPS from slack.com or a host below it; or from where the Web API itself is configured to be."""
    try:
        parts, api = urlsplit(url), urlsplit(client.base_url)
        here = (parts.scheme, parts.hostname, parts.port)
        if here == (api.scheme, api.hostname, api.port) and parts.username is None:
            return True
    except ValueError:  # a port that is no number
        return False
    of_slack = parts.hostname is not None and bool(_SLACK.fullmatch(parts.hostname))
    return parts.scheme == "https" and of_slack and parts.port in {None, 443} and parts.username is None
