"""Who is who: who makes a request, whose accounts are matched, who holds which role, and who is let in."""

from __future__ import annotations

from bot.services.people.standing import who

__all__ = ["who"]
