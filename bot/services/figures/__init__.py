"""Figures come in and are approved: the form, what is wrong with it, what is saved, the officer's queue."""

from __future__ import annotations

from bot.freshening import TAKEN
from bot.queueing import KIND as QUEUE
from bot.services.figures.approving import (
    SENT_BACK,
    approve,
    approve_clean,
    publish,
    queue,
    send_back,
    send_back_form,
)
from bot.services.figures.forming import form, next_form
from bot.services.figures.occasions import queue as queue_notice
from bot.services.figures.occasions import sent_back as sent_back_notice
from bot.services.figures.occasions import taken as taken_notice
from bot.services.figures.taking import Problems, keep, submit

__all__ = [
    "QUEUE",
    "SENT_BACK",
    "TAKEN",
    "Problems",
    "approve",
    "approve_clean",
    "form",
    "keep",
    "next_form",
    "publish",
    "queue",
    "queue_notice",
    "send_back",
    "send_back_form",
    "sent_back_notice",
    "submit",
    "taken_notice",
]
