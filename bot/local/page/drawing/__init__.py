"""Draws what an app says in Block Kit as HTML that anybody can read and work, by eye, by ear or by keyboard."""

from bot.local.page.drawing.pen import Pen

__all__ = ["Pen"]
