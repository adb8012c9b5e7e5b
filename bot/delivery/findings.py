"""What may stand in a delivery's way, raised by whoever finds it and settled by whoever holds the delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

DEACTIVATED, NO_ACCOUNT = "account deactivated", "no account"
FATE_UNKNOWN, GIVEN_UP = "fate unknown", "given up"


class NotYet(Exception):  # noqa: N818  nothing is wrong
    """It may go out from then on."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class Needless(Exception):  # noqa: N818  a finding
    """There is nothing left to say, or it has been said."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


class Unreachable(Exception):  # noqa: N818  a finding
    """The person it is for cannot be written to."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Impossible(Exception):  # noqa: N818  a finding
    """It will never arrive."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
