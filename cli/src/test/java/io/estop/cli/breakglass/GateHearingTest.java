package io.estop.cli.breakglass;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Acknowledgement.GateId;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarm;
import io.estop.store.alarm.Alarms;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long closing by hand waits for components, and what it says of those that are silent. */
class GateHearingTest {
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final StopId STOP = StopId.parse("by-hand");
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();

  private final MovedClock clock = new MovedClock();
  private final Board board = Board.of(EnvironmentId.parse("test"), redis.client());
  private final Components components = new Components(postgres.database(), clock);
  private final List<String> lines = new ArrayList<>();
  private Duration waited = Duration.ZERO;
  private Runnable whileWaiting = () -> {};

  @AfterAll
  static void stop() {
    redis.close();
    postgres.close();
  }

  @BeforeEach
  void hold() {
    postgres.empty();
    redis.empty();
    Hold hold =
        Hold.halted(STOP, Scope.firm(), Action.FLATTEN, Instant.parse("2026-11-23T15:00:00Z"));
    assertThat(board.add(hold, CALL).isDone()).isTrue();
  }

  @Test
  void goesOnAsSoonAsEachHasAcknowledged() {
    expect("one", "two");
    acknowledge("one");
    whileWaiting = () -> acknowledge("two");

    hear();

    assertThat(waited).isEqualTo(Duration.ofMillis(50));
    assertThat(lines).containsExactly("ACKNOWLEDGED all 2 expected components acknowledged");
    assertThat(recorded()).isEqualTo(1);
    assertThat(new Alarms(postgres.database(), clock).open()).isEmpty();
  }

  @Test
  void goesOnWithoutThoseThatDoNotAndNamesThem() {
    expect("one", "two");
    acknowledge("one");

    hear();

    assertThat(waited).isEqualTo(WITHIN);
    assertThat(lines)
        .singleElement()
        .asString()
        .startsWith("NOT ACKNOWLEDGED within 30000 ms by 1 of 2; silent components: two");
    assertThat(recorded()).isEqualTo(1);
    assertThat(new Alarms(postgres.database(), clock).open())
        .extracting(Alarm::text)
        .containsExactly("1 of 2 components did not acknowledge: two");
  }

  @Test
  void whereNobodyIsExpectedGatesGetTheTimeInWhichTheyDenyByAge() {
    hear();

    assertThat(waited).isEqualTo(GateHearing.GATES_DENY);
    assertThat(lines).singleElement().asString().startsWith("NOBODY EXPECTED");
  }

  private void hear() {
    new GateHearing(board, postgres.database(), clock, () -> waited.toNanos(), this::pause)
        .hear(STOP, WITHIN, lines::add);
  }

  private void pause(Duration time) {
    waited = waited.plus(time);
    whileWaiting.run();
    whileWaiting = () -> {};
  }

  private void expect(String... names) {
    for (String name : names) {
      components.register(new Component(name, Optional.empty(), Optional.empty()));
    }
  }

  private void acknowledge(String name) {
    Reading now = ((Answer.Done<Reading>) board.read(CALL)).value();
    BoardState state = (BoardState) now.board();
    board
        .acknowledge(
            new Acknowledgement(
                new GateId(name, "i", "java/test", now.redisMillis(), Duration.ofMinutes(1)),
                state.version(),
                state.version(),
                "",
                now.redisMillis(),
                List.of(),
                List.of(),
                List.of()))
        .toCompletableFuture()
        .orTimeout(5, TimeUnit.SECONDS)
        .join();
  }

  private int recorded() {
    return postgres
        .database()
        .jdbc()
        .sql("select count(*) from ledger where action = 'ACKNOWLEDGEMENTS' and subject = :stop")
        .param("stop", "stop/" + STOP)
        .query(Integer.class)
        .single();
  }
}
