package io.estop.breaker.sensor;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at one source of readings. Thread-safe; bounded in time; never throws. */
public interface Sensor {

  /** Stable, as people read it: {@code quotes of paper}, {@code PostgreSQL}. */
  String name();

  /** What it may give; a rule on a metric that no sensor gives is told at start. */
  Set<Metric> metrics();

  /**
   * Looks now, within its own bound.
   *
   * @param now when the watch looks; what a source does not date was true then
   */
  Look look(Instant now);

  /** Returns what a look that is under way waits for, as people read it; from any thread. */
  default String waitsFor() {
    return "its source";
  }

  /**
   * What it saw.
   *
   * @param readings in the order of time for each metric and subject
   * @param trouble why it saw nothing or not all, one sentence; itself a finding
   */
  record Look(List<Reading> readings, Optional<String> trouble) {

    public Look {
      readings = List.copyOf(readings);
    }
  }
}
