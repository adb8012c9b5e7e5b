"""Refusals of board papers: an office's template, a cover that is too long, a file that cannot be written."""

from __future__ import annotations

from bot.domain.errors.base import Refused


class BadTemplate(Refused):
    """{name} cannot be used as a template: {problem}."""


class CoverTooLong(Refused):
    """The cover would take more than {pages} pages: shorten it by about {over} characters. Longest: {longest}."""


class NoSuchField(Refused):
    """A cover has no field "{name}". Its fields: {known}."""


class FieldTooLong(Refused):
    """{label} may have {room} characters; this has {length}."""


class FieldUnfit(Refused):
    """{label}: {problem}."""
