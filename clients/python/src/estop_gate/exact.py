"""Decimal arithmetic that never rounds: Python's usual context would, at 28 digits."""

import re
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal, Inexact, InvalidOperation
from typing import Final

from .words import shown

EXACT: Final = Context(
    prec=MAX_PREC, Emin=MIN_EMIN, Emax=MAX_EMAX, traps=[InvalidOperation, Inexact]
)

_PLAIN = re.compile(r"[0-9]{1,38}(\.[0-9]{1,38})?")
_MOST_DIGITS: Final = 38
"""Before and behind the point: more than any venue trades, few enough to add at once."""


def plain_decimal(text: str) -> Decimal:
    """Returns a number of 0 or more in plain digits, or raises ValueError."""
    if not _PLAIN.fullmatch(text):
        raise ValueError(f"must be a plain decimal number but was: {shown(text)}")
    return Decimal(text)


def quantity_of(what: str, value: Decimal | int) -> Decimal:
    """Returns an exact quantity; raises TypeError for a float, ValueError for one out of bounds."""
    if isinstance(value, bool) or not isinstance(value, (Decimal, int)):
        raise TypeError(
            f"{what} must be a Decimal or int, for a float is not exact, but was: {shown(value)}"
        )
    number = Decimal(value)
    if not number.is_finite() or _digits_exceeded(number):
        raise ValueError(
            f"{what} must be finite with at most {_MOST_DIGITS} digits on each side of the point"
            f" but was: {shown(value)}"
        )
    return number


def _digits_exceeded(number: Decimal) -> bool:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)  # noqa: S101 - finite, so no letter
    return exponent < -_MOST_DIGITS or (number != 0 and number.adjusted() >= _MOST_DIGITS)
