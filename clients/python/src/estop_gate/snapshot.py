"""All that a verdict needs, never changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from .exact import EXACT
from .hold import Hold
from .order import OrderRequest
from .reading import Limits
from .verdict import ALLOWED, ALLOWED_BY_REDUCE_LANE, DenialReason, Verdict, denied
from .words import Action, Mode

Verify = Callable[[OrderRequest], bool]
"""Tells whether an order that reduces by itself also does with those inside and before it."""

_NO_HOLDS: Final[Mapping[str, tuple[Hold, ...]]] = {}


class Ages(NamedTuple):
    """From when and for how long a reading counts, and its lease (0: none). Nanoseconds."""

    asked: int
    stale: int
    lease: int


_NEVER: Final = Ages(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Ages from the moment its reading was asked for, and so does its lease (rule R8)."""

    broken: DenialReason | None
    ages: Ages
    by_scope: Mapping[str, tuple[Hold, ...]]

    @staticmethod
    def denying(reason: DenialReason) -> "Snapshot":
        """Denies every order for that reason, whatever the time."""
        return Snapshot(reason, _NEVER, _NO_HOLDS)

    @staticmethod
    def of(holds: Iterable[Hold], ages: Ages) -> "Snapshot":
        """Judges by a board that was read."""
        return Snapshot(None, ages, _by_scope(holds))

    def with_holds(self, holds: Iterable[Hold]) -> "Snapshot":
        """Returns this one with other holds: nothing gets younger, no lease longer."""
        return replace(self, by_scope=_by_scope(holds))

    def renewed(self, ages: Ages) -> "Snapshot":
        """Returns this one, read again with the same holds."""
        return replace(self, broken=None, ages=ages)

    def denial(self, now: int) -> DenialReason | None:
        """Returns why every order is denied now, whatever is held; None where none is."""
        if self.broken is not None:
            return self.broken
        age = now - self.ages.asked
        if age < 0 or age > self.ages.stale:
            return DenialReason.STATE_STALE
        if age >= self.ages.lease:
            return DenialReason.STATE_UNCONFIRMED
        return None

    def judge(
        self, order: OrderRequest, now: int, limits: Limits | None, verify: Verify
    ) -> Verdict:
        """Returns the verdict of the first row of docs/PROTOCOL.md that applies."""
        denial = self.denial(now)
        if denial is not None:
            return denied(denial)
        covering = self.covering(order)
        strictest = max((hold.mode for hold in covering), default=Mode.LIVE)
        if strictest is Mode.LIVE:
            return ALLOWED
        if strictest is Mode.REDUCED:
            return _reduced(order, covering, limits)
        if strictest is Mode.PAPER:
            return ALLOWED if order.to_paper_venue else denied(DenialReason.USE_PAPER)
        if strictest is Mode.MONITORING:
            return denied(DenialReason.MONITORING)
        return _halted(order, covering, verify)

    def covering(self, order: OrderRequest) -> list[Hold]:
        """Returns the holds that cover an order. No drill and live scope ever meet."""
        return [hold for scope in order.scopes for hold in self.by_scope.get(scope, ())]


def _by_scope(holds: Iterable[Hold]) -> Mapping[str, tuple[Hold, ...]]:
    found: dict[str, list[Hold]] = {}
    for hold in holds:
        found.setdefault(str(hold.scope), []).append(hold)
    return {scope: tuple(held) for scope, held in found.items()}


def _reduced(order: OrderRequest, covering: list[Hold], limits: Limits | None) -> Verdict:
    if limits is None:
        return denied(DenialReason.NO_LIMITS)
    exceeded = any(
        hold.mode is Mode.REDUCED and _is_over(order, hold.factor, limits) for hold in covering
    )
    return denied(DenialReason.OVER_REDUCED_LIMIT) if exceeded else ALLOWED


def _is_over(order: OrderRequest, factor: Decimal, limits: Limits) -> bool:
    """A smaller position is never over a cap."""
    order_cap = EXACT.multiply(factor, limits.max_order_quantity)
    position_cap = EXACT.multiply(factor, limits.max_position_quantity)
    return order.quantity > order_cap or (
        not order.reduces() and EXACT.abs(order.position_after) > position_cap
    )


def _halted(order: OrderRequest, covering: list[Hold], verify: Verify) -> Verdict:
    if not order.reduces():
        return denied(DenialReason.HALTED)
    # Under FLATTEN, and in any stage of a recovery, nobody else closes this position.
    is_open = all(
        hold.mode is Mode.LIVE or (hold.mode is Mode.HALTED and hold.action is not Action.FLATTEN)
        for hold in covering
    )
    if not is_open:
        return denied(DenialReason.REDUCE_LANE_CLOSED)
    return ALLOWED_BY_REDUCE_LANE if verify(order) else denied(DenialReason.HALTED)
