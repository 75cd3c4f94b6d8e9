"""Which orders the reduce lane let through."""

from collections.abc import Iterable

from .acknowledgement import MAX_LANE
from .hold import Hold
from .order import OrderRequest, next_moment


class _Passage:
    """One order's way through; `exited` is 0 while it is inside."""

    def __init__(self, order: OrderRequest) -> None:
        self.order = order
        self.exited = 0


class ReduceLane:
    """The newest orders that were let through a halt, while a hold covers them. The core's lock
    guards."""

    def __init__(self) -> None:
        self._passages: dict[int, _Passage] = {}
        self.entered = 0
        """Rises with every order that enters."""

    def enter(self, ticket: int, order: OrderRequest) -> None:
        """Keeps an order that is let through, before it is sent."""
        self.entered += 1
        self._passages[ticket] = _Passage(order)
        if len(self._passages) > MAX_LANE:
            del self._passages[next(iter(self._passages))]

    def exited(self, ticket: int) -> None:
        """Notes that an order was sent: a position that was taken before does not include it."""
        if ticket in self._passages:
            self._passages[ticket].exited = next_moment()

    def has_outrun(self, order: OrderRequest) -> bool:
        """Returns whether the order's position may be from before another one reduced it."""
        return any(
            passage.exited > order.made_at and order.closes_the_same_as(passage.order)
            for passage in self._passages.values()
        )

    def ids(self, holds: Iterable[Hold]) -> tuple[str, ...]:
        """Returns those that a hold still covers, the oldest first; forgets the others."""
        if not self._passages:
            return ()
        held = {str(hold.scope) for hold in holds}
        self._passages = {
            ticket: passage
            for ticket, passage in self._passages.items()
            if not held.isdisjoint(passage.order.scopes)
        }
        return tuple(passage.order.order_id for passage in self._passages.values())
