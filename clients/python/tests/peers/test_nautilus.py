"""The example strategy in NautilusTrader's own backtest engine, through a gate on a real Redis."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from nautilus_strategy import GatedStrategy
from nautilus_trader.backtest.engine import BacktestEngine, BacktestEngineConfig
from nautilus_trader.config import LoggingConfig
from nautilus_trader.model.currencies import USD
from nautilus_trader.model.data import QuoteTick
from nautilus_trader.model.enums import AccountType, OmsType, OrderSide, TradingState
from nautilus_trader.model.identifiers import Venue
from nautilus_trader.model.objects import Money
from nautilus_trader.test_kit.providers import TestInstrumentProvider
from nautilus_trader.trading.config import StrategyConfig
from nautilus_trader.trading.strategy import Strategy

from estop_gate import Account, Action, DenialReason, TradingGate, Verdict
from redis_server import RedisServer
from service import Service, eventually, hold

ACCOUNT = Account("sim", "SIM-001")
TICKS = 60
STOP_AT = 30
SECOND = 1_000_000_000
APPLE = TestInstrumentProvider.equity(symbol="AAPL", venue="SIM")


class Script:
    """What a strategy does at each quote; the tests' words."""

    def __init__(self) -> None:
        self.tick = 0
        self.filled: list[int] = []
        self.denied: list[tuple[int, DenialReason | None]] = []

    def trades(self, strategy: Strategy, side: OrderSide, quantity: int, **more: Any) -> None:
        strategy.submit_order(
            strategy.order_factory.market(APPLE.id, side, APPLE.make_qty(quantity), **more)
        )


class BuysAtEachQuote(GatedStrategy):
    """Buys one share at each quote; a stop is pressed in the middle."""

    def __init__(self, gate: TradingGate, service: Service, action: Action) -> None:
        super().__init__(gate, ACCOUNT, StrategyConfig(strategy_id="buys-001"))
        self.script = Script()
        self._service = service
        self._action = action

    def on_start(self) -> None:
        self.subscribe_quote_ticks(APPLE.id)

    def on_quote_tick(self, tick: QuoteTick) -> None:
        self.script.tick += 1
        if self.script.tick == STOP_AT:
            self._service.press(hold("s1", "symbol:AAPL", action=self._action))
            eventually(lambda: self.gate.holds, "the hold")
        self.script.trades(self, OrderSide.BUY, 1)

    def on_order_filled(self, event: Any) -> None:
        self.script.filled.append(self.script.tick)

    def on_denied(self, order: Any, verdict: Verdict) -> None:
        self.script.denied.append((self.script.tick, verdict.reason))


class ClosesAfterTheStop(BuysAtEachQuote):
    """Tries to leave by selling too much first, then with nautilus' own call."""

    def on_quote_tick(self, tick: QuoteTick) -> None:
        if self.script.tick <= STOP_AT:
            super().on_quote_tick(tick)
            return
        self.script.tick += 1
        if self.script.tick == STOP_AT + 2:
            self.script.trades(self, OrderSide.SELL, 300)
        if self.script.tick == STOP_AT + 4:
            self.close_all_positions(APPLE.id)


class Ungated(Strategy):
    """The same without a gate: nautilus' own reduce-only state is what guards."""

    def __init__(self) -> None:
        super().__init__(StrategyConfig(strategy_id="bare-001"))
        self.script = Script()

    def on_start(self) -> None:
        self.subscribe_quote_ticks(APPLE.id)

    def on_quote_tick(self, tick: QuoteTick) -> None:
        self.script.tick += 1
        if self.script.tick == 1:
            self.script.trades(self, OrderSide.BUY, 100)
        if self.script.tick == STOP_AT + 2:
            self.script.trades(self, OrderSide.SELL, 300)


@pytest.fixture
def engine() -> Iterator[BacktestEngine]:
    made = BacktestEngine(BacktestEngineConfig(logging=LoggingConfig(bypass_logging=True)))
    made.add_venue(
        Venue("SIM"),
        OmsType.NETTING,
        AccountType.MARGIN,
        starting_balances=[Money(10_000_000, USD)],
        base_currency=USD,
    )
    made.add_instrument(APPLE)
    made.add_data(
        [
            QuoteTick(
                APPLE.id,
                APPLE.make_price(100),
                APPLE.make_price(101),
                APPLE.make_qty(100_000),
                APPLE.make_qty(100_000),
                second * SECOND,
                second * SECOND,
            )
            for second in range(1, TICKS + 1)
        ]
    )
    yield made
    made.dispose()


def position(engine: BacktestEngine) -> Decimal:
    return Decimal(engine.portfolio.net_position(APPLE.id))


