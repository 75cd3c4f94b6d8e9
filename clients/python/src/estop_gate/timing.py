"""How a gate keeps up with the board."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Timing:
    """`poll_ms` lies between the end of one reading and the next. `stale_after_ms` is the age,
    from the asking, from which a reading no longer counts; also the longest wait for any answer of
    Redis. `heartbeat_ms` lies between acknowledgements when nothing changes.
    """

    poll_ms: int = 250
    stale_after_ms: int = 1_000
    heartbeat_ms: int = 1_000

    def __post_init__(self) -> None:
        if self.poll_ms < 1 or self.heartbeat_ms < 1 or self.stale_after_ms <= self.poll_ms:
            raise ValueError(
                "poll and heartbeat must be 1 ms or more and stale_after longer than poll"
                f" but were: {self.poll_ms}, {self.heartbeat_ms}, {self.stale_after_ms}"
            )
