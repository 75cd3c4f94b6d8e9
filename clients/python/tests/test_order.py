"""What an order says of itself."""

from decimal import Decimal
from typing import Any

import pytest

from estop_gate import Account, Names, OrderRequest, Side

ACCOUNT = Account("paper", "PA1")


def order(**changed: Any) -> OrderRequest:
    given: dict[str, Any] = {
        "order_id": "o1",
        "account": ACCOUNT,
        "underlying": "AAPL",
        "side": Side.SELL,
        "quantity": Decimal(10),
        "position": Decimal(0),
        **changed,
    }
    return OrderRequest(**given)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"order_id": ""}, "order id must be 1 to 128"),
        ({"order_id": "a b"}, "visible ASCII"),
        ({"order_id": "x" * 129}, "order id must be 1 to 128"),
        ({"order_id": "a\nunfinished\tb"}, "visible ASCII"),
        ({"quantity": Decimal(0)}, "more than 0"),
        ({"quantity": Decimal(-1)}, "more than 0"),
        ({"quantity": Decimal("NaN")}, "finite"),
        ({"position": Decimal("Infinity")}, "finite"),
        ({"quantity": Decimal("1e39")}, "at most 38 digits"),
        ({"quantity": Decimal("1e-39")}, "at most 38 digits"),
        ({"underlying": ""}, "underlying must be"),
        ({"underlying": "A B"}, "underlying must be"),
    ],
)
def test_refuses_what_it_cannot_judge(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        order(**changed)


@pytest.mark.parametrize("inexact", [1.5, True, "10"])
def test_refuses_quantities_that_are_not_exact(inexact: object) -> None:
    with pytest.raises(TypeError, match="Decimal or int"):
        order(quantity=inexact)


def test_refuses_names_that_no_scope_could_carry() -> None:
    with pytest.raises(ValueError, match="strategy must be"):
        Names(strategy="my strategy")
    with pytest.raises(ValueError, match="venue"):
        Account("a/b", "c")
    with pytest.raises(ValueError, match="venue/id"):
        Account.parse("paper")
    assert Account.parse("paper/PA1") == ACCOUNT


@pytest.mark.parametrize(
    ("side", "quantity", "position", "reduces"),
    [
        (Side.SELL, 100, 100, True),
        (Side.SELL, 101, 100, False),
        (Side.SELL, 300, 100, False),
        (Side.BUY, 100, -100, True),
        (Side.BUY, 1, 100, False),
        (Side.SELL, 1, -100, False),
        (Side.SELL, 1, 0, False),
    ],
)
def test_reduces_only_what_is_there(
    side: Side, quantity: int, position: int, reduces: bool
) -> None:
    assert order(side=side, quantity=quantity, position=position).reduces() is reduces


def test_is_covered_by_all_it_names_and_a_drill_by_its_drill_alone() -> None:
    assert order().scopes == ("firm", "venue:paper", "account:paper/PA1", "symbol:AAPL")
    assert order(names=Names(desk="d", strategy="s")).scopes[4:] == ("desk:d", "strategy:s")
    assert order(names=Names(desk="d", drill="x")).scopes == ("drill:x",)


def test_counts_beyond_28_digits_exactly() -> None:
    big = Decimal("99999999999999999999999999999999999999")

    assert order(quantity=Decimal("1e-38"), position=big, side=Side.BUY).position_after == Decimal(
        "99999999999999999999999999999999999999.00000000000000000000000000000000000001"
    )
