package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.venues.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Heartbeats and backlogs, of whoever supplies them. */
class SuppliedTest {
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  @Test
  void aComponentThatFallsSilentTrips() {
    Heartbeats heartbeats =
        new Heartbeats(
            () ->
                Optional.of(
                    Map.of(
                        "engine", Optional.of(Duration.ofSeconds(31)),
                        "router", Optional.of(Duration.ofMillis(400)))));
    Judge judge = Judge.above(Metric.HEARTBEAT_AGE, "30");
    judge.take(heartbeats.look(NOW)).take(heartbeats.look(NOW.plusSeconds(10)));

    assertThat(judge.trip().orElseThrow()).contains("31").contains("engine");
    assertThat(judge.subjects()).isEqualTo(2);
  }

  @Test
  void aComponentThatNeverSpokeIsAsOldAsItIsExpected() {
    Map<String, Optional<Duration>> said = new HashMap<>(Map.of("engine", Optional.empty()));
    Heartbeats heartbeats = new Heartbeats(() -> Optional.of(Map.copyOf(said)));
    Judge judge = Judge.above(Metric.HEARTBEAT_AGE, "30");
    for (int second = 0; second <= 40; second += 10) {
      judge.take(heartbeats.look(NOW.plusSeconds(second)));
    }

    assertThat(judge.trip()).isPresent();
    said.clear();
    assertThat(heartbeats.look(NOW.plusSeconds(50)).readings()).isEmpty();
    said.put("engine", Optional.empty());
    assertThat(heartbeats.look(NOW.plusSeconds(60)).readings())
        .as("expected anew")
        .allMatch(one -> one.value().signum() == 0);
  }

  @Test
  void whoeverCannotSayIsSaid() {
    Look look = new Heartbeats(Optional::empty).look(NOW);

    assertThat(look.readings()).isEmpty();
    assertThat(look.trouble()).contains("nobody can say when components were heard");
  }

  @Test
  void aGrowingQueueTripsAndOneThatCannotBeReadIsSaid() {
    Backlog backlog =
        new Backlog(
            "task queues",
            () -> new Answer.Known<>(Map.of("estop-halt", 1_200L, "estop-notice", 3L)));
    Judge judge = Judge.above(Metric.QUEUE_BACKLOG, "1000");
    judge.take(backlog.look(NOW)).take(backlog.look(NOW.plusSeconds(10)));

    assertThat(judge.trip().orElseThrow()).contains("estop-halt");
    assertThat(
            new Backlog("task queues", () -> new Answer.Missing<>("UNIMPLEMENTED"))
                .look(NOW)
                .trouble())
        .contains("task queues: UNIMPLEMENTED");
  }
}
