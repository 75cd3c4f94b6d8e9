#!/usr/bin/env python3
"""Writes a portfolio of real prices as CSV: GOOG options of 2015-12-24 and BTC.

usage: real_portfolio.py DATA_FOLDER > portfolio.csv
Then: ./estop demo --once --portfolio portfolio.csv --as-of 2015-12-24

The chain has prices but no quotes: each quote is the closing price with a spread of 1 %, at least
two cents, rounded outward to the cent. BTC's quote is the last best bid and ask of the recording.
"""

import csv
import gzip
import json
import sys
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from pathlib import Path

CENT = Decimal("0.01")
HALF_SPREAD = Decimal("0.005")
EXPIRED_BEFORE = date(2015, 12, 28)
STRIKES = (Decimal(680), Decimal(800))
LEGS = 60


def main() -> None:
    if len(sys.argv) != 2:
        sys.exit("usage: real_portfolio.py DATA_FOLDER > portfolio.csv")
    data = Path(sys.argv[1])
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("symbol asset_class qty avg_entry_price bid ask bid_size ask_size".split())
    underlying, options = goog(data / "options" / "goog-20151224.csv")
    out.writerow(["GOOG", "us_equity", 700, underlying, *quote(underlying), 400, 400])
    for number, (symbol, price) in enumerate(options):
        # Short every third one, so that the long ones around it are its cover.
        quantity = -2 if number % 3 == 1 else 3
        out.writerow([symbol, "us_option", quantity, price, *quote(price), 50, 50])
    bid, ask, bid_size, ask_size = btc(data / "crypto-l2" / "btcusdt_20240808.gz")
    out.writerow(["BTC/USD", "crypto", "1.75", bid, bid, ask, bid_size, ask_size])


def goog(path: Path):
    underlying, options = Decimal(0), []
    with path.open() as lines:
        rows = list(csv.reader(line.lstrip("#") for line in lines))
    header = rows[0]
    for row in (dict(zip(header, values)) for values in rows[1:]):
        if not row["strike"]:
            underlying = Decimal(row["close"])
            continue
        expiry = date(int(row["expiry"][:4]), int(row["expiry"][4:6]), int(row["expiry"][6:]))
        strike, price = Decimal(row["strike"]), Decimal(row["close"])
        if expiry >= EXPIRED_BEFORE and STRIKES[0] <= strike <= STRIKES[1] and price > 0:
            symbol = f"GOOG{expiry:%y%m%d}{row['right']}{int(strike * 1000):08d}"
            options.append((symbol, price.quantize(CENT)))
    step = max(1, len(options) // LEGS)
    return underlying.quantize(CENT), options[::step][:LEGS]


def quote(price: Decimal):
    half = max(price * HALF_SPREAD, CENT)
    bid = max(price - half, CENT).quantize(CENT, ROUND_FLOOR)
    return bid, (price + half).quantize(CENT, ROUND_CEILING)


def btc(path: Path):
    last = None
    with gzip.open(path, "rt") as lines:
        for line in lines:
            if '"stream":"btcusdt@bookTicker"' in line:
                last = json.loads(line.split(" ", 1)[1])["data"]
    if last is None:
        sys.exit(f"{path} has no bookTicker message")
    return (Decimal(last[key]).normalize() for key in ("b", "a", "B", "A"))


if __name__ == "__main__":
    main()
