package io.estop.venues.fix;

import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.venues.NewOrder;
import io.estop.venues.NewOrder.TimeInForce;
import io.estop.venues.fix.FixSettings.Conduct;
import io.estop.venues.fix.FixSettings.Endpoint;
import io.estop.venues.fix.FixSettings.Parties;
import io.estop.venues.fix.exchange.FixExchange;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Settings and orders of tests. */
final class Member {
  static final Instrument AAPL = new Instrument("AAPL", AssetClass.US_EQUITY);
  static final Instrument CALL = new Instrument("AAPL270115C00150000", AssetClass.US_OPTION);
  static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

  private Member() {}

  static FixSettings settings(int port, Path store, Duration timeout) {
    return new FixSettings(
        new Account("dma", "PA1"),
        new Endpoint("127.0.0.1", port, Optional.empty()),
        new Parties(FixExchange.MEMBER, FixExchange.NAME, "ann", "s3cret"),
        new Conduct(Duration.ofSeconds(60), "", true, false),
        store,
        timeout,
        1_000_000,
        false);
  }

  static NewOrder sell(String id, String quantity, String limit, TimeInForce time) {
    return new NewOrder(id, AAPL, Side.SELL, new BigDecimal(quantity), new BigDecimal(limit), time);
  }

  static NewOrder sell(String id, String quantity, String limit) {
    return sell(id, quantity, limit, TimeInForce.DAY);
  }
}
