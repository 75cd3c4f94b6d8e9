"""The gate of a program with threads."""

import asyncio
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Final, Self

from .admission import Entry
from .base import Gate
from .listeners import Telling
from .order import OrderRequest

_LOOK_SECONDS: Final = 0.02
_END_SECONDS: Final = 5.0
"""Longest wait for the gate's threads at closing: three calls of Redis and one to spare."""


class TradingGate(Gate):
    """What a trading component passes every order through. It denies when in doubt: before the
    board was read, when the last reading is old, when no keeper's lease stands behind it, and as
    the holds say. One per process and component name.

        with TradingGate("prod", "engine-7", "redis://engine-7:secret@board:6379") as gate:
            order = OrderRequest("id-1", account, "AAPL", Side.BUY, Decimal(10), Decimal(0))
            with gate.enter(order) as verdict:
                if verdict.allowed:
                    venue.send(order)

    Thread-safe. `enter` does no I/O and waits for nothing but a lock held for microseconds.
    Inside the block lies the sending and nothing else: an order inside is listed in the
    acknowledgement of a stop as admitted and not finished. A cancel always passes.

    A process that forks makes its gate in the child: a gate does not follow the board across a
    fork, and denies there.
    """

    def _made(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._threads: list[threading.Thread] = []
        self._changed = threading.Event()
        self._ended = False
        self._following: asyncio.Task[None] | None = None

    def start(self) -> Self:
        """Starts to follow the board; does not wait for Redis: orders are denied until then."""
        if self._threads or self._ended:
            raise RuntimeError("a gate is started once")
        self._begin("estop-gate", lambda: asyncio.run(self._follow()))
        if self._listeners:
            self._begin("estop-gate-listeners", lambda: asyncio.run(self._tell()))
        return self

    def close(self) -> None:
        """Denies every order from here on, and stops. Returns within seconds, whatever Redis
        does. Twice does no harm."""
        self._core.close()
        self._ended = True
        self._changed.set()
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._stop)
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(_END_SECONDS)

    def enter(self, order: OrderRequest) -> Entry:
        """Returns a block that judges the order where it begins and lets it out where it ends:
        `with gate.enter(order) as verdict`. A thread has one order inside at a time."""
        return Entry(self._core, order)

    def wait_confirmed(self, seconds: float) -> bool:
        """Waits until the state is read and confirmed, at most so long; returns whether it is.
        For a start that would rather wait than be denied; holds may deny all the same."""
        ends = time.monotonic() + seconds
        while self._core.denial() is not None:
            if time.monotonic() >= ends:
                return False
            time.sleep(_LOOK_SECONDS)
        return True

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _begin(self, name: str, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        self._threads.append(thread)
        thread.start()

    async def _follow(self) -> None:
        follower = self._made_follower()
        follower.on_change(self._changed.set)
        self._following = asyncio.current_task()
        self._loop = asyncio.get_running_loop()
        try:
            if not self._ended:
                await follower.run(None)
        except asyncio.CancelledError:
            # Only `close` cancels; the farewell is its last act.
            await follower.farewell()

    def _stop(self) -> None:
        if self._following is not None:
            self._following.cancel()

    async def _tell(self) -> None:
        telling = Telling(self._listeners, self._core.failures)
        while not self._ended:
            await telling.tell(self._core.holds())
            await asyncio.to_thread(self._changed.wait)
            self._changed.clear()
