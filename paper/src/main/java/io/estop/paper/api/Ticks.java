package io.estop.paper.api;

import io.estop.paper.book.Quote;
import io.estop.paper.exchange.Priced;
import io.estop.paper.market.AssetClass;
import io.estop.paper.order.Amounts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes quotes, trades and snapshots with Alpaca's one-letter names; numbers stay numbers. */
final class Ticks {
  private Ticks() {}

  static Map<String, Object> quote(Priced priced) {
    Quote quote = priced.quote();
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("t", quote.at());
    written.put("ap", Amounts.plain(quote.ask()));
    written.put("as", Amounts.plain(quote.askSize()));
    written.put("bp", Amounts.plain(quote.bid()));
    written.put("bs", Amounts.plain(quote.bidSize()));
    if (priced.instrument().assetClass() != AssetClass.CRYPTO) {
      written.put("ax", "V");
      written.put("bx", "V");
    }
    if (priced.instrument().assetClass() == AssetClass.US_EQUITY) {
      written.put("c", List.of("R"));
      written.put("z", "C");
    } else if (priced.instrument().assetClass() == AssetClass.US_OPTION) {
      written.put("c", "A");
    }
    return written;
  }

  /** The last trade is thought to have been at the middle of bid and ask. */
  static Map<String, Object> trade(Priced priced) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("t", priced.quote().at());
    written.put("p", last(priced));
    written.put("s", Amounts.plain(priced.instrument().lot().max(BigDecimal.ONE)));
    switch (priced.instrument().assetClass()) {
      case US_EQUITY -> {
        written.put("x", "V");
        written.put("i", 1);
        written.put("c", List.of("@"));
        written.put("z", "C");
      }
      case US_OPTION -> {
        written.put("x", "V");
        written.put("c", "a");
      }
      case CRYPTO -> {
        written.put("i", 1);
        written.put("tks", "B");
      }
    }
    return written;
  }

  static Map<String, Object> snapshot(Priced priced, Bars bars) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("latestTrade", trade(priced));
    written.put("latestQuote", quote(priced));
    if (priced.instrument().assetClass() == AssetClass.US_OPTION) {
      written.put("impliedVolatility", priced.instrument().volatility());
      return written;
    }
    written.put("minuteBar", bars.latest(priced, "1Min"));
    written.put("dailyBar", bars.latest(priced, "1Day"));
    written.put("prevDailyBar", bars.previousDay(priced));
    return written;
  }

  static BigDecimal last(Priced priced) {
    BigDecimal tick = priced.instrument().tick();
    return Amounts.plain(
        priced.quote().mid().divide(tick, 0, RoundingMode.HALF_EVEN).multiply(tick));
  }

  static Map<String, Object> bar(Instant at, BigDecimal open, BigDecimal close, BigDecimal volume) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("t", at);
    written.put("o", Amounts.plain(open));
    written.put("h", Amounts.plain(open.max(close)));
    written.put("l", Amounts.plain(open.min(close)));
    written.put("c", Amounts.plain(close));
    written.put("v", Amounts.plain(volume));
    written.put("n", 100);
    BigDecimal mean = open.add(close).divide(BigDecimal.valueOf(2), 9, RoundingMode.HALF_EVEN);
    written.put("vw", Amounts.plain(mean));
    return written;
  }
}
