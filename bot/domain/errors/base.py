"""What every refusal is: an outcome for people, whose class says it in its docstring."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818  it is an outcome for people, not a fault of the program
    """That cannot be done."""

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(" ".join((type(self).__doc__ or "").split()).format(**facts))


class OvertakenError(Exception):
    """Somebody else has the event in hand by now: say nothing, they will."""
