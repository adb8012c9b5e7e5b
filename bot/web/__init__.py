"""The HTTP edge: Slack's signed requests come in here, and whoever watches over Steward looks in."""

from bot.web.requests import SlackRequests
from bot.web.serving import Server
from bot.web.site import site

__all__ = ["Server", "SlackRequests", "site"]
