package io.estop.model.breaker;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the breaker can watch: a closed list, so that a rule cannot wait for what never comes. */
public enum Metric {
  /** Implied volatility of the market, an index as VIX. */
  VIX(Unit.POINTS),
  /** Realised volatility against its normal. */
  REALISED_VOLATILITY(Unit.RATIO),
  /** Bid-ask spread against its normal. */
  SPREAD(Unit.RATIO),
  /** Quantity in the order book against its normal. */
  DEPTH(Unit.RATIO),
  /** How far a price went within a window, up or down. */
  PRICE_VELOCITY(Unit.PERCENT),
  /** The same in standard deviations of the usual way in such a window. */
  PRICE_VELOCITY_SIGMAS(Unit.SIGMAS),
  /** Traded volume against its normal. */
  VOLUME(Unit.RATIO),

  /** From sending an order to its end. */
  ORDER_EXECUTION_TIME(Unit.MILLISECONDS),
  /** From a request to its answer. */
  API_RESPONSE_TIME(Unit.MILLISECONDS),
  /** Requests within the window that failed. */
  API_ERRORS(Unit.COUNT),
  /** Share of what was done within the window that failed. */
  ERROR_RATE(Unit.RATIO),
  DATABASE_LATENCY(Unit.MILLISECONDS),
  /** Tasks that wait in a queue. */
  QUEUE_BACKLOG(Unit.COUNT),
  /** Since a component's last word. */
  HEARTBEAT_AGE(Unit.SECONDS),

  /** How far equity is below its high-water mark. */
  DRAWDOWN(Unit.PERCENT),
  /** How far equity is below that of the day's start. */
  DAILY_LOSS(Unit.PERCENT),
  /** Value of one position. */
  POSITION_VALUE(Unit.CURRENCY),
  /** Value of all positions, long and short added. */
  EXPOSURE(Unit.CURRENCY),
  /** Share of one position in the exposure. */
  CONCENTRATION(Unit.RATIO),

  /** Share of ordered quantity that was filled. */
  FILL_RATIO(Unit.RATIO),
  /** How much worse than expected orders were filled. */
  SLIPPAGE(Unit.PERCENT),
  /** Share of orders that were rejected. */
  REJECT_RATIO(Unit.RATIO),
  /** Orders within the window that are alike in all but their id. */
  REPEATED_ORDERS(Unit.COUNT),

  /** How far data can be believed: 1 fully, 0 not at all. */
  DATA_QUALITY(Unit.RATIO);

  private final Unit unit;

  Metric(Unit unit) {
    this.unit = unit;
  }

  /**
   * Reads a metric as {@link #word()} writes it.
   *
   * @throws IllegalArgumentException naming what was given and what there is
   */
  public static Metric ofWord(String word) {
    return Arrays.stream(values())
        .filter(metric -> metric.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "metric must be one of "
                        + Arrays.stream(values())
                            .map(Metric::word)
                            .collect(Collectors.joining(", "))
                        + " but was: "
                        + word));
  }

  /** Returns what it is counted in. */
  public Unit unit() {
    return unit;
  }

  /** Returns the name as files and people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
