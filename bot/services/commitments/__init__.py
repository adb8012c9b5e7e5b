"""Actions and risks as their owners and officers change them."""

from __future__ import annotations

from bot.services.commitments.action_forms import action_form, submit_action
from bot.services.commitments.registers import actions, risks
from bot.services.commitments.risk_forms import risk_form, submit_risk

__all__ = ["action_form", "actions", "risk_form", "risks", "submit_action", "submit_risk"]
