package io.estop.worker;

import io.estop.breaker.sensor.Backlog;
import io.estop.breaker.sensor.DrawdownSensor;
import io.estop.breaker.sensor.Guarded;
import io.estop.breaker.sensor.Heartbeats;
import io.estop.breaker.sensor.LatencySensor;
import io.estop.breaker.sensor.MarketWindows;
import io.estop.breaker.sensor.Sensor;
import io.estop.breaker.sensor.VenueSensors;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.ComponentReport;
import io.estop.gate.board.Reading;
import io.estop.liquidation.Venues;
import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import io.estop.store.breaker.EquityMarks;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import io.estop.venues.VenueReader;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the breakers look through; only those are asked whose metrics some rule watches. */
@Configuration(proxyBeanMethods = false)
class SensorWiring {
  private static final Duration BOUND = Duration.ofSeconds(1);

  /** Returns the sensors of a scope; asked once for each. */
  @FunctionalInterface
  interface SensorsOfScope extends Function<Scope, List<Sensor>> {}

  @Bean
  SensorsOfScope sensorsOfScope(
      Database database,
      Venues venues,
      Board board,
      Components components,
      WorkflowClient client,
      Clock clock) {
    TaskQueueBacklog queues = new TaskQueueBacklog(client, BOUND);
    return scope -> {
      List<Sensor> sensors = new ArrayList<>();
      sensors.add(new DrawdownSensor(scope, venues.all(), new EquityMarks(database)));
      venues.all().stream()
          .filter(venue -> isIn(scope, venue.account()))
          .forEach(venue -> sensors.addAll(ofVenue(venue, clock)));
      sensors.add(LatencySensor.of(database, BOUND));
      sensors.add(new LatencySensor("Redis", "redis", () -> read(board), BOUND, System::nanoTime));
      sensors.add(new Heartbeats(() -> ages(board, components)));
      sensors.add(new Backlog("Temporal", queues::waiting));
      return sensors.stream().<Sensor>map(Guarded::new).toList();
    };
  }

  private static List<Sensor> ofVenue(VenueReader venue, Clock clock) {
    return VenueSensors.of(venue, List.of(), MarketWindows.STANDARD, clock);
  }

  private static boolean isIn(Scope scope, Account account) {
    return switch (scope.kind()) {
      case VENUE -> scope.id().equals(account.venue());
      case ACCOUNT -> scope.id().equals(account.toString());
      default -> true;
    };
  }

  private static void read(Board board) {
    if (!board.read(BOUND).isDone()) {
      throw new IllegalStateException("Redis did not answer within " + BOUND.toMillis() + " ms");
    }
  }

  /** Ages by the clock of Redis, which heard them. */
  private static Optional<Map<String, Optional<Duration>>> ages(
      Board board, Components components) {
    List<String> expected = components.expected().stream().map(Component::name).toList();
    if (expected.isEmpty()) {
      return Optional.of(Map.of());
    }
    if (!(board.read(BOUND) instanceof Answer.Done<Reading> now)
        || !(board.acknowledgements(expected, BOUND)
            instanceof Answer.Done<List<ComponentReport>> heard)) {
      return Optional.empty();
    }
    Map<String, Optional<Duration>> ages = new HashMap<>();
    expected.forEach(name -> ages.put(name, Optional.empty()));
    for (ComponentReport report : heard.value()) {
      ages.put(report.component(), age(report, now.value().redisMillis()));
    }
    return Optional.of(ages);
  }

  private static Optional<Duration> age(ComponentReport report, long now) {
    return report.instances().stream()
        .map(gate -> Duration.ofMillis(Math.max(0, now - gate.redisMillis())))
        .min(Duration::compareTo);
  }
}
