package io.estop.bench.breaker;

import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.sensor.Sensor;
import io.estop.breaker.watch.Watch;
import io.estop.model.Scope;
import io.estop.model.breaker.Comparison;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleLevels;
import io.estop.model.breaker.RuleTiming;
import io.estop.store.Database;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Ticks of many rules on many scopes, with real states in a real database. */
final class Ticks {
  private final BreakerPlan plan;
  private final Database database;
  private final Clock clock;

  Ticks(BreakerPlan plan, Database database, Clock clock) {
    this.plan = plan;
    this.database = database;
    this.clock = clock;
  }

  /** Returns how long each tick took, in microseconds; the first of each scope does not count. */
  List<Long> run() {
    List<Long> micros = new ArrayList<>();
    RuleBook book = book();
    try (Watch watch = new Watch(database, book, Ticks::sensors, () -> false, clock)) {
      book.scopes().forEach(watch::tick);
      for (int round = 0; round < plan.rounds(); round++) {
        for (Scope scope : book.scopes()) {
          long began = System.nanoTime();
          watch.tick(scope);
          micros.add((System.nanoTime() - began) / 1_000);
        }
      }
    }
    return micros;
  }

  private static List<Sensor> sensors(Scope scope) {
    return List.of(new Calm());
  }

  private RuleBook book() {
    List<Rule> rules = new ArrayList<>();
    for (int scope = 0; scope < plan.scopes(); scope++) {
      Scope stopped = Scope.parse("strategy:bench-" + scope);
      for (int rule = 0; rule < plan.rules(); rule++) {
        rules.add(rule("t" + scope + "-" + rule, stopped, "S" + rule));
      }
    }
    return new RuleBook(rules);
  }

  private static Rule rule(String name, Scope scope, String subject) {
    return new Rule(
        name,
        Metric.SPREAD,
        new RuleLevels(Comparison.ABOVE, Optional.empty(), BigDecimal.valueOf(5), BigDecimal.ZERO),
        new RuleTiming(Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO),
        2,
        1,
        scope,
        Optional.empty(),
        Optional.of(subject),
        "bench",
        "measured");
  }

  /** Sees that all is calm, on each subject. */
  private static final class Calm implements Sensor {
    private static final List<String> SUBJECTS =
        IntStream.range(0, 1_000).mapToObj(i -> "S" + i).toList();

    @Override
    public String name() {
      return "bench";
    }

    @Override
    public Set<Metric> metrics() {
      return Set.of(Metric.SPREAD);
    }

    @Override
    public Look look(Instant now) {
      return new Look(
          SUBJECTS.stream()
              .limit(200)
              .map(subject -> new Reading(Metric.SPREAD, subject, BigDecimal.ONE, now))
              .toList(),
          Optional.empty());
    }
  }
}
