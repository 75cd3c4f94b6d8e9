package io.estop.breaker.sensor;

import io.estop.model.breaker.Metric;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sensor that keeps the contract whatever the one behind it does: an exception is trouble, told
 * by its words, and the next look is taken all the same.
 */
public final class Guarded implements Sensor {
  private final Sensor sensor;

  public Guarded(Sensor sensor) {
    this.sensor = sensor;
  }

  @Override
  public String name() {
    return sensor.name();
  }

  @Override
  public Set<Metric> metrics() {
    return sensor.metrics();
  }

  @Override
  public String waitsFor() {
    return sensor.waitsFor();
  }

  @Override
  public Look look(Instant now) {
    try {
      return sensor.look(now);
    } catch (RuntimeException failed) {
      // The edge of the watch: whatever a source throws must blind nobody else.
      return new Look(List.of(), Optional.of(sensor.name() + " failed: " + failed));
    }
  }
}
