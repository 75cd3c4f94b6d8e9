package io.estop.embedded.portfolio;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the paper venue starts with: market, positions and working orders.
 *
 * @param asOf the market clock's start, null for an open session near now
 * @param seed of everything that the venue draws by chance
 */
public record Portfolio(
    @Nullable Instant asOf,
    long seed,
    List<SeedInstrument> instruments,
    List<SeedPosition> positions,
    List<SeedOrder> orders) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final BigDecimal LEAST_CASH = new BigDecimal("1000000");

  public Portfolio {
    instruments = List.copyOf(instruments);
    positions = List.copyOf(positions);
    orders = List.copyOf(orders);
  }

  /** Returns the start of the market clock, where it was set. */
  public Optional<Instant> marketStart() {
    return Optional.ofNullable(asOf);
  }

  /** Returns the seed document of the paper venue; money and quantities as text, exact. */
  public String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    marketStart().ifPresent(start -> json.put("asOf", start.toString()));
    json.put("cash", cash().toPlainString());
    json.put("seed", seed);
    json.put("instruments", instruments.stream().map(SeedInstrument::json).toList());
    json.put("positions", positions.stream().map(SeedPosition::json).toList());
    json.put("orders", orders.stream().map(SeedOrder::json).toList());
    return JSON.writeValueAsString(json);
  }

  // As much as all positions cost: working orders and the covering of shorts find buying power.
  private BigDecimal cash() {
    return positions.stream()
        .map(position -> position.quantity().abs().multiply(position.averageEntryPrice()))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(0, RoundingMode.CEILING)
        .max(LEAST_CASH);
  }
}
