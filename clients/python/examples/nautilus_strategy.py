"""A NautilusTrader strategy whose every order passes the gate of Emergency Stop.

It overrides the methods of `Strategy` through which orders leave, so that a strategy which extends
it trades as before: `submit_order`, `submit_order_list`, `modify_order`, and with them
`close_position` and `close_all_positions`, which call `submit_order`. What the gate denies is not
sent; `on_denied` hears of it. Cancels always pass.
"""

from decimal import Decimal
from typing import Any

from nautilus_trader.model.enums import OrderSide
from nautilus_trader.model.identifiers import InstrumentId
from nautilus_trader.model.orders import Order
from nautilus_trader.trading.config import StrategyConfig
from nautilus_trader.trading.strategy import Strategy

from estop_gate import Account, Names, OrderRequest, Side, TradingGate, Verdict


class GatedStrategy(Strategy):
    """Passes orders through a gate that its owner started, and closes when the node stops."""

    def __init__(self, gate: TradingGate, account: Account, config: StrategyConfig) -> None:
        super().__init__(config)
        self.gate = gate
        self._account = account

    def submit_order(self, order: Order, *args: Any, **kwargs: Any) -> None:
        """Sends the order inside the gate, or tells `on_denied`."""
        with self.gate.enter(self._request(order, _exact(order.quantity))) as verdict:
            if verdict.allowed:
                super().submit_order(order, *args, **kwargs)
        if not verdict.allowed:
            self.on_denied(order, verdict)

    def submit_order_list(self, order_list: Any, *args: Any, **kwargs: Any) -> None:
        """Sends the list inside the gate: all of it, or where one order is denied nothing."""
        admissions = []
        try:
            for order in order_list.orders:
                admission = self.gate.admit(self._request(order, _exact(order.quantity)))
                admissions.append(admission)
                if not admission.verdict.allowed:
                    self.on_denied(order, admission.verdict)
                    return
            super().submit_order_list(order_list, *args, **kwargs)
        finally:
            for admission in admissions:
                admission.close()

    def modify_order(self, order: Order, quantity: Any = None, *args: Any, **kwargs: Any) -> None:
        """Changes a working order inside the gate: a changed order is an order."""
        wanted = _exact(quantity or order.quantity) - _exact(order.filled_qty)
        with self.gate.enter(self._request(order, wanted)) as verdict:
            if verdict.allowed:
                super().modify_order(order, quantity, *args, **kwargs)
        if not verdict.allowed:
            self.on_denied(order, verdict)

    def on_denied(self, order: Order, verdict: Verdict) -> None:
        """Hears of an order that was not sent."""
        self.log.warning(f"{order.client_order_id} was not sent: {verdict}")

    def _request(self, order: Order, quantity: Decimal) -> OrderRequest:
        side = Side.BUY if order.side == OrderSide.BUY else Side.SELL
        return OrderRequest(
            order_id=str(order.client_order_id),
            account=self._account,
            underlying=str(order.instrument_id.symbol),
            side=side,
            quantity=quantity,
            position=self._position(order, order.instrument_id, side),
            names=Names(strategy=str(self.id)),
        )

    def _position(self, order: Order, instrument: InstrumentId, side: Side) -> Decimal:
        """Returns the net position, other working orders of that side counted as filled."""
        total = Decimal(self.portfolio.net_position(instrument))
        wanted = OrderSide.BUY if side is Side.BUY else OrderSide.SELL
        working = self.cache.orders_open(instrument_id=instrument, side=wanted)
        inflight = self.cache.orders_inflight(instrument_id=instrument, side=wanted)
        ids = {order.client_order_id}
        for other in (*working, *inflight):
            if other.client_order_id not in ids:
                ids.add(other.client_order_id)
                left = _exact(other.leaves_qty)
                total += left if side is Side.BUY else -left
        return total


def _exact(quantity: Any) -> Decimal:
    return Decimal(str(quantity))
