package io.estop.store.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Escalation;
import io.estop.model.Escalations;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.store.MovedClock;
import io.estop.store.Presses;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EscalationRowsTest {
  private static final StopId STOP = StopId.parse("s-1");
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00.123456Z");
  private static final RealPostgres postgres = RealPostgres.start();
  private final MovedClock clock = new MovedClock();
  private final Stops stops = new Stops(postgres.database(), clock);

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void aStopKeepsWhatIsPendingWithItsDeferral() {
    stops.insert(Presses.of("s-1", "firm", Action.HALT), "estop/firm", "run-1");
    Escalations pending =
        Escalations.none()
            .plus(new Escalation(Action.CANCEL, Duration.ofSeconds(30)), NOW, "ann")
            .plus(new Escalation(Action.FLATTEN, Duration.ofSeconds(120)), NOW, "ann")
            .deferred(NOW.plusSeconds(60), "bob", "prices \"are\" stale – ü");
    assertThat(stops.find(STOP).orElseThrow().escalations()).isEqualTo(Escalations.none());

    stops.escalations(STOP, pending);

    assertThat(stops.find(STOP).orElseThrow().escalations()).isEqualTo(pending);
  }

  @Test
  void theLiveStopOfAScopeIsFoundUntilItEnds() {
    stops.insert(Presses.of("s-1", "firm", Action.HALT), "estop/firm", "run-1");
    stops.insert(Presses.of("s-2", "symbol:X", Action.HALT), "estop/symbol:X", "run-2");

    assertThat(stops.liveOn(Scope.firm()).map(StopRow::stopId)).contains(STOP);
    stops.carriedOnBy(STOP, "run-3");
    assertThat(stops.liveOn(Scope.firm()).map(StopRow::runId)).contains("run-3");

    stops.end(STOP);
    assertThat(stops.liveOn(Scope.firm())).isEmpty();
  }

  @Test
  void anIdWithARowOfItsOwnAnswersWithItAlsoWhereItJoined() {
    stops.insert(Presses.of("s-1", "firm", Action.HALT), "estop/firm", "run-1");
    stops.insert(Presses.of("s-2", "firm", Action.HALT), "estop/firm", "run-2");
    stops.join(STOP, Presses.of("s-2", "firm", Action.HALT), Action.HALT);

    assertThat(stops.find(StopId.parse("s-2")).map(StopRow::stopId)).contains(StopId.parse("s-2"));
  }

  @Test
  void theOutboxKeepsThatAPressEscalates() {
    Press plain = Presses.of("s-1", "firm", Action.CANCEL);
    Press press =
        new Press(
            plain.stopId(),
            plain.scope(),
            plain.action(),
            plain.cause(),
            plain.pressedAt(),
            Optional.of(new Escalation(Action.FLATTEN, Duration.ofSeconds(120))));
    Outbox outbox = new Outbox(postgres.database(), clock);

    outbox.keep(press);

    assertThat(outbox.undelivered(1)).containsExactly(press);
  }
}
