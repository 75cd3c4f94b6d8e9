"""What both gates can do without I/O."""

from .admission import Admission
from .core import GateCore
from .hold import Hold
from .order import OrderRequest
from .reading import Limits
from .verdict import DenialReason, Verdict


class Gate:
    """Answers from what was read last; none of this waits for Redis."""

    def __init__(self, core: GateCore) -> None:
        self._core = core

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
