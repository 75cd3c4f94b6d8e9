package io.estop.paper.admin;

import io.estop.paper.account.Position;
import io.estop.paper.book.BookSettings;
import io.estop.paper.exchange.Seeding;
import io.estop.paper.market.Instrument;
import io.estop.paper.order.OrderRequest;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A seeding as JSON: the body of POST /admin/seed and the content of paper.seed-file. */
public record SeedDocument(
    @Nullable Instant asOf,
    @Nullable BigDecimal cash,
    @Nullable Long seed,
    @Nullable Double movement,
    @Nullable Integer levels,
    @Nullable Long refillHalfLifeMillis,
    @Nullable List<SeedInstrument> instruments,
    @Nullable List<SeedPosition> positions,
    @Nullable List<SeedOrder> orders) {
  private static final BigDecimal CASH = BigDecimal.valueOf(1_000_000);

  /** Returns the seeding; throws IllegalArgumentException with what is wrong in it. */
  public Seeding seeding(SeedDefaults defaults) {
    List<Instrument> listed =
        instruments == null
            ? List.of()
            : instruments.stream().map(SeedInstrument::instrument).toList();
    Set<String> symbols = new HashSet<>();
    for (Instrument instrument : listed) {
      require(symbols.add(instrument.symbol()), "instrument twice: " + instrument.symbol());
    }
    return new Seeding(
        asOf == null ? defaults.asOf() : asOf,
        seed == null ? defaults.seed() : seed,
        cash == null ? CASH : cash,
        listed,
        held(symbols),
        orders == null ? List.of() : orders.stream().map(SeedOrder::request).toList(),
        books(defaults.books()));
  }

  private Map<String, Position> held(Set<String> symbols) {
    Map<String, Position> held = new LinkedHashMap<>();
    for (SeedPosition position : positions == null ? List.<SeedPosition>of() : positions) {
      String symbol = position.symbol();
      require(symbols.contains(symbol), "position without its instrument: " + symbol);
      require(position.qty().signum() != 0, "position of zero: " + symbol);
      var entry = new Position(position.qty(), position.avgEntryPrice());
      require(held.put(symbol, entry) == null, "position twice: " + symbol);
    }
    return held;
  }

  private BookSettings books(BookSettings defaults) {
    return new BookSettings(
        levels == null ? defaults.levels() : levels,
        movement == null ? defaults.movement() : movement,
        defaults.moveEvery(),
        refillHalfLifeMillis == null
            ? defaults.refillHalfLife()
            : Duration.ofMillis(refillHalfLifeMillis));
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }

  /** One position to start with; negative when short. */
  public record SeedPosition(String symbol, BigDecimal qty, BigDecimal avgEntryPrice) {}

  /** One order to start with; it passes the same checks as any other. */
  public record SeedOrder(
      String symbol,
      String side,
      BigDecimal qty,
      String type,
      @Nullable BigDecimal limitPrice,
      @Nullable BigDecimal stopPrice,
      @Nullable String timeInForce,
      @Nullable String clientOrderId) {
    OrderRequest request() {
      return new OrderRequest(
          symbol,
          qty,
          null,
          side,
          type,
          timeInForce == null ? "gtc" : timeInForce,
          limitPrice,
          stopPrice,
          clientOrderId,
          null,
          null,
          false);
    }
  }
}
