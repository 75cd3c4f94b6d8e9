"""Who hears of holds."""

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from .failures import Failures
from .hold import Hold
from .words import Mode

_ONE: Final = Decimal(1)


class GateListener:
    """Hears of holds, beside the orders. What it raises is logged and counted and stops nothing.

    Which orders pass is for the gate alone to say: it also denies when its state is unknown, stale
    or unconfirmed, of which no listener is told. A slow listener hears the latest, not each step.
    Of an asyncio gate a method may be a coroutine; of a `TradingGate` it runs in a thread of its
    own.
    """

    def on_pause(self, hold: Hold) -> Awaitable[None] | None:
        """A hold came, or became stricter: pause what it covers."""

    def on_resume(self, hold: Hold) -> Awaitable[None] | None:
        """A hold became looser, or was released and now says LIVE."""


Call = Callable[[Hold], Awaitable[None] | None]


class Telling:
    """Tells listeners what changed since they were told last. Used by one thread or task."""

    def __init__(self, listeners: Sequence[GateListener], failures: Failures) -> None:
        self._listeners: Final = tuple(listeners)
        self._failures = failures
        self._told: Mapping[str, Hold] = {}

    async def tell(self, now: Mapping[str, Hold]) -> None:
        """Tells each listener of each difference, one after the other."""
        before, self._told = self._told, now
        if before is now:
            return
        for key, hold in now.items():
            await self._compare(before.get(key), hold)
        for key, hold in before.items():
            if key not in now:
                await self._resume(
                    replace(hold, mode=Mode.LIVE, factor=_ONE, revision=hold.revision + 1)
                )

    async def _compare(self, before: Hold | None, now: Hold) -> None:
        if before is None:
            if now.mode is not Mode.LIVE:
                await self._pause(now)
        elif now.is_stricter_than(before):
            await self._pause(now)
        elif before.is_stricter_than(now):
            await self._resume(now)

    async def _pause(self, hold: Hold) -> None:
        for listener in self._listeners:
            await self._call(listener.on_pause, hold)

    async def _resume(self, hold: Hold) -> None:
        for listener in self._listeners:
            await self._call(listener.on_resume, hold)

    async def _call(self, call: Call, hold: Hold) -> None:
        try:
            answer = call(hold)
            if inspect.isawaitable(answer):
                await answer
        except Exception as raised:  # noqa: BLE001 - other people's code
            self._failures.failed(f"listener {call!r} failed on {hold.line()!r}", raised)
