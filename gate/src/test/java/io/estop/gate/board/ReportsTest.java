package io.estop.gate.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Acknowledgement.GateId;
import io.estop.model.EnvironmentId;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What components write of themselves, whatever it is, on a real Redis. */
class ReportsTest {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final String KEY = "estop:{demo}:ack:engine";
  private static final RealRedis redis = RealRedis.start();
  private final Board board = Board.of(new EnvironmentId("demo"), redis.client());

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void empty() {
    redis.empty();
  }

  @AfterEach
  void close() {
    board.close();
  }

  @Test
  void twoProcessesUnderOneNameShowAsTwo() {
    say("engine", "i1", 5);
    say("engine", "i2", 6);
    say("other", "i1", 7);

    List<ComponentReport> reports = reports("engine", "silent", "other");

    assertThat(reports.get(0).instances())
        .containsExactlyInAnyOrder(said("engine", "i1", 5), said("engine", "i2", 6));
    assertThat(reports.get(1)).isEqualTo(new ComponentReport("silent", List.of(), ""));
    assertThat(reports.get(2).instances()).containsExactly(said("other", "i1", 7));
    assertThat(reports).allMatch(ComponentReport::readable);
  }

  @Test
  void aGateThatClosesIsForgotten() {
    say("engine", "i1", 5);

    board.withdraw("engine", "i1").toCompletableFuture().join();

    assertThat(reports("engine").get(0).instances()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsTroubleOfThatComponentAlone() {
    say("other", "i1", 7);
    redis.tamper(r -> r.set(KEY, "a string"));
    assertThat(trouble()).isEqualTo("is not a hash");

    empty();
    say("engine", "i1", 5);
    redis.tamper(r -> r.hset(KEY, "i2", "forged"));
    assertThat(trouble()).isEqualTo("instance i2: last line is not a sum");
    assertThat(reports("engine").get(0).instances()).hasSize(1);

    empty();
    say("other", "i1", 7);
    redis.tamper(r -> r.hset(KEY, "i1", r.hget("estop:{demo}:ack:other", "i1")));
    assertThat(trouble()).isEqualTo("instance i1: speaks as other, instance i1");
    assertThat(reports("engine", "other").get(1).readable()).isTrue();
  }

  @Test
  void aComponentThatFloodsIsNotRead() {
    IntStream.range(0, 17).forEach(i -> say("engine", "i" + i, 5));
    assertThat(trouble()).isEqualTo("has 17 instances, more than 16");

    empty();
    redis.tamper(r -> r.hset(KEY, "i1", "x".repeat(256 * 1024 + 1)));
    assertThat(trouble()).isEqualTo("says 262145 bytes, more than 262144");

    empty();
    redis.tamper(r -> r.hset(KEY, "y".repeat(1024 * 1024), "x"));
    assertThat(trouble()).contains("takes ").contains("bytes, more than 1048576");
  }

  @Test
  void theLongestAcknowledgementFits() {
    List<String> orders = IntStream.range(1_000, 2_000).mapToObj(i -> "o".repeat(124) + i).toList();
    Acknowledgement longest =
        new Acknowledgement(
            said("engine", "i1", 5).gate(),
            new BoardVersion(1, 2),
            new BoardVersion(1, 1),
            "0".repeat(40),
            5,
            IntStream.range(100, 400)
                .mapToObj(i -> Holds.on("symbol:" + "X".repeat(60), "s".repeat(61) + i))
                .toList(),
            orders,
            orders.subList(0, 200));

    board.acknowledge(longest).toCompletableFuture().join();

    assertThat(reports("engine").get(0).trouble()).isEmpty();
    assertThat(reports("engine").get(0).instances()).containsExactly(longest);
  }

  @Test
  void instancesThatDiedLongAgoAreTidiedAway() {
    long now = ((Answer.Done<Reading>) board.read(SOON)).value().redisMillis();
    say("engine", "dead", now - 60_001);
    say("engine", "alive", now);
    redis.tamper(r -> r.hset(KEY, "forged", "x"));

    assertThat(board.tidy(List.of("engine"), Duration.ofMinutes(1), SOON))
        .isEqualTo(new Answer.Done<>(2));

    assertThat(reports("engine").get(0).instances()).containsExactly(said("engine", "alive", now));
    IntStream.range(0, 161).forEach(i -> say("engine", "i" + i, now));
    assertThat(board.tidy(List.of("engine"), Duration.ofMinutes(1), SOON))
        .isEqualTo(new Answer.Done<>(1));
    assertThat(reports("engine").get(0)).isEqualTo(new ComponentReport("engine", List.of(), ""));
  }

  @Test
  void aGateKeepsAHoldThatItListsOrThatItsBoardHas() {
    StopId stop = new StopId("s1");
    Acknowledgement polled = said("engine", "i1", 5);
    assertThat(polled.keeps(stop, new BoardVersion(3, 4))).isTrue();
    assertThat(polled.keeps(stop, new BoardVersion(3, 5))).isFalse();
    assertThat(polled.keeps(stop, new BoardVersion(2, 1))).isFalse();

    Acknowledgement heard =
        new Acknowledgement(
            polled.gate(),
            new BoardVersion(3, 5),
            polled.accepted(),
            "",
            5,
            List.of(Holds.firm("s1")),
            List.of(),
            List.of());

    assertThat(heard.keeps(stop, new BoardVersion(3, 5))).isTrue();
    assertThat(heard.keeps(new StopId("s2"), new BoardVersion(3, 5))).isFalse();
  }

  private String trouble() {
    return reports("engine").get(0).trouble();
  }

  private List<ComponentReport> reports(String... components) {
    Answer<List<ComponentReport>> answer = board.acknowledgements(List.of(components), SOON);
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done<List<ComponentReport>>) answer).value();
  }

  private void say(String component, String instance, long at) {
    board.acknowledge(said(component, instance, at)).toCompletableFuture().join();
  }

  private static Acknowledgement said(String component, String instance, long at) {
    return new Acknowledgement(
        new GateId(component, instance, "java/test", 1, Duration.ofSeconds(1)),
        new BoardVersion(3, 5),
        new BoardVersion(3, 4),
        "0".repeat(40),
        at,
        List.of(),
        List.of("o1"),
        List.of("o2"));
  }
}
