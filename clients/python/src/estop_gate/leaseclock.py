"""How long a lease counts, by the gate's own clock."""

from .reading import Lease, Reading

BACKWARDS_MS = 100
"""By how much Redis TIME may lag the gate's clock between two readings."""

_NANOS = 1_000_000


class LeaseClock:
    """Counts leases down (rules R8, R9). The core's lock guards.

    A lease counts only when its flag was read after the first reading, and when that reading did
    not show it already. It ends with its `ends at` counted from the asking of this reading, and
    no later than its whole length after the asking of the reading that first showed it, whatever
    the clock of Redis does meanwhile. A Redis clock that went back makes this reading the first.
    """

    def __init__(self) -> None:
        self._first_redis_ms = 0
        self._first_read_at: int | None = None
        self._last: tuple[int, int] | None = None
        self._shown: tuple[int, int] | None = None

    def counts(self, reading: Reading, asked: int, answered: int) -> int:
        """Returns for how many nanoseconds from `asked` the lease counts; 0: not at all.

        Called with every reading, in order; also with those whose board is not accepted.
        """
        if self._last is None or self._went_back(reading, asked, self._last):
            self._first_redis_ms = reading.redis_ms
            self._first_read_at = None if reading.lease is None else reading.lease.read_at_ms
        self._last = (reading.redis_ms, answered)
        if reading.lease is None:
            return 0
        shown_at = self._first_shown(reading.lease, asked)
        return self._left(reading.lease, reading, asked - shown_at) if reading.leased() else 0

    @staticmethod
    def _went_back(reading: Reading, asked: int, last: tuple[int, int]) -> bool:
        # Redis answered the last one before `last` and this one after `asked`: at least so long
        # lies between.
        passed_ms = (asked - last[1]) // _NANOS
        return reading.redis_ms - last[0] < passed_ms - BACKWARDS_MS

    def _first_shown(self, lease: Lease, asked: int) -> int:
        if self._shown is None or self._shown[0] != lease.read_at_ms:
            self._shown = (lease.read_at_ms, asked)
        return self._shown[1]

    def _left(self, lease: Lease, reading: Reading, shown_for: int) -> int:
        if lease.read_at_ms <= self._first_redis_ms or lease.read_at_ms == self._first_read_at:
            return 0
        by_redis = (lease.ends_at_ms - reading.redis_ms) * _NANOS
        by_own_clock = (lease.ends_at_ms - lease.read_at_ms) * _NANOS - shown_for
        return max(0, min(by_redis, by_own_clock))
