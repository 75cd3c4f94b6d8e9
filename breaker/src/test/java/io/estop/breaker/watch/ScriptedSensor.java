package io.estop.breaker.watch;

import io.estop.breaker.sensor.Sensor;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sees what a test tells it to. */
final class ScriptedSensor implements Sensor {
  private record Value(String subject, String value) {}

  private final String name;
  private final Metric metric;
  private final List<Value> values = new ArrayList<>();
  private String trouble = "";
  private boolean raises;
  private Duration dated = Duration.ZERO;

  ScriptedSensor(String name, Metric metric) {
    this.name = name;
    this.metric = metric;
  }

  ScriptedSensor sees(String subject, String value) {
    trouble = "";
    raises = false;
    values.removeIf(one -> one.subject().equals(subject));
    values.add(new Value(subject, value));
    return this;
  }

  /** Its readings bear another time than the one it looks at. */
  void dates(Duration by) {
    dated = by;
  }

  /** No reading and no trouble. */
  void seesNothing() {
    values.clear();
  }

  void isSilent(String why) {
    trouble = why;
  }

  void raises() {
    raises = true;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(metric);
  }

  @Override
  public Look look(Instant now) {
    if (raises) {
      throw new IllegalStateException("division by zero");
    }
    return trouble.isEmpty()
        ? new Look(
            values.stream()
                .map(
                    one ->
                        new Reading(
                            metric, one.subject(), new BigDecimal(one.value()), now.plus(dated)))
                .toList(),
            Optional.empty())
        : new Look(List.of(), Optional.of(trouble));
  }
}
