"""The highlight report: composed from what a plan holds, signed off, posted, put right and withdrawn."""

from __future__ import annotations

from bot.services.reports.briefing import asks_for_brief, brief, brief_notice, send_brief
from bot.services.reports.channels import channel_form
from bot.services.reports.composing import compose, cover, facts
from bot.services.reports.correcting import (
    correct,
    correct_form,
    corrected_notice,
    withdraw,
    withdraw_form,
    withdrawn_notice,
)
from bot.services.reports.covering import cover_changed, cover_form
from bot.services.reports.deciding import next_hour, plan_for_today
from bot.services.reports.issuing import ToIssue, to_issue
from bot.services.reports.signing import edit, headlines_form, hold, preview, questions_form, release, sign_off
from bot.services.reports.supplementing import post_supplement, supplement_notice
from bot.services.reports.telling import draft_notice, post_notice, preview_notice, unsent_notice
from bot.services.reports.wording import in_paper, words_form

__all__ = [
    "ToIssue",
    "asks_for_brief",
    "brief",
    "brief_notice",
    "channel_form",
    "compose",
    "correct",
    "correct_form",
    "corrected_notice",
    "cover",
    "cover_changed",
    "cover_form",
    "draft_notice",
    "edit",
    "facts",
    "headlines_form",
    "hold",
    "in_paper",
    "next_hour",
    "plan_for_today",
    "post_notice",
    "post_supplement",
    "preview",
    "preview_notice",
    "questions_form",
    "release",
    "send_brief",
    "sign_off",
    "supplement_notice",
    "to_issue",
    "unsent_notice",
    "withdraw",
    "withdraw_form",
    "withdrawn_notice",
    "words_form",
]
