"""What both gates can do without I/O."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from .admission import Admission
from .follower import Follower, connector
from .hold import Hold
from .listeners import GateListener
from .order import OrderRequest
from .parts import NO_OPTIONS, made_core
from .reading import Limits
from .timing import Timing
from .verdict import DenialReason, Verdict

_USUAL: Final = Timing()


class Gate:
    """Answers from what was read last; none of this waits for Redis."""

    def __init__(
        self,
        environment: str,
        component: str,
        redis_url: str,
        *,
        timing: Timing = _USUAL,
        listeners: Sequence[GateListener] = (),
        redis_options: Mapping[str, Any] = NO_OPTIONS,
        monotonic_ns: Callable[[], int] = time.monotonic_ns,
    ) -> None:
        """Does no I/O. `redis_options` go to redis-py, as for TLS."""
        self._keys, self._core = made_core(environment, component, timing, monotonic_ns)
        self._connect = connector(redis_url, redis_options, timing)
        self._timing = timing
        self._now = monotonic_ns
        self._listeners = tuple(listeners)
        self._made()

    def _made(self) -> None:
        """Makes what only this kind of gate has."""

    def _made_follower(self) -> Follower:
        return Follower(self._core, self._keys, self._timing, self._connect, self._now)

    def admit(self, order: OrderRequest) -> Admission:
        """Judges an order and, where allowed, lets it in until the admission is closed, by
        whichever thread or task: for senders that do not wait. At most 1,000 are open."""
        return Admission(self._core, self._core.admit(order))

    def admit_under(self, order: OrderRequest, limits: Limits | None) -> Admission:
        """The same for another component, whose limits count; None: it has registered none."""
        return Admission(self._core, self._core.admit_under(order, limits))

    def look(self, order: OrderRequest) -> Verdict:
        """Returns what `admit` would say, without letting anything in."""
        return self._core.look(order)

    def judge(self, order: OrderRequest, limits: Limits | None) -> Verdict:
        """Looks with the limits of another component."""
        return self._core.judge(order, limits)

    def denial(self) -> DenialReason | None:
        """Returns why every order is denied now, whatever is held; None where none is."""
        return self._core.denial()

    @property
    def holds(self) -> tuple[Hold, ...]:
        """Every hold the gate keeps. For people; orders ask `enter`."""
        return tuple(self._core.holds().values())

    @property
    def failures(self) -> int:
        """How many readings, messages, acknowledgements and listeners have failed so far."""
        return self._core.failures.count

    @property
    def instance(self) -> str:
        """Names this gate among those of its component."""
        return self._core.instance
