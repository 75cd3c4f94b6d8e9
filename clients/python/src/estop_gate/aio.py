"""The gate of an asyncio program."""

import asyncio
import contextlib
import time
from types import TracebackType
from typing import Final, Self

from .admission import AsyncEntry
from .base import Gate
from .follower import Follower
from .listeners import Telling
from .order import OrderRequest

_LOOK_SECONDS: Final = 0.02


class AsyncTradingGate(Gate):
    """As `TradingGate`, in the event loop of its caller: a loop that is blocked for longer than a
    reading counts denies its next order.

        async with AsyncTradingGate("prod", "engine-7", "redis://…") as gate:
            async with gate.enter(order) as verdict:
                if verdict.allowed:
                    await venue.send(order)
    """

    def _made(self) -> None:
        self._follower: Follower | None = None
        self._following: asyncio.Task[None] | None = None

    def start(self) -> Self:
        """Starts to follow the board in the running loop; does not wait for Redis."""
        if self._following is not None:
            raise RuntimeError("a gate is started once")
        self._follower = self._made_follower()
        telling = Telling(self._listeners, self._core.failures) if self._listeners else None
        self._following = asyncio.create_task(self._follower.run(telling), name="estop-gate")
        return self

    async def close(self) -> None:
        """Denies every order from here on, and stops. Returns within seconds, whatever Redis
        does. Twice does no harm."""
        self._core.close()
        follower, self._follower = self._follower, None
        if follower is None or self._following is None:
            return
        self._following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._following
        await follower.farewell()

    def enter(self, order: OrderRequest) -> AsyncEntry:
        """Returns a block that judges the order where it begins and lets it out where it ends:
        `async with gate.enter(order) as verdict`. A task has one order inside at a time."""
        return AsyncEntry(self._core, order)

    async def wait_confirmed(self, seconds: float) -> bool:
        """Waits until the state is read and confirmed, at most so long; returns whether it is.
        For a start that would rather wait than be denied; holds may deny all the same."""
        ends = time.monotonic() + seconds
        while self._core.denial() is not None:
            if time.monotonic() >= ends:
                return False
            await asyncio.sleep(_LOOK_SECONDS)
        return True

    async def __aenter__(self) -> Self:
        return self.start()

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()
