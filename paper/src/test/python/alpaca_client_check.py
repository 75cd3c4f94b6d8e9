"""Exercises the paper venue with Alpaca's own Python client, unmodified.

Usage: alpaca_client_check.py URL [KEY SECRET]     (needs alpaca-py 0.44 or newer)

Prints each step; the last line is "N passed, N failed"; exits with 1 when a step failed.
"""

import sys
import threading
import time
import traceback
import uuid

from alpaca.common.exceptions import APIError
from alpaca.data.historical import (
    CryptoHistoricalDataClient,
    OptionHistoricalDataClient,
    StockHistoricalDataClient,
)
from alpaca.data.requests import (
    CryptoLatestOrderbookRequest,
    CryptoLatestQuoteRequest,
    CryptoSnapshotRequest,
    OptionChainRequest,
    OptionLatestQuoteRequest,
    OptionSnapshotRequest,
    StockBarsRequest,
    StockLatestQuoteRequest,
    StockLatestTradeRequest,
    StockSnapshotRequest,
)
from alpaca.data.timeframe import TimeFrame
from alpaca.trading.client import TradingClient
from alpaca.trading.enums import (
    AssetClass,
    OrderSide,
    PositionIntent,
    QueryOrderStatus,
    TimeInForce,
)
from alpaca.trading.requests import (
    ClosePositionRequest,
    GetAssetsRequest,
    GetCalendarRequest,
    GetOptionContractsRequest,
    GetOrdersRequest,
    LimitOrderRequest,
    MarketOrderRequest,
    ReplaceOrderRequest,
    StopLimitOrderRequest,
)
from alpaca.trading.stream import TradingStream

URL = sys.argv[1].rstrip("/")
KEY, SECRET = (sys.argv[2], sys.argv[3]) if len(sys.argv) > 3 else ("paper-key", "paper-secret")

trading = TradingClient(KEY, SECRET, paper=True, url_override=URL)
stocks = StockHistoricalDataClient(KEY, SECRET, url_override=URL)
options = OptionHistoricalDataClient(KEY, SECRET, url_override=URL)
crypto = CryptoHistoricalDataClient(KEY, SECRET, url_override=URL)

STEPS = []
OPTION = "AAPL271217C00190000"


def step(function):
    STEPS.append(function)
    return function


