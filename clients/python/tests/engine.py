"""A trading engine in a process of its own: tries to trade all the time, says what happens."""

import sys
from decimal import Decimal

from estop_gate import Account, OrderRequest, Side, TradingGate

environment, component, url = sys.argv[1:]
account = Account("paper", "PA1")
said = ""
with TradingGate(environment, component, url) as gate:
    for number in range(10_000_000):
        order = OrderRequest(f"o{number}", account, "AAPL", Side.BUY, Decimal(1), Decimal(0))
        with gate.enter(order) as verdict:
            if verdict.allowed or str(verdict) != said:
                print(verdict, flush=True)  # noqa: T201 - what the test reads
            said = str(verdict)
