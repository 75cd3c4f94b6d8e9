package io.estop.model.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Every key of the specification's {@code EMERGENCY_STOP_CONFIG} and of its environment variables,
 * with its default there. The one addition is the place of {@code MAX_POSITION_VALUE} in files.
 */
public enum Key {
  ENABLED("enabled", Form.flag(), "", "true", "false: rules only record what they would have done"),
  NOTIFICATION_CHANNELS(
      "notification_channels",
      Form.listOf("slack", "grafana"),
      "",
      "slack,grafana",
      "who is told; a channel left out is told nothing though it has a token or an address"),

  MAX_DRAWDOWN_PERCENT(
      "auto_triggers.max_drawdown_percent",
      Form.decimal("0", "100"),
      "percent",
      "5",
      "rules drawdown and daily-loss: fall of equity from its high-water mark, and since the day"
          + " began"),
  MAX_POSITION_VALUE(
      "auto_triggers.max_position_value",
      Form.decimal("0", "1000000000000000"),
      "account's currency",
      "",
      "rule position-value: value of one position; no such rule where it is not set"),
  VOLATILITY_THRESHOLD(
      "auto_triggers.volatility_threshold",
      Form.decimal("1", "1000"),
      "times its normal",
      "2.5",
      "rule realised-volatility: realised volatility"),
  EXECUTION_DELAY_MS(
      "auto_triggers.execution_delay_ms",
      Form.whole(1, 3_600_000),
      "milliseconds",
      "5000",
      "rule execution-time: from sending an order to its end"),
  API_ERROR_COUNT(
      "auto_triggers.api_error_count",
      Form.whole(1, 1_000_000),
      "count within 1m",
      "10",
      "rule api-errors: requests to a venue that failed"),
  DATA_QUALITY_THRESHOLD(
      "auto_triggers.data_quality_threshold",
      Form.decimal("0", "1"),
      "share, 1 is perfect",
      "0.8",
      "rule data-quality: a score at or below it is bad"),

  USE_MARKET_ORDERS(
      "liquidation.use_market_orders",
      Form.flag(),
      "",
      "true",
      "false: no limit goes through the best price"),
  MAX_SLIPPAGE_PERCENT(
      "liquidation.max_slippage_percent",
      Form.decimal("0", "100"),
      "percent of the arrival mid",
      "1",
      "worst price of one order"),
  TRANCH_LARGE_POSITIONS(
      "liquidation.tranch_large_positions",
      Form.flag(),
      "",
      "true",
      "part what is large and more than the book takes easily"),
  LARGE_POSITION_THRESHOLD(
      "liquidation.large_position_threshold",
      Form.decimal("0", "1000000000000000"),
      "account's currency",
      "100000",
      "market value from which a position is large"),
  MAX_TRANCHES(
      "liquidation.max_tranches", Form.whole(1, 100), "count", "5", "parts of a large position"),
  LIQUIDATION_TIMEOUT_SECONDS(
      "liquidation.timeout_seconds",
      Form.whole(1, 86_400),
      "seconds",
      "300",
      "time for closing; what is left is residual"),

  CHECK_INTERVAL_SECONDS(
      "circuit_breaker.check_interval_seconds",
      Form.whole(1, 3_600),
      "seconds",
      "10",
      "between two looks of the breaker"),
  RECOVERY_TIME_MINUTES(
      "circuit_breaker.recovery_time_minutes",
      Form.whole(0, 10_080),
      "minutes",
      "30",
      "least time from a trip until its rule may be armed again"),
  VIX_THRESHOLD(
      "circuit_breaker.vix_threshold",
      Form.decimal("0", "1000"),
      "points",
      "30",
      "rule vix: implied volatility of the market"),
  SPREAD_WIDENING_FACTOR(
      "circuit_breaker.spread_widening_factor",
      Form.decimal("1", "1000"),
      "times its normal",
      "3",
      "rule spread: bid-ask spread"),
  PRICE_VELOCITY_THRESHOLD(
      "circuit_breaker.price_velocity_threshold",
      Form.decimal("0", "100"),
      "percent within 5m",
      "5",
      "rule price-velocity: how far a price went, up or down"),

  DEAD_MANS_SWITCH_ENABLED(
      "dead_mans_switch.enabled", Form.flag(), "", "true", "false: nobody has to confirm"),
  DEAD_MANS_SWITCH_TIMEOUT_MINUTES(
      "dead_mans_switch.timeout_minutes",
      Form.whole(2, 10_080),
      "minutes",
      "120",
      "without a confirmation for so long the stop is pressed"),
  DEAD_MANS_SWITCH_WARNING_MINUTES(
      "dead_mans_switch.warning_minutes",
      Form.whole(1, 10_079),
      "minutes",
      "30",
      "so long before that people are warned");

  private static final String PRODUCT = "EMERGENCY_STOP_";

  private final String path;
  private final Form form;
  private final String unit;
  private final String standard;
  private final String does;

  Key(String path, Form form, String unit, String standard, String does) {
    this.path = path;
    this.form = form;
    this.unit = unit;
    this.standard = standard;
    this.does = does;
  }

  /** Returns the key of that path. */
  public static Optional<Key> ofPath(String path) {
    return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
  }

  /** Returns its place in files: {@code section.name}. */
  public String path() {
    return path;
  }

  /**
   * Returns the environment variables that set it: first the specification's own, which is the
   * constant's name but for keys of no section, then the key with its section before it.
   */
  public List<String> variables() {
    if (path.indexOf('.') < 0) {
      return List.of(PRODUCT + path.toUpperCase(Locale.ROOT));
    }
    String full = path.replace('.', '_').toUpperCase(Locale.ROOT);
    return full.equals(name()) ? List.of(full) : List.of(name(), full);
  }

  /** Returns what it is counted in; empty where it is no number. */
  public String unit() {
    return unit;
  }

  /** Returns what it must be, as words after "must be". */
  public String bound() {
    return form.bound();
  }

  /** Returns the specification's value, empty where it has none. */
  public Optional<String> standard() {
    return standard.isEmpty() ? Optional.empty() : Optional.of(standard);
  }

  /** Returns what it does. */
  public String does() {
    return does;
  }

  /**
   * Returns whether a running process takes a change. The others are read at start: a change of
   * them would be in force in one process and not in another, and in no stop that runs.
   */
  public boolean changesWhileRunning() {
    return this == ENABLED
        || this == RECOVERY_TIME_MINUTES
        || this == VIX_THRESHOLD
        || this == SPREAD_WIDENING_FACTOR
        || this == PRICE_VELOCITY_THRESHOLD
        || path.startsWith("auto_triggers.");
  }

  /**
   * Returns the one way in which we write a value.
   *
   * @throws IllegalArgumentException naming key, value and bound
   */
  public String read(String text) {
    try {
      return form.read(text);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          path + " must be " + bound() + " but was: " + shortened(text), malformed);
    }
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.isEmpty() ? "empty" : line.length() <= 80 ? line : line.substring(0, 80) + "…";
  }
}