def eventually(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return False


def refused(code, call):
    try:
        call()
    except APIError as error:
        assert error.code == code, f"expected {code}, was {error}"
        return error
    raise AssertionError(f"expected a refusal with {code}, but it was accepted")


def limit(symbol, side, price, qty=10, force=TimeInForce.DAY, **more):
    return LimitOrderRequest(
        symbol=symbol, qty=qty, side=side, time_in_force=force, limit_price=price, **more
    )


def market(symbol, side, qty, force=TimeInForce.DAY, **more):
    return MarketOrderRequest(symbol=symbol, qty=qty, side=side, time_in_force=force, **more)


@step
def account():
    found = trading.get_account()
    assert found.status.value == "ACTIVE"
    assert abs(
        float(found.equity)
        - float(found.cash)
        - float(found.long_market_value)
        - float(found.short_market_value)
    ) < 0.01


@step
def account_configurations():
    found = trading.get_account_configurations()
    found.suspend_trade = True
    assert trading.set_account_configurations(found).suspend_trade
    refused(40310000, lambda: trading.submit_order(market("AAPL", OrderSide.BUY, 1)))
    found.suspend_trade = False
    assert not trading.set_account_configurations(found).suspend_trade


@step
def clock_and_calendar():
    clock = trading.get_clock()
    assert clock.is_open and clock.next_close > clock.timestamp
    day = clock.timestamp.date()
    sessions = trading.get_calendar(GetCalendarRequest(start=day, end=day))
    assert len(sessions) == 1 and sessions[0].open.hour == 9 and sessions[0].close.hour == 16


@step
def assets():
    equities = trading.get_all_assets(GetAssetsRequest(asset_class=AssetClass.US_EQUITY))
    assert any(asset.symbol == "AAPL" for asset in equities)
    by_symbol = trading.get_asset("AAPL")
    assert trading.get_asset(by_symbol.id).symbol == "AAPL"
    assert trading.get_asset("BTC/USD").asset_class == AssetClass.CRYPTO
    refused(40410000, lambda: trading.get_asset("NOSUCH"))


@step
def market_order_fills_and_opens_a_position():
    order = trading.submit_order(market("AAPL", OrderSide.BUY, 20))
    assert order.status.value == "filled" and float(order.filled_qty) == 20
    assert float(trading.get_open_position("AAPL").qty) == 20
    assert trading.get_order_by_id(order.id).id == order.id


@step
def positions():
    held = trading.get_all_positions()
    assert [position.symbol for position in held] == ["AAPL"]
    assert held[0].side.value == "long" and float(held[0].qty_available) == 20
    refused(40410000, lambda: trading.get_open_position("KO"))


@step
def limit_order_lives_replaced_and_cancelled():
    name = "check-" + uuid.uuid4().hex
    order = trading.submit_order(limit("MSFT", OrderSide.BUY, 300, client_order_id=name))
    assert order.status.value == "new" and order.client_order_id == name
    assert trading.get_order_by_client_id(name).id == order.id
    again = refused(
        40010001,
        lambda: trading.submit_order(limit("MSFT", OrderSide.BUY, 300, client_order_id=name)),
    )
    assert "client_order_id must be unique" in again.message
    replaced = trading.replace_order_by_id(order.id, ReplaceOrderRequest(qty=5, limit_price=301))
    assert replaced.replaces == order.id and float(replaced.qty) == 5
    assert trading.get_order_by_id(order.id).replaced_by == replaced.id
    open_ids = [o.id for o in trading.get_orders(GetOrdersRequest(status=QueryOrderStatus.OPEN))]
    assert open_ids == [replaced.id]
    trading.cancel_order_by_id(replaced.id)
    assert trading.get_order_by_id(replaced.id).status.value == "canceled"
    refused(42210000, lambda: trading.cancel_order_by_id(replaced.id))
    refused(40410000, lambda: trading.cancel_order_by_id(uuid.uuid4()))


@step
def immediate_or_cancel_ends_cancelled():
    order = trading.submit_order(limit("AAPL", OrderSide.BUY, 1, force=TimeInForce.IOC))
    assert order.status.value == "canceled" and float(order.filled_qty) == 0


@step
def refusals():
    refused(42210000, lambda: trading.submit_order(limit("AAPL", OrderSide.BUY, 100.001)))
    refused(42210000, lambda: trading.submit_order(market("NOSUCH", OrderSide.BUY, 1)))
    refused(40310000, lambda: trading.submit_order(market("AAPL", OrderSide.BUY, 100_000_000)))
    refused(40310000, lambda: trading.submit_order(market("AAPL", OrderSide.SELL, 21)))
    refused(40310000, lambda: trading.submit_order(market("KO", OrderSide.SELL, 0.5)))
    refused(42210000, lambda: trading.submit_order(market(OPTION, OrderSide.BUY, 1.5)))
    closing = PositionIntent.SELL_TO_CLOSE
    refused(
        40310000,
        lambda: trading.submit_order(market("KO", OrderSide.SELL, 1, position_intent=closing)),
    )


@step
def held_quantity_cannot_be_sold_again():
    order = trading.submit_order(limit("AAPL", OrderSide.SELL, 999, qty=15))
    assert float(trading.get_open_position("AAPL").qty_available) == 5
    error = refused(40310000, lambda: trading.submit_order(market("AAPL", OrderSide.SELL, 6)))
    assert "insufficient qty available" in error.message
    trading.cancel_order_by_id(order.id)


@step
def stop_limit_waits():
    order = trading.submit_order(
        StopLimitOrderRequest(
            symbol="AAPL", qty=1, side=OrderSide.SELL, time_in_force=TimeInForce.GTC,
            stop_price=100, limit_price=99,
        )
    )
    assert order.status.value == "new"
    answers = trading.cancel_orders()
    assert [answer.id for answer in answers] == [order.id] and answers[0].status == 200


@step
def close_position_by_quantity_percentage_and_whole():
    part = trading.close_position("AAPL", ClosePositionRequest(qty="5"))
    assert float(part.filled_qty) == 5
    half = trading.close_position("AAPL", ClosePositionRequest(percentage="20"))
    assert float(half.filled_qty) == 3
    trading.close_position("AAPL")
    refused(40410000, lambda: trading.get_open_position("AAPL"))


@step
def option_contracts():
    page = trading.get_option_contracts(
        GetOptionContractsRequest(underlying_symbols=["AAPL"], limit=2)
    )
    assert len(page.option_contracts) == 2 and page.next_page_token
    rest = trading.get_option_contracts(
        GetOptionContractsRequest(underlying_symbols=["AAPL"], page_token=page.next_page_token)
    )
    assert rest.option_contracts and rest.next_page_token is None
    assert trading.get_option_contract(OPTION).strike_price == 190


@step
def stock_data():
    symbols = ["AAPL", "KO", "SPY"]
    quotes = stocks.get_stock_latest_quote(StockLatestQuoteRequest(symbol_or_symbols=symbols))
    assert set(quotes) == set(symbols) and quotes["KO"].ask_price > quotes["KO"].bid_price > 0
    snapshots = stocks.get_stock_snapshot(StockSnapshotRequest(symbol_or_symbols=symbols))
    assert set(snapshots) == set(symbols) and snapshots["SPY"].previous_daily_bar.close > 0
    trades = stocks.get_stock_latest_trade(StockLatestTradeRequest(symbol_or_symbols="AAPL"))
    assert trades["AAPL"].price > 0
    bars = stocks.get_stock_bars(
        StockBarsRequest(symbol_or_symbols="AAPL", timeframe=TimeFrame.Day, limit=30)
    )
    assert len(bars["AAPL"]) == 30


@step
def option_data():
    quotes = options.get_option_latest_quote(OptionLatestQuoteRequest(symbol_or_symbols=OPTION))
    assert quotes[OPTION].bid_price > 0
    snapshots = options.get_option_snapshot(OptionSnapshotRequest(symbol_or_symbols=[OPTION]))
    assert snapshots[OPTION].latest_quote.ask_price > 0
    chain = options.get_option_chain(OptionChainRequest(underlying_symbol="SPY"))
    assert any(snapshot.latest_quote.bid_price == 0 for snapshot in chain.values())


@step
def crypto_data():
    quotes = crypto.get_crypto_latest_quote(
        CryptoLatestQuoteRequest(symbol_or_symbols=["BTC/USD", "ETH/USD"])
    )
    assert quotes["BTC/USD"].bid_price > 0
    book = crypto.get_crypto_latest_orderbook(
        CryptoLatestOrderbookRequest(symbol_or_symbols="BTC/USD")
    )["BTC/USD"]
    assert len(book.bids) > 1 and book.bids[0].price > book.bids[1].price
    snapshots = crypto.get_crypto_snapshot(CryptoSnapshotRequest(symbol_or_symbols="ETH/USD"))
    assert snapshots["ETH/USD"].latest_quote.ask_price > 0


@step
def crypto_in_fractions():
    order = trading.submit_order(market("BTC/USD", OrderSide.BUY, 0.25, force=TimeInForce.GTC))
    assert float(order.filled_qty) == 0.25
    refused(
        40310000,
        lambda: trading.submit_order(market("BTC/USD", OrderSide.SELL, 0.5, TimeInForce.GTC)),
    )
    trading.close_position("BTC/USD")


@step
def trade_updates_stream():
    events = []
    stream = TradingStream(
        KEY, SECRET, paper=True, url_override=URL.replace("http", "ws", 1) + "/stream"
    )

    async def note(update):
        name = getattr(update.event, "value", update.event)
        events.append((name, update.order.symbol, update.position_qty))

    stream.subscribe_trade_updates(note)
    threading.Thread(target=stream.run, daemon=True).start()
    probes = []

    def listening():
        order = trading.submit_order(limit("JPM", OrderSide.BUY, 1, qty=1))
        trading.cancel_order_by_id(order.id)
        probes.append(order)
        time.sleep(0.1)
        return bool(events)

    assert eventually(listening), "the stream stayed silent"
    events.clear()
    trading.submit_order(market("NVDA", OrderSide.BUY, 3))
    assert eventually(lambda: ("fill", "NVDA", 3.0) in events), events
    order = trading.submit_order(limit("NVDA", OrderSide.BUY, 1))
    trading.replace_order_by_id(order.id, ReplaceOrderRequest(limit_price=2))
    trading.cancel_orders()
    assert eventually(lambda: ("canceled", "NVDA", None) in events), events
    names = [name for name, symbol, _ in events if symbol == "NVDA"]
    assert names == ["new", "fill", "new", "replaced", "new", "canceled"], names
    stream.stop()


@step
def close_everything():
    trading.submit_order(market("TSLA", OrderSide.SELL, 4))
    assert trading.get_open_position("TSLA").side.value == "short"
    trading.submit_order(limit("TSLA", OrderSide.SELL, 900, qty=1))
    answers = trading.close_all_positions(cancel_orders=True)
    assert answers and all(answer.status == 200 for answer in answers)
    assert trading.get_all_positions() == []
    assert trading.get_orders(GetOrdersRequest(status=QueryOrderStatus.OPEN)) == []


@step
def wrong_key_is_refused():
    stranger = TradingClient("wrong", "wrong", paper=True, url_override=URL)
    refused(40110000, stranger.get_account)


def main():
    failed = 0
    for function in STEPS:
        name = function.__name__.replace("_", " ")
        try:
            function()
            print(f"ok      {name}", flush=True)
        except Exception:  # the edge of one step: shown, counted, and the next one runs
            failed += 1
            print(f"FAILED  {name}", flush=True)
            traceback.print_exc(limit=4)
    print(f"{len(STEPS) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
