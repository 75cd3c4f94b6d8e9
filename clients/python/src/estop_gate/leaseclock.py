"""How long a lease counts, by the gate's own clock."""

from .reading import Lease, Reading

BACKWARDS_MS = 100
"""By how much Redis TIME may lag the gate's clock between two readings."""

_NANOS = 1_000_000


class LeaseClock:
    """Counts leases down (rules R8, R9). The core's lock guards.

    A lease counts only when its flag was read after the first reading, when that reading did not
    show it already, and not once a later one was shown. It ends with its `ends at` counted from the
    asking of this reading, and no later than its whole length after the asking of the last reading
    that did not show it yet, whatever the clock of Redis does meanwhile. A Redis clock that went
    back makes this reading the first; so does a lease that was read after Redis TIME.
    """

    def __init__(self) -> None:
        self._first_redis_ms = 0
        self._first_read_at: int | None = None
        self._shown_read_at = -1
        self._not_read_before = 0
        self._last_asked = 0
        self._last: tuple[int, int] | None = None

    def counts(self, reading: Reading, asked: int, answered: int) -> int:
        """Returns for how many nanoseconds from `asked` the lease counts; 0: not at all.

        Called with every reading, in order; also with those whose board is not accepted.
        """
        lease = reading.lease
        if self._last is None or self._went_back(reading, asked, self._last):
            self._first_redis_ms = reading.redis_ms
            self._first_read_at = None if lease is None else lease.read_at_ms
            self._shown_read_at = -1
        before, self._last_asked = self._last_asked, asked
        self._last = (reading.redis_ms, answered)
        if lease is None or not self._is_of_this_time(lease):
            return 0
        if lease.read_at_ms > self._shown_read_at:
            # Redis' clock may have gone ahead and back unseen; the lease was read after `before`.
            self._shown_read_at, self._not_read_before = lease.read_at_ms, before
        if not reading.leased() or lease.read_at_ms != self._shown_read_at:
            return 0
        return self._left(lease, reading, asked)

    @staticmethod
    def _went_back(reading: Reading, asked: int, last: tuple[int, int]) -> bool:
        # Redis answered the last one before `last` and this one after `asked`: at least so long
        # lies between.
        passed_ms = (asked - last[1]) // _NANOS
        ahead = reading.lease is not None and reading.lease.read_at_ms > reading.redis_ms
        return ahead or reading.redis_ms + BACKWARDS_MS < last[0] + passed_ms

    def _is_of_this_time(self, lease: Lease) -> bool:
        return self._first_redis_ms < lease.read_at_ms != self._first_read_at

    def _left(self, lease: Lease, reading: Reading, asked: int) -> int:
        by_redis = (lease.ends_at_ms - reading.redis_ms) * _NANOS
        length = (lease.ends_at_ms - lease.read_at_ms) * _NANOS
        return max(0, min(by_redis, length - (asked - self._not_read_before)))
