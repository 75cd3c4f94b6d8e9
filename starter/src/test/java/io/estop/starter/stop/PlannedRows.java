package io.estop.starter.stop;

import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Planned positions with a risk of 100 and an expected cost of 12.50. */
final class PlannedRows {
  static final String SHARE = "AAPL";
  static final String OPTION = "AAPL270115C00150000";

  private PlannedRows() {}

  static PositionRow position(String symbol, String start, String open, PositionStatus status) {
    return row(symbol, start, open, status, quote("99", "101"));
  }

  static PositionRow row(
      String symbol, String start, String open, PositionStatus status, Quote arrival) {
    return row(1, symbol, start, open, status, arrival);
  }

  static PositionRow row(
      int number, String symbol, String start, String open, PositionStatus status, Quote arrival) {
    return new PositionRow(
        number,
        1,
        Account.parse("paper/PA1"),
        new Instrument(symbol, symbol.equals(OPTION) ? AssetClass.US_OPTION : AssetClass.US_EQUITY),
        new BigDecimal(start),
        new BigDecimal(open),
        new BigDecimal("90"),
        new BigDecimal("100"),
        Optional.of(arrival),
        Method.MARKET,
        new BigDecimal("100"),
        "why",
        1,
        status,
        ResidualReason.NONE,
        "",
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        0,
        BigDecimal.ZERO,
        Optional.empty(),
        new BigDecimal("12.50"),
        Duration.ZERO,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Quote quote(String bid, String ask) {
    BigDecimal size = BigDecimal.TEN;
    return new Quote(new BigDecimal(bid), size, new BigDecimal(ask), size, Instant.EPOCH);
  }
}
