"""What comes of a rollover's sheet that was handed over: the difference, what is wrong with it, or that it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.domain.problems import Problem
    from bot.domain.rolling.steps import Steps
    from bot.domain.rounds import Owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the sheet would change; nothing of it is kept."""

    file_name: str
    steps: Steps
    still_out: tuple[Owed, ...] = ()  # figures that the round waits for of what ends: nobody will be asked for them


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """All that is wrong with the sheet."""

    file_name: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedOn:
    """The next version is in force, by this sheet: now, or `before`."""

    file_name: str
    plan: str
    label: str
    before: bool = False
