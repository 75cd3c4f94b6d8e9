"""Keeps a core fed from Redis and writes its acknowledgements."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from .acknowledgement import Acknowledgement
from .core import GateCore
from .keys import Keys
from .link import Link, RedisSilent
from .listeners import Telling
from .reading import parse_reading
from .timing import Timing


class Follower:
    """Polls, listens, acknowledges and tells listeners: one task each, on connections of their
    own, so that none delays another. Belongs to one event loop.
    """

    def __init__(
        self,
        core: GateCore,
        keys: Keys,
        timing: Timing,
        connect: Callable[[], Link],
        monotonic_ns: Callable[[], int],
    ) -> None:
        self._core = core
        self._keys = keys
        self._pause: Final = timing.poll_ms / 1_000
        self._connect = connect
        self._now = monotonic_ns
        self._pending: Acknowledgement | None = None
        self._due = asyncio.Event()
        self._changed: Callable[[], None] = lambda: None

    async def run(self, telling: Telling | None) -> None:
        """Follows until cancelled; `telling` is told in this loop where it is given."""
        async with asyncio.TaskGroup() as tasks:
            for what, turn in (
                ("polling", self._poll),
                ("listening", self._listen),
                ("acknowledging", self._acknowledge),
            ):
                tasks.create_task(self._for_ever(what, turn), name=f"estop-{what}")
            if telling is not None:
                changed = asyncio.Event()
                self._changed = changed.set
                tasks.create_task(self._tell(telling, changed), name="estop-tell")

    def on_change(self, call: Callable[[], None]) -> None:
        """Sets what is called, in this loop, after holds may have changed."""
        self._changed = call

    async def farewell(self) -> None:
        """Takes back what a closed gate said. Not while orders are inside: what was said of them
        then stays, and the gate falls silent."""
        if self._core.inside():
            return
        link = self._connect()
        try:
            await link.remove_field(self._keys.acknowledgement, self._core.instance)
        except RedisSilent as silent:
            self._core.failures.silence("closing", silent)
        finally:
            await link.close()

    async def _for_ever(self, what: str, turn: Callable[[Link], Awaitable[None]]) -> None:
        link = self._connect()
        try:
            while True:
                await self._turn(what, turn, link)
        finally:
            await link.close()

    async def _turn(self, what: str, turn: Callable[[Link], Awaitable[None]], link: Link) -> None:
        try:
            await turn(link)
            self._core.failures.answered(what)
        except RedisSilent as silent:
            self._core.failures.silence(what, silent)
            await asyncio.sleep(self._pause)
        except Exception as bug:  # noqa: BLE001 - the task's edge: beyond it readings would end
            self._core.failures.failed(f"{what} failed", bug)
            await asyncio.sleep(self._pause)

    async def _poll(self, link: Link) -> None:
        known = self._core.accepted()
        asked = self._now()
        answer = await link.read(self._keys, "" if known is None else known.sum)
        try:
            reading = parse_reading(self._keys.environment, answer, known)
        except ValueError as odd:
            self._core.failures.failed(f"Redis answered what is no reading: {odd}")
        else:
            self._applied(self._core.on_reading(reading, asked))
        await asyncio.sleep(self._pause)

    async def _listen(self, link: Link) -> None:
        subscription = await link.subscribed(self._keys.board)
        try:
            await subscription.confirmed()
            self._core.failures.answered("listening")
            while True:
                self._applied(self._core.on_message(await subscription.next()))
        finally:
            await subscription.close()

    async def _acknowledge(self, link: Link) -> None:
        await self._due.wait()
        self._due.clear()
        if self._pending is None:
            return
        try:
            await link.write_field(
                self._keys.acknowledgement, self._core.instance, self._pending.text()
            )
        except RedisSilent:
            self._core.acknowledgement_lost()
            raise

    async def _tell(self, telling: Telling, changed: asyncio.Event) -> None:
        while True:
            await telling.tell(self._core.holds())
            await changed.wait()
            changed.clear()

    def _applied(self, due: Acknowledgement | None) -> None:
        self._changed()
        if due is not None:
            # Only the latest counts; an older one that was not written yet is overtaken.
            self._pending = due
            self._due.set()


def connector(url: str, options: Mapping[str, Any], timing: Timing) -> Callable[[], Link]:
    """Returns what makes connections whose calls end before a reading would be stale; raises
    ValueError where the URL is none."""

    def connect() -> Link:
        return Link(url, options, timing.stale_after_ms)

    connect()
    return connect
