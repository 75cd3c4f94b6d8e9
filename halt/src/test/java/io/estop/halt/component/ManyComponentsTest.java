package io.estop.halt.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Acknowledgement.GateId;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.halt.component.Acknowledgements.Heard;
import io.estop.model.Action;
import io.estop.model.EnvironmentId;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A thousand components acknowledge one stop. */
class ManyComponentsTest {
  private static final int MANY = 1_000;
  private static final Duration CALL = Duration.ofSeconds(10);
  private static final EnvironmentId TEST = EnvironmentId.parse("test");
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();

  private final MovedClock clock = new MovedClock();
  private final Board board = Board.of(TEST, redis.client());
  private final Components components = new Components(postgres.database(), clock);
  private final Alarms alarms = new Alarms(postgres.database(), clock);
  private final Acknowledgements acknowledgements =
      new Acknowledgements(board, components, alarms, CALL);

  @BeforeAll
  static void register() {
    Components components = new Components(postgres.database(), new MovedClock());
    names()
        .forEach(
            name -> components.register(new Component(name, Optional.empty(), Optional.empty())));
  }

  @AfterAll
  static void stop() {
    redis.close();
    postgres.close();
  }

  @Test
  void eachIsRecordedOnceWithItsOwnMomentAndTheOrdersItHadInside() throws Exception {
    StopId stop = StopId.parse("many");
    BoardState held = held(stop);
    long now = reading().redisMillis();
    acknowledge(names().subList(0, MANY - 2), held.version(), now, List.of());
    acknowledge(List.of("c-998"), held.version(), now - 7, List.of("o-1", "o-2"));

    long begun = System.nanoTime();
    Heard first = acknowledgements.readOnce(stop);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);

    assertThat(first.silent()).containsExactly("c-999");
    assertThat(first.unfinished()).containsOnlyKeys("c-998");
    assertThat(took).isLessThan(Duration.ofSeconds(3));
    List<String> written = versions(stop);

    acknowledgements.readOnce(stop);
    assertThat(versions(stop)).as("rows written again").isEqualTo(written);
    acknowledge(List.of("c-999"), held.version(), now + 5, List.of());
    assertThat(acknowledgements.readOnce(stop).silent()).isEmpty();

    List<Components.Acknowledgement> rows = components.acknowledgements(stop);
    assertThat(rows).hasSize(MANY);
    assertThat(rows.get(998).unfinished()).containsExactly("o-1", "o-2");
    assertThat(rows.get(998).acknowledgedAt()).contains(Instant.ofEpochMilli(now - 7));
    assertThat(rows.get(999).acknowledgedAt()).contains(Instant.ofEpochMilli(now + 5));
  }

  @Test
  void theSilentOnesAreAlarmedAndToldWithinABound() throws Exception {
    StopId stop = StopId.parse("silence");
    held(stop);
    redis.tamper(commands -> commands.del("estop:{test}:ack:c-000"));

    Heard heard = new Heard(MANY, names());
    acknowledgements.alarm(stop, heard);

    Alarm alarm = alarms.open().get(0);
    assertThat(alarm.subject()).isEqualTo("silence");
    assertThat(alarm.text()).contains("1000 of 1000").contains("and 980 more");
    assertThat((List<?>) acknowledgements.told(heard).get("silent")).hasSize(200);
  }

  @Test
  void twoProcessesUnderOneNameMustBothAcknowledge() throws Exception {
    StopId stop = StopId.parse("twice");
    BoardState held = held(stop);
    long now = reading().redisMillis();
    acknowledge(names(), held.version(), now, List.of());
    says("c-005", "second", new BoardVersion(0, 0), now, List.of()).get(5, TimeUnit.SECONDS);

    assertThat(acknowledgements.readOnce(stop).silent()).containsExactly("c-005");

    says("c-005", "second", held.version(), now, List.of()).get(5, TimeUnit.SECONDS);
    assertThat(acknowledgements.readOnce(stop).silent()).isEmpty();
    assertThat(components.acknowledgements(stop).get(5).instances())
        .containsExactlyInAnyOrder("i", "second");
    board.withdraw("c-005", "second").toCompletableFuture().get(5, TimeUnit.SECONDS);
  }

  @Test
  void saysHowLongAgoEachWasHeard() throws Exception {
    List<String> some = List.of("h-seldom", "h-never");
    some.forEach(
        name -> components.register(new Component(name, Optional.empty(), Optional.empty())));
    try {
      long now = reading().redisMillis();
      says("h-seldom", "i", new BoardVersion(0, 0), now - 9_000, List.of())
          .get(5, TimeUnit.SECONDS);
      says("h-seldom", "j", new BoardVersion(0, 0), now - 7_000, List.of())
          .get(5, TimeUnit.SECONDS);

      var ages = acknowledgements.heardAgo().orElseThrow();

      assertThat(ages).hasSize(MANY + 2).containsEntry("h-never", Optional.empty());
      assertThat(ages.getOrDefault("h-seldom", Optional.empty()).orElseThrow())
          .as("by whichever gate was heard last")
          .isBetween(Duration.ofSeconds(7), Duration.ofSeconds(9));
    } finally {
      some.forEach(name -> components.remove("test", name));
    }
  }

  private BoardState held(StopId stop) {
    Hold hold =
        Hold.halted(stop, Scope.parse("firm"), Action.HALT, Instant.parse("2026-11-23T15:00:00Z"));
    assertThat(board.add(hold, CALL).isDone()).isTrue();
    return (BoardState) reading().board();
  }

  private void acknowledge(
      List<String> names, BoardVersion accepted, long at, List<String> unfinished)
      throws Exception {
    List<CompletableFuture<?>> said = new ArrayList<>();
    for (String name : names) {
      said.add(says(name, "i", accepted, at, unfinished));
    }
    CompletableFuture.allOf(said.toArray(new CompletableFuture<?>[0])).get(20, TimeUnit.SECONDS);
  }

  private CompletableFuture<?> says(
      String name, String instance, BoardVersion accepted, long at, List<String> unfinished) {
    return board
        .acknowledge(
            new Acknowledgement(
                new GateId(name, instance, "java/test", at, Duration.ofSeconds(1)),
                accepted,
                accepted,
                "",
                at,
                List.of(),
                unfinished,
                List.of()))
        .toCompletableFuture();
  }

  private static List<String> versions(StopId stop) {
    return postgres
        .database()
        .jdbc()
        .sql("select component || xmin::text from acknowledgement where stop_id = :stop order by 1")
        .param("stop", stop.value())
        .query(String.class)
        .list();
  }

  private static List<String> names() {
    return IntStream.range(0, MANY).mapToObj("c-%03d"::formatted).toList();
  }

  private Reading reading() {
    return ((Answer.Done<Reading>) board.read(CALL)).value();
  }
}
