"""One order or cancel as the gate sees it."""

import itertools
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from .exact import EXACT, quantity_of
from .scope import checked_scope_id
from .words import Side, shown

_ORDER_ID = re.compile(r"[!-~]{1,128}")
_ZERO: Final = Decimal(0)
_MOMENTS: Final = itertools.count(1)


def next_moment() -> int:
    """Returns a number that rises with every order made and every order that left the reduce lane:
    it tells which was first. Thread-safe."""
    return next(_MOMENTS)


@dataclass(frozen=True, slots=True)
class Account:
    """One account at one venue; its text form is `venue/id`."""

    venue: str
    id: str

    def __post_init__(self) -> None:
        for what, name in (("venue", self.venue), ("account id", self.id)):
            if "/" in checked_scope_id(what, name):
                raise ValueError(f"{what} must not hold '/' but was: {name}")
        checked_scope_id("account", str(self))

    @staticmethod
    def parse(text: str) -> "Account":
        """Returns the account of `venue/id`, or raises ValueError."""
        venue, slash, number = text.partition("/")
        if not slash:
            raise ValueError(f"account must be 'venue/id' but was: {shown(text)}")
        return Account(venue, number)

    def __str__(self) -> str:
        return f"{self.venue}/{self.id}"


@dataclass(frozen=True, slots=True)
class Names:
    """What an order trades under beside account and symbol.

    A component names all it trades under: no hold on a desk, trader, client or strategy covers an
    order that names none. With `drill` the order belongs to that rehearsal alone.
    """

    desk: str = ""
    trader: str = ""
    client: str = ""
    strategy: str = ""
    drill: str = ""

    def __post_init__(self) -> None:
        for what in ("desk", "trader", "client", "strategy", "drill"):
            if name := getattr(self, what):
                checked_scope_id(what, name)


NO_NAMES: Final = Names()


@dataclass(frozen=True, slots=True)
class OrderRequest:
    """An order before it is sent, or a cancel. Immutable; may be entered again.

    `position` is signed, of this component in this instrument, with its working orders of the same
    side counted as filled: so many orders cannot pass that together would be too much.
    `underlying` is the symbol; of an option that of its underlying. `to_paper_venue` says that the
    order goes to a paper venue. Raises ValueError or TypeError naming the value and the bound.
    """

    order_id: str
    account: Account
    underlying: str
    side: Side
    quantity: Decimal
    position: Decimal
    names: Names = NO_NAMES
    to_paper_venue: bool = False
    cancel: bool = False
    scopes: tuple[str, ...] = field(init=False)
    """Texts of all scopes that cover the order."""
    made_at: int = field(init=False, compare=False)
    """When, among orders and exits; its position is from before that."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "made_at", next_moment())
        if not _ORDER_ID.fullmatch(self.order_id):
            raise ValueError(
                f"order id must be 1 to 128 visible ASCII characters but was: "
                f"{shown(self.order_id)}"
            )
        checked_scope_id("underlying", self.underlying)
        object.__setattr__(self, "quantity", quantity_of("quantity", self.quantity))
        object.__setattr__(self, "position", quantity_of("position", self.position))
        # An order without a size would slip below every reduced limit.
        if self.quantity <= 0 and not self.cancel:
            raise ValueError(f"quantity of an order must be more than 0 but was: {self.quantity}")
        object.__setattr__(self, "scopes", self._covering())

    @staticmethod
    def cancelling(order_id: str, account: Account, underlying: str) -> "OrderRequest":
        """Returns the cancel of an order, which no hold denies. A replacement is an order."""
        return OrderRequest(order_id, account, underlying, Side.BUY, _ZERO, _ZERO, cancel=True)

    @property
    def signed_quantity(self) -> Decimal:
        """By how much a fill changes the position."""
        return self.quantity if self.side is Side.BUY else EXACT.minus(self.quantity)

    @property
    def position_after(self) -> Decimal:
        """The position once the order is filled, signed."""
        return EXACT.add(self.position, self.signed_quantity)

    def reduces(self, beside: Decimal = _ZERO) -> bool:
        """Returns whether the order, with that quantity beside it, only shrinks the position."""
        opposite = self.position < 0 if self.side is Side.BUY else self.position > 0
        total = EXACT.add(self.quantity, beside)
        return opposite and total <= EXACT.abs(self.position)

    def closes_the_same_as(self, other: "OrderRequest") -> bool:
        """Returns whether both work on one side of one underlying in one account."""
        return (
            self.side is other.side
            and self.underlying == other.underlying
            and self.account == other.account
        )

    def _covering(self) -> tuple[str, ...]:
        if self.names.drill:
            return (f"drill:{self.names.drill}",)
        named = (
            ("desk", self.names.desk),
            ("trader", self.names.trader),
            ("client", self.names.client),
            ("strategy", self.names.strategy),
        )
        return (
            "firm",
            f"venue:{self.account.venue}",
            f"account:{self.account}",
            f"symbol:{self.underlying}",
            *(f"{kind}:{name}" for kind, name in named if name),
        )
