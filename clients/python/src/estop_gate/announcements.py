"""Who is inside the gate (rule R10)."""

from collections.abc import Hashable
from decimal import Decimal
from itertools import islice
from typing import Final

from .exact import EXACT
from .order import OrderRequest

MAX_INSIDE: Final = 1_000
"""As many as an acknowledgement lists: what is inside beyond would be listed nowhere."""


class Announcements:
    """Orders between their admission and their exit. The core's lock guards.

    An owner, a thread or task, has one order inside at a time; orders without owner are not bound.
    """

    def __init__(self) -> None:
        self._inside: dict[int, tuple[OrderRequest, Hashable]] = {}
        self._owners: set[Hashable] = set()
        self._last = 0

    def refuses(self, owner: Hashable) -> bool:
        """Returns whether no order of that owner may come in now."""
        return owner in self._owners or len(self._inside) >= MAX_INSIDE

    def announce(self, order: OrderRequest, owner: Hashable) -> int:
        """Lets an order in; what it returns lets it out."""
        self._last += 1
        self._inside[self._last] = (order, owner)
        if owner is not None:
            self._owners.add(owner)
        return self._last

    def withdraw(self, ticket: int) -> None:
        """Lets an order out; once is enough, twice does no harm."""
        gone = self._inside.pop(ticket, None)
        if gone is not None:
            self._owners.discard(gone[1])

    def ids(self) -> tuple[str, ...]:
        """Returns the ids of all orders inside, the oldest first."""
        return tuple(order.order_id for order, _ in islice(self._inside.values(), MAX_INSIDE))

    def beside(self, order: OrderRequest) -> Decimal:
        """Returns what all orders inside trade of that account, symbol and side."""
        total = Decimal(0)
        for other, _ in self._inside.values():
            if (
                other.side is order.side
                and other.underlying == order.underlying
                and other.account == order.account
            ):
                total = EXACT.add(total, other.quantity)
        return total
