package io.estop.cli.breaker;

import io.estop.model.breaker.Metric;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a metric is taken from in a row of a file.
 *
 * @param columns that it needs, in lower case
 * @param taken from their numbers; empty where they cannot be meant, as a crossed quote
 */
record Input(List<String> columns, Function<List<BigDecimal>, Optional<BigDecimal>> taken) {
  private static final BigDecimal TWO = BigDecimal.valueOf(2);
  private static final BigDecimal BASIS_POINTS = BigDecimal.valueOf(10_000);
  private static final Input CLOSE = column("close");
  private static final Input MID = new Input(List.of("bid", "ask"), Input::mid);
  private static final Input QUOTED_SPREAD = new Input(List.of("bid", "ask"), Input::spread);
  private static final Input BEST_SIZES =
      new Input(
          List.of("bid_size", "ask_size"), sizes -> Optional.of(sizes.get(0).add(sizes.get(1))));

  /** One column as it is. */
  static Input column(String name) {
    return new Input(
        List.of(name.toLowerCase(Locale.ROOT)), numbers -> Optional.of(numbers.get(0)));
  }

  /** Returns what a metric can be taken from, what is best first. */
  static List<Input> of(Metric metric) {
    return switch (metric) {
      case VIX -> List.of(CLOSE);
      case PRICE_VELOCITY, PRICE_VELOCITY_SIGMAS, REALISED_VOLATILITY ->
          List.of(CLOSE, column("price"), MID);
      case SPREAD -> List.of(column("spread"), QUOTED_SPREAD);
      case DEPTH -> List.of(column("depth"), BEST_SIZES);
      case DRAWDOWN, DAILY_LOSS -> List.of(column("equity"));
      default -> List.of(column(metric.word()));
    };
  }

  /** Returns its columns, for people. */
  String name() {
    return String.join(" and ", columns);
  }

  private static Optional<BigDecimal> mid(List<BigDecimal> quote) {
    return isQuote(quote)
        ? Optional.of(quote.get(0).add(quote.get(1)).divide(TWO, MathContext.DECIMAL64))
        : Optional.empty();
  }

  private static Optional<BigDecimal> spread(List<BigDecimal> quote) {
    return mid(quote)
        .map(
            mid ->
                quote
                    .get(1)
                    .subtract(quote.get(0))
                    .multiply(BASIS_POINTS)
                    .divide(mid, MathContext.DECIMAL64));
  }

  private static boolean isQuote(List<BigDecimal> quote) {
    return quote.get(0).signum() > 0 && quote.get(0).compareTo(quote.get(1)) <= 0;
  }
}
