package io.estop.model.breaker;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * One value of a metric.
 *
 * @param metric what was measured, in its unit
 * @param subject on what, as {@code AAPL}, {@code paper/PA1} or {@code postgresql}: at most 64
 *     letters, digits and {@code . _ : / -}; empty: on the whole scope
 * @param value exact; what is no number is no reading
 * @param at when it was true, by its source
 */
public record Reading(Metric metric, String subject, BigDecimal value, Instant at) {
  private static final Pattern SUBJECT = Pattern.compile("[A-Za-z0-9._:/-]{0,64}");

  public Reading {
    requireSubject(subject);
  }

  /** A reading of the whole scope. */
  public Reading(Metric metric, BigDecimal value, Instant at) {
    this(metric, "", value, at);
  }

  static void requireSubject(String subject) {
    if (!SUBJECT.matcher(subject).matches()) {
      throw new IllegalArgumentException(
          "subject must be at most 64 letters, digits and . _ : / - but was: " + subject);
    }
  }

  @Override
  public String toString() {
    return metric.word()
        + (subject.isEmpty() ? "" : " of " + subject)
        + " "
        + value.toPlainString()
        + " "
        + metric.unit().word()
        + " at "
        + at;
  }
}
