package io.estop.worker;

import io.estop.activities.breaker.TaskQueueBacklog;
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
import io.estop.model.trading.Account;
import io.estop.store.Database;
import io.estop.store.breaker.EquityMarks;
import io.estop.venues.VenueReader;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
      Acknowledgements acknowledgements,
      WorkflowClient client,
      WorkerProperties properties,
      Clock clock) {
    WorkerProperties.Sensors others = properties.breaker().sensors();
    TaskQueueBacklog backlog = new TaskQueueBacklog(client, BOUND);
    return scope -> {
      List<Sensor> sensors = new ArrayList<>();
      sensors.add(new DrawdownSensor(scope, venues.all(), new EquityMarks(database)));
      venues.all().stream()
          .filter(venue -> isIn(scope, venue.account()))
          .flatMap(venue -> ofVenue(venue, clock).stream())
          .map(sensor -> others.sampled(sensor, clock))
          .forEach(sensors::add);
      sensors.add(LatencySensor.of(database, BOUND));
      sensors.add(new LatencySensor("Redis", "redis", () -> read(board), BOUND, System::nanoTime));
      sensors.add(new Heartbeats(acknowledgements::heardAgo));
      sensors.add(new Backlog("Temporal", backlog));
      sensors.addAll(others.asked(BOUND));
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
}
