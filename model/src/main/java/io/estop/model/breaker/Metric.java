package io.estop.model.breaker;

import io.estop.model.TriggerKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the breaker can watch: a closed list, so that a rule cannot wait for what never comes. */
public enum Metric {
  /** Implied volatility of the market, an index as VIX. */
  VIX(Unit.POINTS, TriggerKind.VOLATILITY_SPIKE),
  /** Realised volatility against its normal. */
  REALISED_VOLATILITY(Unit.RATIO, TriggerKind.VOLATILITY_SPIKE),
  /** Bid-ask spread against its normal. */
  SPREAD(Unit.RATIO, TriggerKind.VOLATILITY_SPIKE),
  /** Quantity in the order book against its normal. */
  DEPTH(Unit.RATIO, TriggerKind.VOLATILITY_SPIKE),
  /** How far a price went within a window, up or down. */
  PRICE_VELOCITY(Unit.PERCENT, TriggerKind.VOLATILITY_SPIKE),
  /** The same in standard deviations of the usual way in such a window. */
  PRICE_VELOCITY_SIGMAS(Unit.SIGMAS, TriggerKind.VOLATILITY_SPIKE),
  /** Traded volume against its normal. */
  VOLUME(Unit.RATIO, TriggerKind.UNUSUAL_VOLUME),

  /** From sending an order to its end. */
  ORDER_EXECUTION_TIME(Unit.MILLISECONDS, TriggerKind.EXECUTION_ANOMALY),
  /** From a request to its answer. */
  API_RESPONSE_TIME(Unit.MILLISECONDS, TriggerKind.API_FAILURE),
  /** Requests within the window that failed. */
  API_ERRORS(Unit.COUNT, TriggerKind.API_FAILURE),
  /** Share of what was done within the window that failed. */
  ERROR_RATE(Unit.RATIO, TriggerKind.SYSTEM_HEALTH),
  DATABASE_LATENCY(Unit.MILLISECONDS, TriggerKind.SYSTEM_HEALTH),
  /** Tasks that wait in a queue. */
  QUEUE_BACKLOG(Unit.COUNT, TriggerKind.SYSTEM_HEALTH),
  /** Since a component's last word. */
  HEARTBEAT_AGE(Unit.SECONDS, TriggerKind.SYSTEM_HEALTH),

  /** How far equity is below its high-water mark. */
  DRAWDOWN(Unit.PERCENT, TriggerKind.DRAWDOWN),
  /** How far equity is below that of the day's start. */
  DAILY_LOSS(Unit.PERCENT, TriggerKind.DRAWDOWN),
  /** Value of one position. */
  POSITION_VALUE(Unit.CURRENCY, TriggerKind.RISK_LIMIT_BREACH),
  /** Value of all positions, long and short added. */
  EXPOSURE(Unit.CURRENCY, TriggerKind.RISK_LIMIT_BREACH),
  /** Share of one position in the exposure. */
  CONCENTRATION(Unit.RATIO, TriggerKind.RISK_LIMIT_BREACH),

  /** Share of ordered quantity that was filled. */
  FILL_RATIO(Unit.RATIO, TriggerKind.EXECUTION_ANOMALY),
  /** How much worse than expected orders were filled. */
  SLIPPAGE(Unit.PERCENT, TriggerKind.EXECUTION_ANOMALY),
  /** Share of orders that were rejected. */
  REJECT_RATIO(Unit.RATIO, TriggerKind.EXECUTION_ANOMALY),
  /** Orders within the window that are alike in all but their id. */
  REPEATED_ORDERS(Unit.COUNT, TriggerKind.EXECUTION_ANOMALY),

  /** How far data can be believed: 1 fully, 0 not at all. */
  DATA_QUALITY(Unit.RATIO, TriggerKind.DATA_QUALITY);

  private final Unit unit;
  private final TriggerKind trigger;

  Metric(Unit unit, TriggerKind trigger) {
    this.unit = unit;
    this.trigger = trigger;
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

  /** Returns what kind of stop a rule on it presses. */
  public TriggerKind trigger() {
    return trigger;
  }

  /** Returns the name as files and people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
