package io.estop.paper.admin;

import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Instrument;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One instrument of a seeding; only symbol, bid and ask are needed for an equity. */
public record SeedInstrument(
    String symbol,
    @Nullable String assetClass,
    BigDecimal bid,
    BigDecimal ask,
    @Nullable BigDecimal bidSize,
    @Nullable BigDecimal askSize,
    @Nullable BigDecimal tick,
    @Nullable Double volatility,
    @Nullable Boolean fractionable,
    @Nullable Boolean shortable) {
  private static final BigDecimal CENT = new BigDecimal("0.01");
  private static final BigDecimal SIZE = BigDecimal.valueOf(500);

  Instrument instrument() {
    AssetClass type = assetClass == null ? AssetClass.US_EQUITY : AssetClass.parse(assetClass);
    boolean equity = type == AssetClass.US_EQUITY;
    return new Instrument(
        symbol,
        type,
        bid,
        ask,
        bidSize == null ? SIZE : bidSize,
        askSize == null ? SIZE : askSize,
        tick == null ? CENT : tick,
        volatility == null ? usualVolatility(type) : volatility,
        type == AssetClass.CRYPTO || (equity && !Boolean.FALSE.equals(fractionable)),
        equity && !Boolean.FALSE.equals(shortable));
  }

  private static double usualVolatility(AssetClass type) {
    return switch (type) {
      case US_EQUITY -> 0.25;
      case CRYPTO -> 0.6;
      case US_OPTION -> 0.8;
    };
  }
}