def test_trades_before_the_hold_and_not_after(
    engine: BacktestEngine, gate: TradingGate, service: Service
) -> None:
    strategy = BuysAtEachQuote(gate, service, Action.HALT)
    engine.add_strategy(strategy)

    engine.run()

    assert strategy.script.filled == list(range(1, STOP_AT))
    assert strategy.script.denied == [
        (tick, DenialReason.HALTED) for tick in range(STOP_AT, TICKS + 1)
    ]
    assert position(engine) == STOP_AT - 1
    assert engine.cache.orders_total_count() == STOP_AT - 1


def test_under_halt_it_may_close_and_never_flips(
    engine: BacktestEngine, gate: TradingGate, service: Service
) -> None:
    strategy = ClosesAfterTheStop(gate, service, Action.HALT)
    engine.add_strategy(strategy)

    engine.run()

    assert (STOP_AT + 2, DenialReason.HALTED) in strategy.script.denied
    assert position(engine) == 0


def test_under_flatten_it_leaves_closing_to_the_stop(
    engine: BacktestEngine, gate: TradingGate, service: Service
) -> None:
    strategy = ClosesAfterTheStop(gate, service, Action.FLATTEN)
    engine.add_strategy(strategy)

    engine.run()

    assert strategy.script.denied[-1] == (STOP_AT + 4, DenialReason.REDUCE_LANE_CLOSED)
    assert position(engine) == STOP_AT - 1


def test_a_killed_redis_ends_its_trading(
    engine: BacktestEngine, gate: TradingGate, server: RedisServer, service: Service
) -> None:
    class Loses(BuysAtEachQuote):
        def on_quote_tick(self, tick: QuoteTick) -> None:
            if self.script.tick == 10:
                server.kill()
                eventually(lambda: self.gate.denial(), "a stale state")
            self.script.tick += 1
            self.script.trades(self, OrderSide.BUY, 1)

    strategy = Loses(gate, service, Action.HALT)
    engine.add_strategy(strategy)

    engine.run()

    assert strategy.script.filled == list(range(1, 11))
    assert {reason for _, reason in strategy.script.denied} == {DenialReason.STATE_STALE}


class SellsTooMuch(GatedStrategy):
    """Long 100 when the stop comes; then sells 300."""

    def __init__(self, gate: TradingGate, service: Service) -> None:
        super().__init__(gate, ACCOUNT, StrategyConfig(strategy_id="sells-001"))
        self.script = Script()
        self._service = service

    def on_start(self) -> None:
        self.subscribe_quote_ticks(APPLE.id)

    def on_quote_tick(self, tick: QuoteTick) -> None:
        self.script.tick += 1
        if self.script.tick == 1:
            self.script.trades(self, OrderSide.BUY, 100)
        if self.script.tick == STOP_AT:
            self._service.press(hold())
            eventually(lambda: self.gate.holds, "the hold")
        if self.script.tick == STOP_AT + 2:
            self.script.trades(self, OrderSide.SELL, 300)

    def on_denied(self, order: Any, verdict: Verdict) -> None:
        self.script.denied.append((self.script.tick, verdict.reason))


def test_long_100_sell_300_is_denied_where_nautilus_alone_ends_short_200(
    engine: BacktestEngine, gate: TradingGate, service: Service
) -> None:
    strategy = SellsTooMuch(gate, service)
    engine.add_strategy(strategy)

    engine.run()

    assert strategy.script.denied == [(STOP_AT + 2, DenialReason.HALTED)]
    assert position(engine) == 100


def test_working_orders_count_so_that_they_cannot_flip_it_later(
    engine: BacktestEngine, gate: TradingGate, service: Service
) -> None:
    class Rests(SellsTooMuch):
        def on_quote_tick(self, tick: QuoteTick) -> None:
            self.script.tick += 1
            if self.script.tick == 1:
                self.script.trades(self, OrderSide.BUY, 100)
            if self.script.tick == 3:
                price, size = APPLE.make_price(500), APPLE.make_qty(60)
                self.submit_order(self.order_factory.limit(APPLE.id, OrderSide.SELL, size, price))
            if self.script.tick == STOP_AT:
                self._service.press(hold())
                eventually(lambda: self.gate.holds, "the hold")
                self.script.trades(self, OrderSide.SELL, 41)
            if self.script.tick == STOP_AT + 2:
                self.script.trades(self, OrderSide.SELL, 40)

    strategy = Rests(gate, service)
    engine.add_strategy(strategy)

    engine.run()

    assert strategy.script.denied == [(STOP_AT, DenialReason.HALTED)]
    assert position(engine) == 60


def test_nautilus_alone_ends_short_200(engine: BacktestEngine) -> None:
    class Reduces(Ungated):
        def on_quote_tick(self, tick: QuoteTick) -> None:
            if self.script.tick == STOP_AT:
                engine.kernel.risk_engine.set_trading_state(TradingState.REDUCING)
            super().on_quote_tick(tick)

    engine.add_strategy(Reduces())

    engine.run()

    assert position(engine) == -200
