package io.estop.breaker.sensor;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What one look gathers: readings, and why others are missing. Confined to one thread. */
final class Seen {
  private static final int LONGEST_TROUBLE = 500;
  private static final int LONGEST_SUBJECT = 64;
  private static final Pattern NOT_IN_SUBJECTS = Pattern.compile("[^A-Za-z0-9._:/-]");

  private final Instant now;
  private final List<Reading> readings = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();

  Seen(Instant now) {
    this.now = now;
  }

  /** Returns a name as readings can bear it: what they cannot is an underline. */
  static String subject(String name) {
    String plain = NOT_IN_SUBJECTS.matcher(name).replaceAll("_");
    return plain.substring(0, Math.min(LONGEST_SUBJECT, plain.length()));
  }

  void read(Metric metric, String subject, BigDecimal value) {
    read(metric, subject, value, now);
  }

  void read(Metric metric, String subject, Optional<BigDecimal> value) {
    value.ifPresent(known -> read(metric, subject, known, now));
  }

  void read(Metric metric, String subject, BigDecimal value, Instant at) {
    readings.add(new Reading(metric, subject, value, at));
  }

  void trouble(String why) {
    troubles.add(why);
  }

  Look look() {
    String all = String.join("; ", troubles);
    return new Look(
        readings,
        all.isEmpty()
            ? Optional.empty()
            : Optional.of(all.substring(0, Math.min(LONGEST_TROUBLE, all.length()))));
  }
}
