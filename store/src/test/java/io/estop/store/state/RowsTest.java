package io.estop.store.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.recovery.Stage;
import io.estop.store.MovedClock;
import io.estop.store.Presses;
import io.estop.store.RealPostgres;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import io.estop.store.component.Components.Acknowledgement;
import io.estop.store.notice.Notices;
import io.estop.store.notice.Notices.Notice;
import io.estop.store.recovery.Approvals;
import io.estop.store.recovery.Approvals.Approval;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowsTest {
  private static final StopId STOP = StopId.parse("s-1");
  private static final RealPostgres postgres = RealPostgres.start();
  private final MovedClock clock = new MovedClock();
  private final Stops stops = new Stops(postgres.database(), clock);
  private final Components components = new Components(postgres.database(), clock);

  @AfterAll
  static void stop() {
    postgres.close();
  }

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @Test
  void aStopIsInsertedOnceAndLearnsOfItsNewRun() {
    stops.insert(press("s-1", Action.CANCEL), "estop/firm", "run-1");
    stops.insert(press("s-1", Action.HALT), "estop/firm", "run-2");

    StopRow row = found(STOP);
    assertThat(row.action()).isEqualTo(Action.CANCEL);
    assertThat(row.cause()).isEqualTo(press("s-1", Action.CANCEL).cause());
    assertThat(row.runId()).isEqualTo("run-2");
    assertThat(row.phase()).isEqualTo(Phase.ACTIVATING);
    assertThat(row.outcome()).isEmpty();
  }

  @Test
  void aPressThatJoinedAnswersUnderItsOwnId() {
    stops.insert(press("s-1", Action.HALT), "estop/firm", "run");
    stops.join(STOP, press("s-2", Action.FLATTEN), Action.FLATTEN);
    stops.join(STOP, press("s-2", Action.FLATTEN), Action.FLATTEN);

    assertThat(found(StopId.parse("s-2"))).isEqualTo(found(STOP));
    assertThat(found(STOP).aliases()).containsExactly(StopId.parse("s-2"));
    assertThat(found(STOP).action()).isEqualTo(Action.FLATTEN);
    assertThat(stops.find(StopId.parse("s-3"))).isEmpty();
  }

  @Test
  void remembersWhenItWasFirstFlat() {
    stops.insert(press("s-1", Action.FLATTEN), "estop/firm", "run");
    stops.enter(STOP, Phase.HOLDING, 3, Optional.empty());
    stops.outcome(STOP, Outcome.FLAT, "flat");
    Instant first = clock.instant();
    clock.advance(Duration.ofMinutes(1));
    stops.outcome(STOP, Outcome.RESIDUAL, "a late fill");
    stops.addCancelled(STOP, 2);
    stops.addCancelled(STOP, 3);

    StopRow row = found(STOP);
    assertThat(row.firstFlatAt()).contains(first);
    assertThat(row.outcome()).contains(Outcome.RESIDUAL);
    assertThat(row.outcomeAt()).contains(first.plusSeconds(60));
    assertThat(row.rounds()).isEqualTo(3);
    assertThat(row.workingOrdersCancelled()).isEqualTo(5);
    assertThat(row.runId()).isEqualTo("run");
  }

  @Test
  void endsOnceAndIsLiveUntilThen() {
    stops.insert(press("s-1", Action.HALT), "estop/firm", "run");
    stops.insert(press("s-2", Action.HALT), "estop/firm", "run");
    assertThat(stops.live()).hasSize(2);

    stops.end(STOP);
    Instant ended = clock.instant();
    clock.advance(Duration.ofMinutes(1));
    stops.end(STOP);
    stops.end(StopId.parse("s-2"));

    assertThat(stops.live()).isEmpty();
    assertThat(found(STOP).endedAt()).contains(ended);
    assertThat(stops.newestEnded(10)).extracting(StopId::value).containsExactly("s-1", "s-2");
    assertThat(stops.newestEnded(1)).extracting(StopId::value).containsExactly("s-2");
    assertThat(stops.newest(1)).hasSize(1);
  }

  @Test
  void componentsAreRegisteredAndTheirFirstAcknowledgementStays() {
    Component engine =
        new Component("engine", Optional.of(BigDecimal.TEN), Optional.of(BigDecimal.ONE));
    components.register(new Component("engine", Optional.empty(), Optional.empty()));
    components.register(engine);
    assertThat(components.expected()).containsExactly(engine);

    Optional<Instant> heard = Optional.of(clock.instant());
    components.record(STOP, new Acknowledgement("engine", Optional.empty()));
    assertThat(components.acknowledgements(STOP))
        .containsExactly(new Acknowledgement("engine", Optional.empty()));
    components.record(STOP, new Acknowledgement("engine", heard));
    components.record(STOP, new Acknowledgement("engine", Optional.empty()));
    assertThat(components.acknowledgements(STOP))
        .containsExactly(new Acknowledgement("engine", heard));
  }

  @Test
  void anApprovalIsUsedOnceAndNeverByItsRequester() {
    Approvals approvals = new Approvals(postgres.database(), clock);
    Approval approval = new Approval("h", STOP, Stage.LIVE, "ann", "bob");

    assertThat(approvals.use(approval)).isTrue();
    assertThat(approvals.use(approval)).isFalse();
    assertThat(approvals.use(new Approval("h", STOP, Stage.LIVE, "ann", "eve"))).isFalse();
    assertThatThrownBy(() -> approvals.use(new Approval("h2", STOP, Stage.LIVE, "ann", "ann")))
        .isInstanceOf(org.springframework.dao.DataIntegrityViolationException.class);
  }

  @Test
  void aNoticeKeepsItsLatestStateAndCountsItsAttempts() {
    Notices notices = new Notices(postgres.database(), clock);
    Notice failed = new Notice("slack", "FLAT", "FAILED", Optional.empty(), "503", 1);
    Notice sent = new Notice("slack", "FLAT", "SENT", Optional.of("ts"), "", 2);

    notices.record("stop/s-1", failed);
    assertThat(notices.about("stop/s-1")).containsExactly(failed);
    notices.record("stop/s-1", sent);
    assertThat(notices.about("stop/s-1")).containsExactly(sent).allMatch(Notice::isSent);
    assertThat(List.of(failed)).noneMatch(Notice::isSent);
  }

  private StopRow found(StopId stop) {
    return stops.find(stop).orElseThrow();
  }

  private static Press press(String stop, Action action) {
    return Presses.of(stop, "firm", action);
  }
}
