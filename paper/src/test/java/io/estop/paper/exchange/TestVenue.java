package io.estop.paper.exchange;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.estop.paper.MutableClock;
import io.estop.paper.account.Position;
import io.estop.paper.book.BookSettings;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.faults.Faults;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Instrument;
import io.estop.paper.order.OrderRequest;
import io.estop.paper.order.OrderView;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A venue with still prices and a clock in the test's hand: 10:00 in New York on a Friday. */
public final class TestVenue {
  public static final Instant OPEN = Instant.parse("2026-11-20T15:00:00Z");
  public static final String CALL = "AAPL271217C00190000";
  public static final String WORTHLESS = "AAPL271217C00900000";

  public final MutableClock clock = new MutableClock(OPEN);
  public final FaultSwitch faults = new FaultSwitch(Faults.NONE, 7);
  public final List<OrderEvent> events = new ArrayList<>();
  public final Exchange exchange;

  /** Opens with these positions: symbol, quantity, symbol, quantity, ... */
  public TestVenue(String... positions) {
    this(Duration.ZERO, 0, positions);
  }

  public TestVenue(Duration acknowledgeAfter, double movement, String... positions) {
    Map<String, Position> held = new LinkedHashMap<>();
    for (int i = 0; i < positions.length; i += 2) {
      held.put(positions[i], new Position(new BigDecimal(positions[i + 1]), new BigDecimal("100")));
    }
    BookSettings books =
        new BookSettings(5, movement, Duration.ofSeconds(1), Duration.ofSeconds(1));
    Seeding seeding =
        new Seeding(OPEN, 7, new BigDecimal("1000000"), instruments(), held, List.of(), books);
    exchange = new Exchange(clock, faults, acknowledgeAfter, seeding);
    exchange.listen(events::add);
  }

  /** AAPL 99.99 / 100.01, 100 shares per level, levels a cent apart. */
  private static List<Instrument> instruments() {
    return List.of(
        instrument("AAPL", AssetClass.US_EQUITY, "99.99", "100.01", true),
        instrument("HARD", AssetClass.US_EQUITY, "50.00", "50.02", false),
        instrument("BTC/USD", AssetClass.CRYPTO, "95000", "95010", true),
        instrument(CALL, AssetClass.US_OPTION, "18.40", "18.80", false),
        instrument(WORTHLESS, AssetClass.US_OPTION, "0", "0.05", false));
  }

  private static Instrument instrument(
      String symbol, AssetClass type, String bid, String ask, boolean easy) {
    BigDecimal size = BigDecimal.valueOf(100);
    return new Instrument(
        symbol,
        type,
        new BigDecimal(bid),
        new BigDecimal(ask),
        size,
        size,
        new BigDecimal("0.01"),
        0.3,
        easy,
        easy && type == AssetClass.US_EQUITY);
  }

  public OrderView market(String side, String symbol, String qty, String force) {
    return exchange.place(request(side, symbol, qty, force, null));
  }

  public OrderView limit(String side, String symbol, String qty, String price, String force) {
    return exchange.place(request(side, symbol, qty, force, price));
  }

  public Refusal refused(OrderRequest request) {
    return catchThrowableOfType(Refusal.class, () -> exchange.place(request));
  }

  public void pass(Duration time) {
    clock.advance(time);
    exchange.tick();
  }

  public String qty(String symbol) {
    return exchange.positions().stream()
        .filter(position -> position.symbol().equals(symbol))
        .map(PositionView::qty)
        .findFirst()
        .orElse("0");
  }

  public List<String> eventNames() {
    return events.stream().map(OrderEvent::event).toList();
  }

  public static OrderRequest request(
      String side, String symbol, String qty, String force, @Nullable String limitPrice) {
    return named(side, symbol, qty, force, limitPrice, null);
  }

  public static OrderRequest named(
      String side,
      String symbol,
      String qty,
      String force,
      @Nullable String limitPrice,
      @Nullable String name) {
    return new OrderRequest(
        symbol,
        new BigDecimal(qty),
        null,
        side,
        limitPrice == null ? "market" : "limit",
        force,
        limitPrice == null ? null : new BigDecimal(limitPrice),
        null,
        name,
        null,
        null,
        false);
  }

  public static OrderRequest intended(
      String side, String symbol, String qty, String force, String intent) {
    return new OrderRequest(
        symbol,
        new BigDecimal(qty),
        null,
        side,
        "market",
        force,
        null,
        null,
        null,
        intent,
        null,
        false);
  }
}
