"""What the gate says to one order."""

from dataclasses import dataclass
from enum import Enum
from typing import Final


class DenialReason(Enum):
    """Why an order is denied; the words that stand in logs and in docs/PROTOCOL.md."""

    STATE_UNKNOWN = "the gate has not read the board yet"
    STATE_STALE = "the last answer of Redis is too old"
    STATE_UNREADABLE = "the board is missing, damaged, or older than one seen before"
    STATE_UNCONFIRMED = "no keeper's lease stands behind the board"
    HALTED = "a stop holds the order's scope"
    REDUCE_LANE_CLOSED = "a stop holds it, and reducing orders may not pass either"
    MONITORING = "recovery watches; nobody trades"
    USE_PAPER = "recovery trades on the paper venue only"
    OVER_REDUCED_LIMIT = "more than the reduced share of a limit"
    NO_LIMITS = "reduced, and no limits are registered for the component"
    NOT_EXITED = "this thread or task has an order inside"
    TOO_MANY_INSIDE = "1,000 admissions are open"
    CLOSED = "the gate was closed"


class OrderDenied(Exception):  # noqa: N818 - the word is denied, and nothing went wrong
    """Raised by `Verdict.require` for an order that may not be sent."""

    def __init__(self, reason: DenialReason) -> None:
        super().__init__(f"{reason.name}: {reason.value}")
        self.reason: Final = reason


@dataclass(frozen=True, slots=True)
class Verdict:
    """Allowed, or denied with a reason. As a condition it is true only when allowed."""

    reason: DenialReason | None
    by_reduce_lane: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the order may be sent."""
        return self.reason is None

    def require(self) -> None:
        """Raises OrderDenied unless allowed."""
        if self.reason is not None:
            raise OrderDenied(self.reason)

    def __bool__(self) -> bool:
        return self.reason is None

    def __str__(self) -> str:
        return "ALLOWED" if self.reason is None else f"DENIED {self.reason.name}"


ALLOWED: Final = Verdict(None)
ALLOWED_BY_REDUCE_LANE: Final = Verdict(None, by_reduce_lane=True)
_DENIED: Final = {reason: Verdict(reason) for reason in DenialReason}


def denied(reason: DenialReason) -> Verdict:
    """Returns the verdict of that reason, made once."""
    return _DENIED[reason]
