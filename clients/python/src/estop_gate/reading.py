"""What one atomic call of the script `read` saw."""

import contextlib
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from .board import BoardState, Unreadable, parse_board
from .exact import plain_decimal
from .version import BoardVersion
from .words import shown, whole

_PARTS: Final = 6


@dataclass(frozen=True, slots=True)
class Lease:
    """The keeper's word that board and flag agreed (rules R1, R3). Times are Redis TIME."""

    run: str
    version: BoardVersion
    sum: str
    read_at_ms: int
    ends_at_ms: int

    @staticmethod
    def parse(text: str) -> "Lease | None":
        """Returns the lease that a script wrote; None where there is none or it is damaged."""
        fields = text.split("\t")
        if len(fields) != _PARTS:
            return None
        with contextlib.suppress(ValueError):
            run, incarnation, epoch, total, read_at, ends_at = fields
            version = BoardVersion(whole(incarnation), whole(epoch))
            return Lease(run, version, total, whole(read_at), whole(ends_at))
        return None


@dataclass(frozen=True, slots=True)
class Limits:
    """Registered limits of one component; REDUCED allows a factor of them."""

    max_order_quantity: Decimal
    max_position_quantity: Decimal

    @staticmethod
    def parse(text: str) -> "Limits | None":
        """Returns the limits that the keeper wrote; None where none can be read, which denies."""
        order, tab, position = text.partition("\t")
        if not tab:
            return None
        with contextlib.suppress(ValueError):
            return Limits(plain_decimal(order), plain_decimal(position))
        return None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading: who answered, when by its clock, and what stood there."""

    run: str
    redis_ms: int
    board: BoardState | Unreadable
    lease: Lease | None
    limits: Limits | None

    def leased(self) -> bool:
        """Returns whether the lease names exactly this board under this run and stands (R3)."""
        board, lease = self.board, self.lease
        return (
            lease is not None
            and isinstance(board, BoardState)
            and self.run == board.run == lease.run
            and board.version.incarnation > 0
            and lease.version == board.version
            and lease.sum == board.sum
            and lease.ends_at_ms > self.redis_ms
        )


def parse_reading(environment: str, answer: object, known: BoardState | None) -> Reading:
    """Returns what the script answered; raises ValueError where that is no reading.

    `known` is the board whose sum was asked with; the script leaves its text out.
    """
    parts = _texts(answer)
    if len(parts) != _PARTS:
        raise ValueError(f"a reading must have {_PARTS} parts but was: {shown(answer)}")
    run, time, value, same, lease, limits = parts
    if same == b"1":
        if known is None:
            raise ValueError("a reading says 'same' of a board that was not named")
        board: BoardState | Unreadable = known
    else:
        board = parse_board(environment, value) if value else Unreadable("no board")
    return Reading(
        run.decode(), whole(time.decode()), board, _lease(lease), Limits.parse(_text(limits))
    )


def _lease(value: bytes) -> Lease | None:
    return Lease.parse(_text(value))


def _text(value: bytes) -> str:
    # What is no text is no lease and no limits, and does not make the board unreadable.
    return value.decode("utf-8", "replace")


def _texts(answer: object) -> list[bytes]:
    if not isinstance(answer, list):
        raise ValueError(f"a reading must be a list but was: {shown(answer)}")
    parts = [part for part in answer if isinstance(part, bytes)]
    if len(parts) != len(answer):
        raise ValueError(f"a reading must be a list of texts but was: {shown(answer)}")
    return parts
