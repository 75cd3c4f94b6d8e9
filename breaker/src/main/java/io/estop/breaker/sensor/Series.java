package io.estop.breaker.sensor;

import io.estop.model.breaker.Metric;
import java.math.BigDecimal;
import java.util.Map;

/**
 * A series of an exposition whose samples are readings.
 *
 * @param metric what it is
 * @param name of the series
 * @param where labels that a sample must bear
 * @param subject what was measured, for all samples; where blank, the value of {@code label}
 * @param label whose value names what was measured; where both are blank the whole scope
 * @param factor brings the value to the metric's unit: 1000 for seconds where it is milliseconds
 */
public record Series(
    Metric metric,
    String name,
    Map<String, String> where,
    String subject,
    String label,
    BigDecimal factor) {
  public Series {
    where = Map.copyOf(where);
    if (name.isBlank() || factor.signum() == 0) {
      throw new IllegalArgumentException(
          "a series must have a name and a factor that is not 0 but had: " + name + ", " + factor);
    }
  }

  boolean covers(Sample sample) {
    return name.equals(sample.name()) && sample.labels().entrySet().containsAll(where.entrySet());
  }

  String subject(Sample sample) {
    return Seen.subject(subject.isBlank() ? sample.labels().getOrDefault(label, "") : subject);
  }
}
