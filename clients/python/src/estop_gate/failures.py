"""What went wrong, counted and logged."""

import logging
import threading
from typing import Final

LOG: Final = logging.getLogger("estop_gate")


class Failures:
    """Counts failures; a lasting silence of Redis is logged once. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self._silent: set[str] = set()

    @property
    def count(self) -> int:
        """How many readings, messages, acknowledgements and listeners have failed so far."""
        return self._count

    def failed(self, what: str, cause: BaseException | None = None) -> None:
        """Counts one failure and logs it."""
        with self._lock:
            self._count += 1
        LOG.warning("%s", what, exc_info=cause)

    def silence(self, what: str, why: object) -> None:
        """Counts a call that Redis did not answer; logs the first of a row."""
        with self._lock:
            self._count += 1
            first = what not in self._silent
            self._silent.add(what)
        if first:
            LOG.warning("%s: Redis is silent: %s", what, why)

    def answered(self, what: str) -> None:
        """Ends a silence."""
        with self._lock:
            ended = what in self._silent
            self._silent.discard(what)
        if ended:
            LOG.info("%s: Redis answers again", what)
