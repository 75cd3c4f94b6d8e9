package io.estop.worker;

import io.estop.activities.breaker.TaskQueueBacklog;
import io.estop.breaker.rules.RuleBook;
import io.estop.breaker.sensor.Backlog;
import io.estop.breaker.sensor.DrawdownSensor;
import io.estop.breaker.sensor.Guarded;
import io.estop.breaker.sensor.Heartbeats;
import io.estop.breaker.sensor.LatencySensor;
import io.estop.breaker.sensor.MarketWindows;
import io.estop.breaker.sensor.Sensor;
import io.estop.breaker.sensor.VenueSensors;
import io.estop.gate.board.Board;
import io.estop.halt.component.Acknowledgements;
import io.estop.liquidation.Venues;
import io.estop.model.Scope;
import io.estop.model.breaker.Rule;
import io.estop.store.Database;
import io.estop.store.breaker.EquityMarks;
import io.estop.venues.ScopeCover;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the breakers look through. A watch takes those that a rule of its scope needs. */
@Configuration(proxyBeanMethods = false)
class SensorWiring {
  private static final int REDIS_WAITS = 5;

  /** Returns the sensors of a scope; asked once for each. */
  @FunctionalInterface
  interface SensorsOfScope extends Function<Scope, List<Sensor>> {}

  @Bean
  SensorsOfScope sensorsOfScope(
      Database database,
      Venues venues,
      Board board,
      Acknowledgements acknowledgements,
      WorkflowClient client,
      SensorProperties keys,
      WorkerProperties properties,
      Clock clock) {
    RuleBook book = properties.breaker().book();
    // Wrong keys are told at start, not at the first look.
    keys.ofOthers();
    keys.watched();
    return scope -> {
      List<Sensor> sensors = new ArrayList<>();
      sensors.add(new DrawdownSensor(scope, venues.all(), new EquityMarks(database)));
      MarketWindows windows = MarketWindows.of(book.of(scope));
      venues.all().stream()
          .filter(venue -> ScopeCover.touches(scope, venue))
          .flatMap(venue -> VenueSensors.of(venue, keys.watched(), windows, clock).stream())
          // One that is sampled asks whether or not somebody wants to know, and each has a thread.
          .filter(sensor -> isWanted(sensor, book.of(scope)))
          .map(sensor -> keys.ofVenue(sensor, clock))
          .forEach(sensors::add);
      sensors.addAll(ofSystem(database, board, acknowledgements, client, keys.bound()));
      sensors.addAll(keys.ofOthers());
      return sensors.stream().<Sensor>map(Guarded::new).toList();
    };
  }

  private static boolean isWanted(Sensor sensor, List<Rule> rules) {
    return rules.stream().anyMatch(rule -> sensor.metrics().contains(rule.metric()));
  }

  private static List<Sensor> ofSystem(
      Database database,
      Board board,
      Acknowledgements acknowledgements,
      WorkflowClient client,
      Duration bound) {
    return List.of(
        LatencySensor.of(database, bound),
        new LatencySensor(
            "Redis",
            "redis",
            () -> {
              // Longer than a look waits: a slow answer is a latency, not a refusal.
              if (!board.read(bound.multipliedBy(REDIS_WAITS)).isDone()) {
                throw new IllegalStateException("the board does not answer");
              }
            },
            bound,
            System::nanoTime),
        new Heartbeats(acknowledgements::heardAgo),
        new Backlog("task queues of Temporal", new TaskQueueBacklog(client, bound)));
  }
}
