"""The example strategy in freqtrade's own backtesting and bot, through a gate on a real Redis.

The exchange is freqtrade's own class without its network: markets, prices and fees are given.
"""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from freqtrade.enums import CandleType, ExitCheckTuple, ExitType, RunMode
from freqtrade.exchange import Exchange
from freqtrade.freqtradebot import FreqtradeBot
from freqtrade.optimize.backtesting import Backtesting
from freqtrade.persistence import Trade
from freqtrade.resolvers import ExchangeResolver, StrategyResolver
from freqtrade.strategy.strategy_wrapper import strategy_safe_wrapper
from pandas import DataFrame, date_range

from conftest import confirm
from estop_gate import Action, DenialReason
from redis_server import COMPONENT, ENVIRONMENT, REPOSITORY, RedisServer
from service import Service, eventually, hold

PAIR = "BTC/USDT"
CANDLES = 120
BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
STOP_AT = BEGIN + timedelta(minutes=5 * CANDLES // 2)
MARKET = {
    "id": "BTCUSDT",
    "symbol": PAIR,
    "base": "BTC",
    "quote": "USDT",
    "settle": None,
    "type": "spot",
    "spot": True,
    "margin": False,
    "swap": False,
    "future": False,
    "option": False,
    "contract": False,
    "linear": None,
    "inverse": None,
    "active": True,
    "contractSize": None,
    "maker": 0.001,
    "taker": 0.001,
    "precision": {"amount": 0.00001, "price": 0.01},
    "limits": {
        "amount": {"min": 0.00001, "max": 9_000},
        "price": {"min": 0.01, "max": 1_000_000},
        "cost": {"min": 5, "max": 9_000_000},
        "leverage": {"min": None, "max": None},
    },
    "info": {},
}


@pytest.fixture
def config(tmp_path: Path, server: RedisServer) -> dict[str, Any]:
    return {
        "strategy": "SampleStrategy",
        "strategy_path": str(REPOSITORY / "clients/python/examples"),
        "user_data_dir": tmp_path,
        "datadir": tmp_path,
        "exportdirectory": tmp_path,
        "dry_run": True,
        "dry_run_wallet": 10_000,
        "db_url": "sqlite://",
        "stake_currency": "USDT",
        "stake_amount": 100,
        "max_open_trades": 1,
        "timeframe": "5m",
        "fee": 0.001,
        "trading_mode": "spot",
        "margin_mode": "",
        "candle_type_def": CandleType.SPOT,
        "runmode": RunMode.BACKTEST,
        "exchange": {"name": "binance", "key": "", "secret": "", "pair_whitelist": [PAIR]},
        "pairlists": [{"method": "StaticPairList"}],
        "entry_pricing": {"price_side": "same", "use_order_book": False},
        "exit_pricing": {"price_side": "same", "use_order_book": False},
        "unfilledtimeout": {"entry": 10, "exit": 10, "unit": "minutes"},
        "estop": {
            "environment": ENVIRONMENT,
            "component": COMPONENT,
            "redis_url": server.url,
            "account": "binance/main",
        },
    }


@pytest.fixture
def exchange(config: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Iterator[Exchange]:
    made = ExchangeResolver.load_exchange(copy.deepcopy(config), validate=False)
    made._api.set_markets([copy.deepcopy(MARKET)])
    made._markets = made._api.markets
    monkeypatch.setattr(made, "reload_markets", lambda *_, **__: None)
    price = {"bid": 100.0, "ask": 100.0, "last": 100.0, "symbol": PAIR}
    monkeypatch.setattr(made, "fetch_ticker", lambda *_: price)
    monkeypatch.setattr(
        made,
        "fetch_l2_order_book",
        lambda *_: {"bids": [[100.0, 1_000.0]], "asks": [[100.0, 1_000.0]]},
    )
    monkeypatch.setattr(ExchangeResolver, "load_exchange", lambda *_, **__: made)
    yield made
    made.close()


def candles() -> DataFrame:
    return DataFrame(
        {
            "date": date_range(BEGIN, periods=CANDLES, freq="5min"),
            "open": 100.0,
            "high": 100.5,
            "low": 99.5,
            "close": 100.0,
            "volume": 1_000.0,
        }
    )


@pytest.fixture
def backtesting(
    config: dict[str, Any], exchange: Exchange, service: Service
) -> Iterator[Backtesting]:
    service.refill()
    made = Backtesting(config, exchange)
    made._set_strategy(made.strategylist[0])
    confirm(made.strategy.gate, service)
    yield made
    made.strategy.gate.close()
    Backtesting.cleanup()


def run(backtesting: Backtesting) -> DataFrame:
    processed = backtesting.strategy.advise_all_indicators({PAIR: candles()})
    end = BEGIN + timedelta(minutes=5 * (CANDLES - 1))
    return backtesting.backtest(processed=processed, start_date=BEGIN, end_date=end)["results"]


def press_in_the_middle(backtesting: Backtesting, service: Service, action: Action) -> None:
    strategy = backtesting.strategy
    own = strategy.bot_loop_start

    def bot_loop_start(current_time: datetime, **kwargs: Any) -> None:
        own(current_time=current_time, **kwargs)
        if current_time == STOP_AT:
            service.press(hold("s1", "symbol:BTC/USDT", action=action))
            eventually(lambda: strategy.gate.holds, "the hold")

    strategy.bot_loop_start = bot_loop_start


def test_a_backtest_trades_to_its_end_while_nothing_is_held(backtesting: Backtesting) -> None:
    trades = run(backtesting)

    assert len(trades) > 20
    assert trades["open_date"].max() > STOP_AT


def test_a_backtest_enters_before_the_hold_and_not_after(
    backtesting: Backtesting, service: Service
) -> None:
    press_in_the_middle(backtesting, service, Action.HALT)

    trades = run(backtesting)

    assert len(trades) > 10
    assert trades["open_date"].max() < STOP_AT
    # Under HALT what is open may be closed: the exit reduces.
    assert set(trades["exit_reason"]) == {"roi"}


def test_a_backtest_under_flatten_leaves_closing_to_the_stop(
    backtesting: Backtesting, service: Service
) -> None:
    press_in_the_middle(backtesting, service, Action.FLATTEN)

    trades = run(backtesting)

    assert trades["open_date"].max() < STOP_AT
    # What was open stays open until freqtrade itself ends the backtest.
    assert list(trades["exit_reason"])[-1] == "force_exit"


@pytest.fixture
def bot(config: dict[str, Any], exchange: Exchange, service: Service) -> Iterator[FreqtradeBot]:
    service.refill()
    made = FreqtradeBot({**config, "runmode": RunMode.DRY_RUN})
    confirm(made.strategy.gate, service)
    yield made
    made.strategy.gate.close()
    made.cleanup()


def enters(bot: FreqtradeBot) -> bool:
    return bool(bot.execute_entry(PAIR, 100.0, price=100.0, ordertype="limit"))


def test_a_dry_run_bot_enters_exits_and_refuses(bot: FreqtradeBot, service: Service) -> None:
    assert enters(bot)
    trade = Trade.get_open_trades()[0]
    assert not trade.has_open_orders

    service.press(hold("s1", "account:binance/main", action=Action.CANCEL))
    eventually(lambda: bot.strategy.gate.holds, "the hold")

    assert not enters(bot)

    exit_ = ExitCheckTuple(exit_type=ExitType.FORCE_EXIT)
    assert bot.execute_trade_exit(trade, limit=100.0, exit_check=exit_)
    assert len(Trade.get_trades().all()) == 1


def test_a_bot_whose_redis_is_gone_enters_nothing(bot: FreqtradeBot, server: RedisServer) -> None:
    server.kill()
    eventually(lambda: bot.strategy.gate.denial() is DenialReason.STATE_STALE, "a stale state")

    assert not enters(bot)
    assert Trade.get_trades().all() == []


@pytest.mark.parametrize("settings", [None, {"account": "nowhere"}])
def test_a_bot_without_a_gate_does_not_start(
    config: dict[str, Any], settings: dict[str, str] | None
) -> None:
    strategy = StrategyResolver.load_strategy({**config, "estop": settings})

    with pytest.raises(Exception, match=r"NoneType|venue/id"):
        strategy.ft_bot_start()
    assert not confirmed(strategy)


def test_trouble_inside_the_strategy_is_a_no_though_freqtrade_takes_it_for_a_yes(
    backtesting: Backtesting, monkeypatch: pytest.MonkeyPatch
) -> None:
    strategy = backtesting.strategy
    assert confirmed(strategy)

    def breaks(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(strategy, "_order", breaks)
    assert not confirmed(strategy)
    monkeypatch.setattr(type(strategy), "confirm_trade_entry", breaks)
    assert confirmed(strategy)


def confirmed(strategy: Any) -> bool:
    """Asks as freqtrade does."""
    asked = strategy_safe_wrapper(strategy.confirm_trade_entry, default_retval=True)
    return bool(
        asked(
            pair=PAIR,
            order_type="limit",
            amount=1.0,
            rate=100.0,
            time_in_force="GTC",
            current_time=BEGIN,
            entry_tag=None,
            side="long",
        )
    )
