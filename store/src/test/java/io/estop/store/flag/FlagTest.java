package io.estop.store.flag;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.store.MovedClock;
import io.estop.store.Presses;
import io.estop.store.RealPostgres;
import io.estop.store.stop.Stops;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlagTest {
  private static final StopId STOP = StopId.parse("s-1");
  private static final Hold HOLD =
      Hold.halted(STOP, Scope.firm(), Action.HALT, Instant.parse("2026-11-23T15:00:00.123456Z"));
  private static final RealPostgres postgres = RealPostgres.start();
  private final MovedClock clock = new MovedClock();
  private final Flag flag = new Flag(postgres.database(), clock);
  private final Outbox outbox = new Outbox(postgres.database(), clock);

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void keepsAHoldAsItWasPressed() {
    assertThat(flag.add(HOLD)).isEqualTo(HoldWrite.HELD);

    assertThat(flag.read().holds()).containsExactly(java.util.Map.entry(STOP, HOLD));
    assertThat(flag.read().version()).isEqualTo(1);
  }

  @Test
  void addingTheSameAgainRaisesNoVersion() {
    flag.add(HOLD);
    flag.add(HOLD);

    assertThat(flag.read().version()).isEqualTo(1);
  }

  @Test
  void mergesWhatItLearnsLater() {
    flag.add(HOLD);
    Hold further = Hold.halted(STOP, Scope.firm(), Action.FLATTEN, HOLD.heldAt().plusSeconds(5));

    assertThat(flag.add(further)).isEqualTo(HoldWrite.HELD);
    assertThat(flag.add(HOLD)).isEqualTo(HoldWrite.HELD);

    assertThat(flag.read().holds().get(STOP)).isEqualTo(HOLD.merge(further));
    assertThat(flag.read().version()).isEqualTo(2);
  }

  @Test
  void refusesAStopIdInUseForAnotherScope() {
    flag.add(HOLD);

    assertThat(flag.add(Hold.halted(STOP, Scope.symbol("X"), Action.HALT, HOLD.heldAt())))
        .isEqualTo(HoldWrite.OTHER_SCOPE);
    assertThat(flag.read().holds().get(STOP)).isEqualTo(HOLD);
  }

  @Test
  void refusesAHoldOfAnEndedStopAndKeepsTheOneItHas() {
    Stops stops = new Stops(postgres.database(), clock);
    flag.add(HOLD);
    stops.insert(Presses.of("s-1", "firm", Action.HALT), "estop/firm", "run");
    stops.end(STOP);

    assertThat(flag.add(HOLD)).isEqualTo(HoldWrite.ENDED);
    assertThat(flag.isOver(STOP)).isTrue();
    assertThat(flag.read().holds()).containsKey(STOP);
  }

  @Test
  void loosensOnlyWhatNobodyChangedMeanwhile() {
    flag.add(HOLD);
    Hold loosened = HOLD.at(Mode.REDUCED, new BigDecimal("0.50"));

    assertThat(flag.loosen(List.of(loosened), 0)).isFalse();
    assertThat(flag.read().holds().get(STOP)).isEqualTo(HOLD);

    assertThat(flag.loosen(List.of(loosened), 1)).isTrue();
    assertThat(flag.read().holds().get(STOP)).isEqualTo(loosened);
    assertThat(flag.read().version()).isEqualTo(2);
    assertThat(flag.loosen(List.of(loosened), 1)).isFalse();
  }

  @Test
  void releasesForEverAndOnlyWhatNobodyChangedMeanwhile() {
    flag.add(HOLD);

    assertThat(flag.release(List.of(STOP), 0)).isFalse();
    assertThat(flag.release(List.of(STOP), 1)).isTrue();

    assertThat(flag.read()).isEqualTo(new FlagState(2, java.util.Map.of(), java.util.Set.of(STOP)));
    assertThat(flag.add(HOLD)).isEqualTo(HoldWrite.ENDED);
    assertThat(flag.read().version()).isEqualTo(2);
  }

  @Test
  void parallelPressesAllCount() {
    IntStream.range(0, 24)
        .parallel()
        .forEach(
            i ->
                flag.add(
                    Hold.halted(
                        StopId.parse("s-" + i % 8), Scope.firm(), Action.HALT, HOLD.heldAt())));

    assertThat(flag.read().holds()).hasSize(8);
    assertThat(flag.read().version()).isEqualTo(8);
  }

  @Test
  void incarnationsNeverRepeat() {
    long first = flag.nextIncarnation();

    assertThat(flag.nextIncarnation()).isGreaterThan(first);
  }

  @Test
  void outboxKeepsAPressOnceUntilItIsDelivered() {
    assertThat(outbox.keep(Presses.of("b", "symbol:BTC/USD", Action.FLATTEN))).isTrue();
    assertThat(outbox.keep(Presses.of("b", "firm", Action.HALT))).isFalse();
    outbox.failed(StopId.parse("b"), "Temporal is down");

    assertThat(outbox.undelivered(10))
        .containsExactly(Presses.of("b", "symbol:BTC/USD", Action.FLATTEN));

    outbox.delivered(StopId.parse("b"), Action.FLATTEN);
    assertThat(outbox.undelivered(10)).isEmpty();
    assertThat(outbox.keep(Presses.of("b", "firm", Action.HALT))).isFalse();
  }

  @Test
  void outboxDeliversAPressAgainThatGoesFurther() {
    outbox.keep(Presses.of("b", "firm", Action.HALT));
    outbox.delivered(StopId.parse("b"), Action.HALT);

    assertThat(outbox.keep(Presses.of("b", "firm", Action.FLATTEN))).isTrue();
    outbox.delivered(StopId.parse("b"), Action.HALT);

    assertThat(outbox.undelivered(10)).containsExactly(Presses.of("b", "firm", Action.FLATTEN));
  }

  @Test
  void outboxGivesTheOldestFirst() {
    for (String stop : List.of("c", "a", "b")) {
      outbox.keep(Presses.of(stop, "firm", Action.HALT));
      clock.advance(java.time.Duration.ofSeconds(1));
    }

    assertThat(outbox.undelivered(2))
        .extracting(press -> press.stopId().value())
        .containsExactly("c", "a");
  }
}
