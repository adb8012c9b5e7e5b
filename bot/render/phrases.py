"""Phrases of the templates, one at a time and as plain text: for papers, which are not made of Block Kit."""

from __future__ import annotations

import json

from bot.render.environment import template_named
from bot.render.escaping import without_entities


def phrase(template: str, macro: str, *facts: object) -> str:
    """What that macro of that template makes of the facts, as a reader sees it."""
    said = getattr(template_named(template).module, macro)(*facts)
    words: str = json.loads(f'"{said}"', strict=False)
    return without_entities(words).strip()
