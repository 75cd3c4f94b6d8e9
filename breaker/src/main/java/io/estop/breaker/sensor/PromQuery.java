package io.estop.breaker.sensor;

import io.estop.model.breaker.Metric;

/**
 * A question to Prometheus whose answers are readings.
 *
 * @param metric in whose unit the query answers: multiply seconds by 1000 for milliseconds
 * @param subject what was measured, for all answers; where blank, the value of {@code label}
 * @param label whose value names what was measured; where both are blank the whole scope
 * @param query PromQL with a vector or a scalar as its value
 */
public record PromQuery(Metric metric, String subject, String label, String query) {
  private static final int LONGEST = 4_096;

  public PromQuery {
    if (query.isBlank() || query.length() > LONGEST) {
      throw new IllegalArgumentException(
          "query must be 1 to " + LONGEST + " characters but had: " + query.length());
    }
  }

  String subject(String labelled) {
    return Seen.subject(subject.isBlank() ? labelled : subject);
  }
}
