"""A freqtrade strategy whose every order passes the gate of Emergency Stop.

The configuration of the bot gets one more block:

    "estop": {
        "environment": "prod",
        "component": "freqtrade-1",
        "redis_url": "redis://freqtrade-1:secret@board:6379/0",
        "account": "binance/main"
    }

Freqtrade asks `confirm_trade_entry` and `confirm_trade_exit` just before it sends an order, but
takes any exception in them for a yes. So nothing may escape from here: whatever goes wrong is a no.
It does not ask before it adds to a position, exits in part or replaces an order: so
`adjust_trade_position` and `adjust_order_price` do nothing here; a strategy that wants them asks
`may_trade` first.
"""

import itertools
import logging
import threading
import time
import weakref
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from freqtrade.persistence import Order, Trade
from freqtrade.strategy import IStrategy
from pandas import DataFrame

from estop_gate import Account, Admission, Names, OrderRequest, Side, TradingGate

logger = logging.getLogger(__name__)

SENT_AFTER_SECONDS = 60.0
"""An order that another thread confirmed, by /forceenter, has been sent or has failed by then."""


class GatedStrategy(IStrategy):
    """Passes orders through the gate. A strategy extends it and calls `super()` where it overrides
    one of these methods."""

    gate: TradingGate | None = None

    def bot_start(self, **kwargs: Any) -> None:
        """Starts the gate, which lives as long as this object: /reload_config makes another. An
        error here stops the bot, as it should."""
        settings = self.config["estop"]
        self._account = Account.parse(settings["account"])
        self._numbers = itertools.count(1)
        self._inside: dict[Admission, tuple[int, float]] = {}
        self.gate = TradingGate(
            settings["environment"], settings["component"], settings["redis_url"]
        ).start()
        weakref.finalize(self, self.gate.close)

    def bot_loop_start(self, current_time: datetime, **kwargs: Any) -> None:
        """Whatever this thread was allowed to send in the last turn has been sent by now."""
        self._let_out()

    def confirm_trade_entry(
        self, pair: str, order_type: str, amount: float, *args: Any, **kwargs: Any
    ) -> bool:
        """Says yes only when the gate does."""
        side = Side.BUY if kwargs.get("side", "long") == "long" else Side.SELL
        return self._passes(pair, side, amount)

    def confirm_trade_exit(
        self, pair: str, trade: Trade, order_type: str, amount: float, *args: Any, **kwargs: Any
    ) -> bool:
        """Says yes when the gate does: live, or by the reduce lane under HALT and CANCEL."""
        return self._passes(pair, Side.BUY if trade.is_short else Side.SELL, amount)

    def adjust_order_price(
        self, trade: Trade, order: Order | None, pair: str, *args: Any, **kwargs: Any
    ) -> float | None:
        """Keeps a working order as it is: a replacement is an order, and is not confirmed."""
        return float(kwargs["current_order_rate"])

    def adjust_trade_position(self, trade: Trade, *args: Any, **kwargs: Any) -> float | None:
        """Adds nothing: what it returns is sent without being confirmed."""
        return None

    def may_trade(self, pair: str, side: Side, amount: float) -> bool:
        """Looks without letting anything in. Whatever goes wrong is a no."""
        try:
            gate = self.gate
            return gate is not None and gate.look(self._order(pair, side, amount)).allowed
        except Exception:
            logger.exception("the gate could not be asked about %s", pair)
            return False

    def _passes(self, pair: str, side: Side, amount: float) -> bool:
        try:
            return self._admitted(pair, side, amount)
        except Exception:
            # Freqtrade would take it for a yes.
            logger.exception("the gate could not be asked: %s is not sent", pair)
            return False

    def _admitted(self, pair: str, side: Side, amount: float) -> bool:
        if self.gate is None:
            logger.error("there is no gate: %s is not sent", pair)
            return False
        self._let_out()
        admission = self.gate.admit(self._order(pair, side, amount))
        if admission:
            self._inside[admission] = (threading.get_ident(), time.monotonic())
        else:
            logger.warning("the gate says %s: %s is not sent", admission.verdict, pair)
        return admission.verdict.allowed

    def _let_out(self) -> None:
        me, now = threading.get_ident(), time.monotonic()
        for admission, (thread, since) in list(self._inside.items()):
            if thread == me or now - since > SENT_AFTER_SECONDS:
                del self._inside[admission]
                admission.close()

    def _order(self, pair: str, side: Side, amount: float) -> OrderRequest:
        return OrderRequest(
            order_id=f"freqtrade:{pair}:{next(self._numbers)}",
            account=self._account,
            underlying=pair.partition(":")[0],
            side=side,
            quantity=_exact(amount),
            position=_position(pair, side),
            names=Names(strategy=type(self).__name__),
            to_paper_venue=bool(self.config.get("dry_run", False)),
        )


def _position(pair: str, side: Side) -> Decimal:
    """Returns what the bot holds, with its working orders of that side counted as filled."""
    total = Decimal(0)
    for trade in Trade.get_trades_proxy(pair=pair, is_open=True):
        total += -_exact(trade.amount) if trade.is_short else _exact(trade.amount)
        for order in trade.open_orders:
            if order.ft_order_side == side.value.lower():
                remaining = _exact(order.safe_remaining)
                total += remaining if side is Side.BUY else -remaining
    return total


def _exact(number: float) -> Decimal:
    """Returns what freqtrade's float shows as: the number that goes to the exchange."""
    return Decimal(repr(float(number)))


class SampleStrategy(GatedStrategy):
    """Buys whenever it can and takes what it gets: a stand-in for a real idea."""

    INTERFACE_VERSION = 3
    timeframe = "5m"
    minimal_roi: ClassVar[dict[str, float]] = {"15": -1}
    stoploss = -0.5
    startup_candle_count = 0
    use_exit_signal = False

    def populate_indicators(self, dataframe: DataFrame, metadata: dict[str, Any]) -> DataFrame:
        return dataframe

    def populate_entry_trend(self, dataframe: DataFrame, metadata: dict[str, Any]) -> DataFrame:
        dataframe.loc[dataframe["volume"] > 0, "enter_long"] = 1
        return dataframe

    def populate_exit_trend(self, dataframe: DataFrame, metadata: dict[str, Any]) -> DataFrame:
        return dataframe
