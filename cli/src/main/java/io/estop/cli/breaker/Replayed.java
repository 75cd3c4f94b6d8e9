package io.estop.cli.breaker;

import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.replay.Replay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * A rule over a history.
 *
 * @param rule that was played
 * @param history it was played over
 * @param readings that the rule was given
 * @param result what it did
 */
record Replayed(Rule rule, History history, List<Reading> readings, Replay.Result result) {
  private static final double DAYS_IN_A_YEAR = 365.25;

  static Replayed of(Rule rule, History history) {
    List<Reading> readings = Measured.of(rule, history);
    return new Replayed(rule, history, readings, Replay.of(rule, readings));
  }

  /** Returns the moment as the history writes it: a date where it has one row a day. */
  String when(Instant at) {
    return history.isDaily() ? date(at).toString() : at.toString();
  }

  /** Returns how long the history is, in years; never 0. */
  double years() {
    if (readings.size() < 2) {
      return 1 / DAYS_IN_A_YEAR;
    }
    Duration length =
        Duration.between(readings.get(0).at(), readings.get(readings.size() - 1).at());
    return Math.max(1, length.toDays()) / DAYS_IN_A_YEAR;
  }

  /** Returns how many trips fell on one of the days. */
  long tripsOn(Set<LocalDate> days) {
    return result.trips().stream().filter(trip -> days.contains(date(trip.reading().at()))).count();
  }

  /** Returns how many of the days have a trip. */
  long found(Set<LocalDate> days) {
    return result.trips().stream()
        .map(trip -> date(trip.reading().at()))
        .filter(days::contains)
        .distinct()
        .count();
  }

  /** Returns how many of the days the history has at all. */
  long covered(Set<LocalDate> days) {
    return readings.stream()
        .map(reading -> date(reading.at()))
        .filter(days::contains)
        .distinct()
        .count();
  }

  private static LocalDate date(Instant at) {
    return at.atZone(ZoneOffset.UTC).toLocalDate();
  }
}
