"""The gate without its connections: readings and messages in, verdicts out."""

import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Final

from .acknowledgement import Acknowledgement, Identity
from .acknowledger import Acknowledger
from .announcements import Announcements
from .board import BoardChange, BoardState, Unreadable, parse_change
from .failures import Failures
from .hold import Hold
from .leaseclock import LeaseClock
from .memory import GateMemory
from .order import OrderRequest
from .reading import Limits, Reading
from .reducelane import ReduceLane
from .snapshot import Ages, Snapshot
from .timing import Timing
from .verdict import ALLOWED, DenialReason, Verdict, denied

_NANOS: Final = 1_000_000


class GateCore:
    """Judges orders by what was read last. Thread-safe; one lock guards all of it, is held for
    microseconds, and no I/O happens under it.

    Under that lock an order is judged and announced, and a reading is swapped in, listed against
    and acknowledged: so each order admitted under an older state has left or is listed (rule R10).
    """

    def __init__(self, identity: Identity, timing: Timing, monotonic_ns: Callable[[], int]) -> None:
        self.failures: Final = Failures()
        self._identity = identity
        self._timing = timing
        self._now = monotonic_ns
        self._lock = threading.Lock()
        # All below: guarded by the lock.
        self._snapshot = Snapshot.denying(DenialReason.STATE_UNKNOWN)
        self._memory = GateMemory()
        self._lease_clock = LeaseClock()
        self._inside = Announcements()
        self._lane = ReduceLane()
        self._acknowledger = Acknowledger(identity, self._inside, self._lane)
        self._limits: Limits | None = None
        self._started_ms = 0
        self._last: tuple[int, int] | None = None
        self._message_at: int | None = None
        self._closed = False

    @property
    def environment(self) -> str:
        """Whose board it follows."""
        return self._identity.environment

    @property
    def instance(self) -> str:
        """The name under which this gate acknowledges, beside others of its component."""
        return self._identity.instance

    def admit(self, order: OrderRequest, owner: Hashable = None) -> tuple[Verdict, int | None]:
        """Judges an order and, where allowed, lets it in: `leave` with the ticket must follow.

        A cancel always passes, whatever the state, and has no ticket. Never waits.
        """
        with self._lock:
            return self._admit(order, owner, self._limits)

    def admit_under(self, order: OrderRequest, limits: Limits | None) -> tuple[Verdict, int | None]:
        """The same, without owner, under the limits of another component."""
        with self._lock:
            return self._admit(order, None, limits)

    def leave(self, ticket: int | None) -> None:
        """Ends what an allowed `admit` began: the order is sent, or never."""
        if ticket is not None:
            with self._lock:
                if self._inside.withdraw(ticket):
                    self._lane.exited(ticket)

    def look(self, order: OrderRequest) -> Verdict:
        """Returns what `admit` would say of an order without owner, and lets nothing in."""
        with self._lock:
            return ALLOWED if order.cancel else self._judge(order, self._limits)

    def judge(self, order: OrderRequest, limits: Limits | None) -> Verdict:
        """Looks with the limits of another component."""
        with self._lock:
            return ALLOWED if order.cancel else self._judge(order, limits)

    def denial(self) -> DenialReason | None:
        """Returns why every order is denied now whatever is held; None where none is."""
        with self._lock:
            return self._snapshot.denial(self._now())

    def holds(self) -> Mapping[str, Hold]:
        """Returns every hold the gate keeps, by stop id and scope. Never changed."""
        return self._memory.holds

    def accepted(self) -> BoardState | None:
        """Returns the board that was accepted last."""
        return self._memory.accepted

    def inside(self) -> tuple[str, ...]:
        """Returns the ids of all orders inside."""
        with self._lock:
            return self._inside.ids()

    def close(self) -> None:
        """Denies every order from here on."""
        with self._lock:
            self._closed = True
            self._snapshot = Snapshot.denying(DenialReason.CLOSED)

    def on_reading(self, reading: Reading, asked: int) -> Acknowledgement | None:
        """Applies one reading; `asked` is the gate's clock before it was asked for.

        Returns what is to be acknowledged now.
        """
        with self._lock:
            if self._closed or self._outrun(reading, asked):
                return None
            self._started_ms = self._started_ms or reading.redis_ms
            self._last = (reading.redis_ms, asked)
            self._limits = reading.limits
            lease = self._lease_clock.counts(reading, asked, self._now())
            self._swap(reading, Ages(asked, self._timing.stale_after_ms * _NANOS, lease))
            return self._due()

    def on_message(self, value: bytes) -> Acknowledgement | None:
        """Hears of one change of the board: it adds and tightens, and renews nothing (rule R8).

        Returns what is to be acknowledged now.
        """
        change = parse_change(self.environment, value)
        if isinstance(change, Unreadable):
            self.failures.failed(f"a published change is unreadable: {change.why}")
            return None
        with self._lock:
            return None if self._closed else self._tighten(change)

    def acknowledgement_lost(self) -> None:
        """Says that the last acknowledgement was not written."""
        with self._lock:
            self._acknowledger.lost()

    def _admit(
        self, order: OrderRequest, owner: Hashable, limits: Limits | None
    ) -> tuple[Verdict, int | None]:
        if order.cancel:
            return ALLOWED, None
        refusal = self._inside.refusal(owner)
        verdict = self._judge(order, limits) if refusal is None else denied(refusal)
        if not verdict.allowed:
            return verdict, None
        ticket = self._inside.announce(order, owner)
        if verdict.by_reduce_lane:
            self._lane.enter(ticket, order)
        return verdict, ticket

    def _judge(self, order: OrderRequest, limits: Limits | None) -> Verdict:
        return self._snapshot.judge(order, self._now(), limits, self._reduces_together)

    def _reduces_together(self, order: OrderRequest) -> bool:
        return order.reduces(self._inside.beside(order)) and not self._lane.has_outrun(order)

    # An answer that a press overtook shows an older board than the message did. It says nothing of
    # now; the next reading does. Taken for a rolled back board it would deny every order meanwhile.
    def _outrun(self, reading: Reading, asked: int) -> bool:
        return (
            self._message_at is not None
            and asked <= self._message_at
            and isinstance(reading.board, BoardState)
            and self._memory.has_seen_more_than(reading.board)
        )

    def _swap(self, reading: Reading, ages: Ages) -> None:
        board, before = reading.board, self._memory.holds
        if isinstance(board, Unreadable) or self._memory.has_seen_more_than(board):
            if isinstance(board, BoardState):
                self._memory.tighten(board.version, board.holds)
            self._snapshot = Snapshot.denying(DenialReason.STATE_UNREADABLE)
            return
        self._memory.accept(board)
        same = self._memory.holds is before and self._snapshot.broken is None
        self._snapshot = (
            self._snapshot.renewed(ages) if same else Snapshot.of(self._memory.holds.values(), ages)
        )

    def _tighten(self, change: BoardChange) -> Acknowledgement | None:
        self._memory.tighten(change.version, change.holds)
        self._message_at = self._now()
        self._snapshot = self._snapshot.with_holds(self._memory.holds.values())
        return self._due()

    def _due(self) -> Acknowledgement | None:
        if self._last is None:
            return None
        now = self._now()
        redis_ms, asked = self._last
        at = redis_ms + (now - asked) // _NANOS
        return self._acknowledger.due(self._memory, self._started_ms, at, now)
