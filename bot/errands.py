"""What a thread is at: a request, a tick or a delivery, and whose; each line of the log written meanwhile says it.

Errors that people are told of bear the reference of the errand they happened in, so that one word leads to every line.
"""

from __future__ import annotations

import secrets
import time
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Given = ParamSpec("Given")
Result = TypeVar("Result")
LETTERS = "BCDFGHJKLMNPQRSTVWXYZ23456789"  # none that is read as another, no vowels to make words
DONE, LATER, FAILED, UNFIT = "done", "later", "failed", "unfit"  # how a request may end; there are others
NEWS = "news"  # the kind of what asks nothing: our own post, a changed account


def new_reference() -> str:
    """Short enough to read out over the telephone: K7Q-4MW."""
    drawn, letters = secrets.randbelow(len(LETTERS) ** 6), []
    for _ in range(6):
        drawn, letter = divmod(drawn, len(LETTERS))
        letters.append(LETTERS[letter])
    return f"{''.join(letters[:3])}-{''.join(letters[3:])}"


@dataclass(slots=True)
class Errand:
    """Filled in as it becomes known. Nothing of it is typed by anybody: kinds and outcomes are words of ours."""

    kind: str
    workspace: int | None = None
    person: str = ""  # a Slack id
    outcome: str = ""  # until it ends: DONE, or what was said of it before
    reference: str = field(default_factory=new_reference)
    began: float = field(default_factory=time.perf_counter)

    @property
    def seconds(self) -> float:
        """Since it began."""
        return time.perf_counter() - self.began

    @contextmanager
    def at_hand(self) -> Iterator[Errand]:
        """In this thread, and wherever a copy of its context goes."""
        token = _at_hand.set(self)
        try:
            yield self
        finally:
            _at_hand.reset(token)


_at_hand: ContextVar[Errand | None] = ContextVar("errand", default=None)


def at_hand() -> Errand | None:
    return _at_hand.get()


def reference() -> str:
    """That of the errand at hand; a new one where there is none."""
    errand = _at_hand.get()
    return errand.reference if errand else new_reference()


def about(*, kind: str = "", workspace: int | None = None, person: str = "") -> None:
    """What has become known of the errand at hand."""
    errand = _at_hand.get()
    if errand is not None:
        errand.kind = kind or errand.kind
        errand.workspace = errand.workspace if workspace is None else workspace
        errand.person = person or errand.person


def carried(act: Callable[Given, Result]) -> Callable[Given, Result]:
    """The same act, to be done in another thread as part of what this one is at."""
    return partial(copy_context().run, act)


def comes_to(outcome: str) -> None:
    """How the errand at hand ends; whoever says it last is right."""
    errand = _at_hand.get()
    if errand is not None:
        errand.outcome = outcome
