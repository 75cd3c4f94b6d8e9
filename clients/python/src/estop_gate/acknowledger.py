"""When a gate acknowledges, and what."""

from typing import Final

from .acknowledgement import MAX_HOLDS, MAX_UNFINISHED, Acknowledgement, Identity
from .announcements import Announcements
from .memory import GateMemory
from .reducelane import ReduceLane
from .version import BoardVersion

_NANOS: Final = 1_000_000
_NO_BOARD: Final = BoardVersion(0, 0)


class Acknowledger:
    """Says what was swapped in: at once when that changed, with every poll while orders of before
    are inside or a write was lost, else as a heartbeat. The core's lock guards.
    """

    def __init__(self, identity: Identity, inside: Announcements, lane: ReduceLane) -> None:
        self._identity = identity
        self._inside = inside
        self._lane = lane
        self._said: object = None
        self._said_at = 0
        self._again = False

    def lost(self) -> None:
        """Says that the last one was not written: the next reading repeats it."""
        self._again = True

    def due(
        self, memory: GateMemory, started_ms: int, at_ms: int, now: int
    ) -> Acknowledgement | None:
        """Returns what is to be written now, if anything. Called after the swap (rule R10)."""
        says = (memory.highest, memory.accepted, memory.holds, self._lane.entered)
        heartbeat = now - self._said_at >= self._identity.heartbeat_ms * _NANOS
        if not heartbeat and not self._again and says == self._said:
            return None
        self._said, self._said_at = says, now
        if len(self._inside.ids()) > MAX_UNFINISHED:
            # Too many to list: nothing is acknowledged, and the gate falls silent.
            self._again = True
            return None
        made = self._made(memory, started_ms, at_ms)
        self._again = bool(made.unfinished)
        return made

    def _made(self, memory: GateMemory, started_ms: int, at_ms: int) -> Acknowledgement:
        board = memory.accepted
        return Acknowledgement(
            self._identity,
            started_ms,
            memory.highest,
            _NO_BOARD if board is None else board.version,
            "" if board is None else board.sum,
            at_ms,
            memory.beyond_board()[-MAX_HOLDS:],
            self._inside.ids(),
            self._lane.ids(memory.holds.values()),
        )
