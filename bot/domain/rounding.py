"""Rounds numbers for people: halves up, and only for display."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

_ENOUGH = Context(prec=200, rounding=ROUND_HALF_UP)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """A value to so many decimals, halves away from zero, so that a fall reads like the rise of the same size.

    Source: the Department for Education's advice to round fives up, not to the nearest even number. For negative
    numbers it leaves the choice; ours keeps the size of a change the same whichever way it went.

    >>> rounded(Decimal("2.25"), 1), rounded(Decimal("-2.25"), 1), rounded(Decimal("0.125"), 2)
    (Decimal('2.3'), Decimal('-2.3'), Decimal('0.13'))
    """
    with localcontext(_ENOUGH):
        return value.quantize(Decimal(1).scaleb(-decimals))


def share(part: int, whole: int, decimals: int = 1) -> Decimal | None:
    """A part of a whole in per cent, rounded once; None of nothing.

    >>> share(4, 24), share(1, 1), share(0, 0)
    (Decimal('16.7'), Decimal('100.0'), None)
    """
    if not whole:
        return None
    steps = Fraction(part * 100 * 10**decimals, whole)
    return Decimal(int(steps + Fraction(1, 2))).scaleb(-decimals)
