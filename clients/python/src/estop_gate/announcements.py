"""Who is inside the gate (rule R10)."""

from collections.abc import Hashable
from decimal import Decimal

from .acknowledgement import MAX_UNFINISHED
from .exact import EXACT
from .order import OrderRequest
from .verdict import DenialReason


class Announcements:
    """Orders between their admission and their exit. The core's lock guards.

    An owner, a thread or task, has one order inside at a time; of orders without owner 1,000 are.
    """

    def __init__(self) -> None:
        self._inside: dict[int, tuple[OrderRequest, Hashable]] = {}
        self._owners: set[Hashable] = set()
        self._last = 0

    def refusal(self, owner: Hashable) -> DenialReason | None:
        """Returns why no order of that owner may come in now; None where one may."""
        if owner is not None:
            return DenialReason.NOT_EXITED if owner in self._owners else None
        free = len(self._inside) - len(self._owners)
        return DenialReason.TOO_MANY_INSIDE if free >= MAX_UNFINISHED else None

    def announce(self, order: OrderRequest, owner: Hashable) -> int:
        """Lets an order in; what it returns lets it out."""
        self._last += 1
        self._inside[self._last] = (order, owner)
        if owner is not None:
            self._owners.add(owner)
        return self._last

    def withdraw(self, ticket: int) -> bool:
        """Lets an order out; once is enough, twice does no harm. Returns whether it was inside."""
        gone = self._inside.pop(ticket, None)
        if gone is not None:
            self._owners.discard(gone[1])
        return gone is not None

    def ids(self) -> tuple[str, ...]:
        """Returns the ids of all orders inside, the oldest first."""
        return tuple(order.order_id for order, _ in self._inside.values())

    def beside(self, order: OrderRequest) -> Decimal:
        """Returns what all orders inside trade of that account, symbol and side."""
        total = Decimal(0)
        for other, _ in self._inside.values():
            if order.closes_the_same_as(other):
                total = EXACT.add(total, other.quantity)
        return total
