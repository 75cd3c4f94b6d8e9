package io.estop.model.configuration;

import java.util.LinkedHashMap;
import java.util.Map;

/** What of the configuration the system's own settings hold: the specification's names for them. */
public final class ConfiguredSettings {

  /** A setting that takes a key's value, with a unit behind it. */
  private record Place(String setting, String unit) {}

  private static final Map<Key, Place> PLACES = new LinkedHashMap<>();

  static {
    place(Key.USE_MARKET_ORDERS, "estop.liquidation.use-market-orders", "");
    place(Key.MAX_SLIPPAGE_PERCENT, "estop.liquidation.max-slippage-percent", "");
    place(Key.TRANCH_LARGE_POSITIONS, "estop.liquidation.tranch-large-positions", "");
    place(Key.LARGE_POSITION_THRESHOLD, "estop.liquidation.large-position-threshold", "");
    place(Key.MAX_TRANCHES, "estop.liquidation.max-tranches", "");
    place(Key.LIQUIDATION_TIMEOUT_SECONDS, "estop.liquidation.timeout", "s");
    place(Key.CHECK_INTERVAL_SECONDS, "estop.breaker.check-interval", "s");
    place(Key.DEAD_MANS_SWITCH_ENABLED, "estop.dead-mans-switch.enabled", "");
    place(Key.DEAD_MANS_SWITCH_TIMEOUT_MINUTES, "estop.dead-mans-switch.timeout", "m");
    place(Key.DEAD_MANS_SWITCH_WARNING_MINUTES, "estop.dead-mans-switch.warning", "m");
  }

  private ConfiguredSettings() {}

  private static void place(Key key, String setting, String unit) {
    PLACES.put(key, new Place(setting, unit));
  }

  /**
   * Returns the settings that a source of that kind gives, by their names, as {@code 300s}; what it
   * does not give is absent.
   */
  public static Map<String, String> of(Configuration configuration, Source.Kind kind) {
    Map<String, String> settings = new LinkedHashMap<>();
    PLACES.forEach(
        (key, place) ->
            configuration
                .value(key)
                .filter(value -> value.source().kind() == kind)
                .ifPresent(value -> settings.put(place.setting(), value.text() + place.unit())));
    return settings;
  }
}
