"""The words that cross processes, and the forms that names and numbers have."""

import re
from enum import Enum, IntEnum
from typing import Final

LONGEST_SHOWN: Final = 200
"""Characters of a bad value that a message repeats."""

_ENVIRONMENT = re.compile(r"[a-z][a-z0-9-]{0,31}")
_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,17}")


class Mode(IntEnum):
    """What an order may do, from the loosest to the strictest."""

    LIVE = 1
    REDUCED = 2
    PAPER = 3
    MONITORING = 4
    HALTED = 5


class Action(IntEnum):
    """How far a stop goes; each includes the ones before it."""

    HALT = 1
    CANCEL = 2
    FLATTEN = 3


class Side(Enum):
    """Which way an order trades."""

    BUY = "BUY"
    SELL = "SELL"


def shown(value: object) -> str:
    """Returns a value for a message, cut so that a huge one does no harm."""
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"


def checked_environment(text: str) -> str:
    """Returns the environment, or raises ValueError naming value and bound."""
    if not _ENVIRONMENT.fullmatch(text):
        raise ValueError(
            "environment must be a lower-case letter and up to 31 of a-z, 0-9 and '-' but was: "
            + shown(text)
        )
    return text


def checked_name(what: str, text: str) -> str:
    """Returns a component, stop or instance id, or raises ValueError naming value and bound."""
    if not _NAME.fullmatch(text):
        raise ValueError(
            f"{what} must be 1 to 64 of letters, digits, '.', '_' and '-' but was: {shown(text)}"
        )
    return text


def whole(text: str) -> int:
    """Returns a whole number from 0 in its one form, or raises ValueError."""
    if not _WHOLE.fullmatch(text):
        raise ValueError(
            f"number must be 1 to 18 digits without leading zeros but was: {shown(text)}"
        )
    return int(text)
