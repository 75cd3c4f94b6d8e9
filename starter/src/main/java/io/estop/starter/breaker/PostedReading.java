package io.estop.starter.breaker;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Unit;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One reading as it was sent.
 *
 * @param id made by the sender, unique among its readings of the last minutes
 * @param metric as rule files name it
 * @param subject what was measured; missing: the whole scope
 * @param value a decimal number
 * @param unit the metric's own
 * @param at when it was true, ISO 8601; at most 5 s ahead of this clock
 */
record PostedReading(
    @Nullable String id,
    @Nullable String metric,
    @Nullable String subject,
    @Nullable String value,
    @Nullable String unit,
    @Nullable String at) {
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,2})?");
  private static final Duration AHEAD = Duration.ofSeconds(5);

  /**
   * Returns the reading.
   *
   * @throws IllegalArgumentException with one sentence that says what is wrong
   */
  Reading checked(Instant now) {
    if (id == null || !ID.matcher(id).matches()) {
      throw new IllegalArgumentException("id must be 1 to 64 printable characters but was: " + id);
    }
    Metric known = required("metric", metric, Metric::ofWord);
    Unit said = required("unit", unit, Unit::ofWord);
    if (said != known.unit()) {
      throw new IllegalArgumentException(
          known.word() + " is counted in " + known.unit().word() + ", not in " + said.word());
    }
    return new Reading(known, subject == null ? "" : subject, number(), moment(now));
  }

  private BigDecimal number() {
    String text = required("value", value, Function.identity());
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("value must be a decimal number but was: " + cut(text));
    }
    return new BigDecimal(text);
  }

  private Instant moment(Instant now) {
    Instant moment = required("at", at, PostedReading::parsed);
    if (moment.isAfter(now.plus(AHEAD))) {
      throw new IllegalArgumentException(
          "at must not be further than "
              + AHEAD.toSeconds()
              + " s ahead of "
              + now
              + " but was: "
              + moment);
    }
    return moment;
  }

  private static Instant parsed(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException(
          "at must be like 2026-03-02T14:30:00.123Z but was: " + cut(text), malformed);
    }
  }

  private static <T> T required(String name, @Nullable String text, Function<String, T> parse) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return parse.apply(text);
  }

  private static String cut(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "...";
  }
}
