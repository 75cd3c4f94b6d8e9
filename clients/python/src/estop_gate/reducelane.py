"""Which orders the reduce lane admitted, as long as one of the holds they passed is kept."""

from collections.abc import Iterable, Mapping
from typing import Final

from .hold import Hold

MAX_LISTED: Final = 200
"""The newest are listed."""


class ReduceLane:
    """Remembers admitted orders for the acknowledgement. The core's lock guards."""

    def __init__(self) -> None:
        self._admitted: dict[str, frozenset[str]] = {}

    def admitted(self, order_id: str, holds: Iterable[Hold]) -> None:
        """Lists an order that passed under these holds."""
        self._admitted.pop(order_id, None)
        self._admitted[order_id] = frozenset(hold.key for hold in holds)
        if len(self._admitted) > MAX_LISTED:
            del self._admitted[next(iter(self._admitted))]

    def keep(self, held: Mapping[str, Hold]) -> None:
        """Forgets orders of whose holds none is kept any more."""
        gone = [order for order, keys in self._admitted.items() if keys.isdisjoint(held)]
        for order in gone:
            del self._admitted[order]

    def ids(self) -> tuple[str, ...]:
        """Returns the orders, the oldest first."""
        return tuple(self._admitted)
