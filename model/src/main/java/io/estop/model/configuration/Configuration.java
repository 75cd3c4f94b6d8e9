package io.estop.model.configuration;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All values in force, each with its source. Only a configuration that holds together as a whole is
 * one: whatever makes another throws, and what was in force stays.
 *
 * @param values by key; a key without a default that nobody set is absent
 */
public record Configuration(Map<Key, Value> values) {

  /**
   * One value.
   *
   * @param text in the one way in which we write it
   * @param source where it was said
   */
  public record Value(String text, Source source) {}

  public Configuration {
    values = Map.copyOf(values);
    List<String> errors = contradictions(values);
    if (!errors.isEmpty()) {
      throw new ConfigurationRefusedException(errors);
    }
  }

  /** Returns the specification's own values. */
  public static Configuration standard() {
    Map<Key, Value> values = new EnumMap<>(Key.class);
    for (Key key : Key.values()) {
      key.standard().ifPresent(text -> values.put(key, new Value(text, Source.STANDARD)));
    }
    return new Configuration(values);
  }

  /**
   * Returns this with other values, all of them or none.
   *
   * @param changes by path
   * @throws ConfigurationRefusedException with everything that is wrong
   */
  public Configuration with(Map<String, String> changes, Source source) {
    Map<Key, Value> changed = new EnumMap<>(values);
    List<String> errors = new ArrayList<>();
    changes.forEach(
        (path, text) ->
            Key.ofPath(path)
                .ifPresentOrElse(
                    key -> put(changed, key, text, source, errors),
                    () -> errors.add("there is no key " + path + " (" + source + ")")));
    if (!errors.isEmpty()) {
      throw new ConfigurationRefusedException(errors);
    }
    return new Configuration(changed);
  }

  static void put(
      Map<Key, Value> values, Key key, String text, Source source, List<String> errors) {
    try {
      values.put(key, new Value(key.read(text), source));
    } catch (IllegalArgumentException refused) {
      errors.add(refused.getMessage() + " (" + source + ")");
    }
  }

  /** What no key alone can tell. */
  static List<String> contradictions(Map<Key, Value> values) {
    Value timeout = values.get(Key.DEAD_MANS_SWITCH_TIMEOUT_MINUTES);
    Value warning = values.get(Key.DEAD_MANS_SWITCH_WARNING_MINUTES);
    if (timeout == null
        || warning == null
        || Long.parseLong(warning.text()) < Long.parseLong(timeout.text())) {
      return List.of();
    }
    return List.of(
        Key.DEAD_MANS_SWITCH_WARNING_MINUTES.path()
            + " must be below "
            + Key.DEAD_MANS_SWITCH_TIMEOUT_MINUTES.path()
            + " "
            + timeout.text()
            + " ("
            + timeout.source()
            + ") but was: "
            + warning.text()
            + " ("
            + warning.source()
            + ")");
  }

  /** Returns whether rules only record what they would have done. */
  public boolean observeOnly() {
    return !isTrue(Key.ENABLED);
  }

  /** Returns whether somebody set the key. */
  public boolean isGiven(Key key) {
    return value(key).filter(value -> value.source().kind() != Source.Kind.STANDARD).isPresent();
  }

  /** Returns a key's value. */
  public Optional<Value> value(Key key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Returns a number, absent where nobody set it and it has no default. */
  public Optional<BigDecimal> number(Key key) {
    return value(key).map(value -> new BigDecimal(value.text()));
  }

  long whole(Key key) {
    return number(key).orElseThrow(() -> missing(key)).longValueExact();
  }

  private boolean isTrue(Key key) {
    return Boolean.parseBoolean(value(key).orElseThrow(() -> missing(key)).text());
  }

  private static IllegalStateException missing(Key key) {
    return new IllegalStateException(key.path() + " has a default and is not there");
  }
}
