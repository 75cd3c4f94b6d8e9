"""An order inside the gate."""

import asyncio
import threading
from types import TracebackType

from .core import GateCore
from .order import OrderRequest
from .verdict import Verdict


class Admission:
    """A verdict and, where it allows, the order's stay inside until `close`. Not bound to a thread
    or task. As a condition it is true only when allowed.
    """

    def __init__(self, core: GateCore, judged: tuple[Verdict, int | None]) -> None:
        self._core = core
        self._verdict, self._ticket = judged

    @property
    def verdict(self) -> Verdict:
        """What the gate says."""
        return self._verdict

    def close(self) -> None:
        """Ends the stay: the order is sent, or never. Twice does no harm."""
        self._core.leave(self._ticket)

    def __bool__(self) -> bool:
        return self._verdict.allowed

    def __enter__(self) -> Verdict:
        return self._verdict

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class _Entry:
    """Enters where its block begins, leaves where it ends. Made once for each block."""

    def __init__(self, core: GateCore, order: OrderRequest) -> None:
        self._core = core
        self._order = order
        self._ticket: int | None = None

    def __bool__(self) -> bool:
        raise TypeError("an entry is no verdict: write 'with gate.enter(order) as verdict:'")

    def _leave(self) -> None:
        self._core.leave(self._ticket)


class Entry(_Entry):
    """Of a thread."""

    def __enter__(self) -> Verdict:
        verdict, self._ticket = self._core.admit(self._order, threading.get_ident())
        return verdict

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()


class AsyncEntry(_Entry):
    """Of a task."""

    async def __aenter__(self) -> Verdict:
        verdict, self._ticket = self._core.admit(self._order, asyncio.current_task())
        return verdict

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()
