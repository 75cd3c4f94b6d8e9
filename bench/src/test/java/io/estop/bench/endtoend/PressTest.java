package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.Stack;
import io.estop.embedded.client.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** One stop id is one stop, however often, by whom and when it is pressed. */
@ExtendWith(SharedStack.class)
class PressTest {

  private static final Duration OVER = Duration.ofSeconds(30);
  private static final int AT_ONCE = 8;

  private final Stack stack;
  private final Desk desk;
  private final Rows rows;

  PressTest(Stack stack) {
    this.stack = stack;
    this.desk = new Desk(stack);
    this.rows = Rows.of(stack);
  }

  @BeforeEach
  void fillTheBook() {
    new VenueControl(stack).faults(Map.of());
    stack.paper().seed(DurableStack.book(64, 20, 7).toJson());
  }

  @Test
  void sameStopIdPressedAtOnceAndLaterIsOneStop() {
    List<Answer> answers = pressAtOnce("at-once", "symbol:GOOGL");
    desk.awaitOutcome("at-once", OVER, "FLAT");
    Answer later = desk.press("at-once", "symbol:GOOGL", "FLATTEN");

    assertThat(answers).allSatisfy(answer -> assertThat(promise(answer)).isEqualTo(promise(later)));
    assertThat(later.body().path("answer").asString()).isEqualTo("ACCEPTED");
    assertThat(rows.number("select count(*) from stop where scope = 'symbol:GOOGL'")).isEqualTo(1);
    assertThat(rows.number("select count(*) from hold where scope = 'symbol:GOOGL'")).isEqualTo(1);
    assertThat(pressRows("at-once")).isEqualTo(1);
    assertThat(runs("symbol:GOOGL")).isEqualTo(1);
    assertThat(desk.stop("at-once").path("aliases")).isEmpty();
    desk.close("at-once");
  }

  @Test
  void anotherStopIdJoinsAndAnswersForEver() {
    desk.pressed("first", "symbol:AMZN", "FLATTEN", "ACCEPTED");
    desk.pressed("second", "symbol:AMZN", "FLATTEN", "ACCEPTED");
    desk.awaitOutcome("second", OVER, "FLAT");

    assertThat(desk.stop("second").path("stopId").asString()).isEqualTo("first");
    assertThat(desk.stop("first").path("aliases").get(0).asString()).isEqualTo("second");
    assertThat(runs("symbol:AMZN")).isEqualTo(1);

    desk.close("first");
    assertThat(desk.stop("second").path("stopId").asString()).isEqualTo("first");
    assertThat(desk.press("second", "symbol:AMZN", "FLATTEN").status()).isEqualTo(409);
    assertThat(runs("symbol:AMZN")).as("an ended alias starts nothing").isEqualTo(1);
  }

  @Test
  void anotherPressEscalatesHaltToFlatten() {
    desk.pressed("halted", "symbol:META", "HALT", "ACCEPTED");
    desk.awaitOutcome("halted", OVER, "HELD");
    assertThat(holds("META")).as("HALT sells nothing").isTrue();

    desk.pressed("further", "symbol:META", "FLATTEN", "ACCEPTED");
    JsonNode stop = desk.awaitOutcome("halted", OVER, "FLAT");

    assertThat(stop.path("action").asString()).isEqualTo("FLATTEN");
    assertThat(holds("META")).isFalse();
    assertThat(runs("symbol:META")).isEqualTo(1);
    desk.close("halted");
  }

  @Test
  void sameStopIdEscalatesAndIsNeverWeakened() {
    desk.pressed("grows", "symbol:JPM", "HALT", "ACCEPTED");
    desk.awaitOutcome("grows", OVER, "HELD");

    desk.pressed("grows", "symbol:JPM", "FLATTEN", "ACCEPTED");
    desk.awaitOutcome("grows", OVER, "FLAT");
    desk.pressed("grows", "symbol:JPM", "HALT", "ACCEPTED");

    assertThat(desk.stop("grows").path("action").asString()).isEqualTo("FLATTEN");
    assertThat(holds("JPM")).isFalse();
    desk.close("grows");
  }

  @Test
  void stopIdThatEndedIsRefusedAndNothingIsDone() {
    desk.pressed("ended", "symbol:XOM", "HALT", "ACCEPTED");
    desk.awaitOutcome("ended", OVER, "HELD");
    desk.close("ended");
    long ledger = rows.number("select max(sequence) from ledger");

    Answer again = desk.press("ended", "symbol:XOM", "FLATTEN");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.body().path("answer").asString()).isEqualTo("ENDED");
    assertThat(runs("symbol:XOM")).isEqualTo(1);
    assertThat(rows.number("select count(*) from outbox where stop_id = 'ended'")).isEqualTo(1);
    assertThat(
            rows.number(
                "select count(*) from ledger where subject = 'stop/ended' and sequence > "
                    + ledger))
        .isZero();
    assertThat(holds("XOM")).as("nothing is sold").isTrue();
  }

  @Test
  void stopIdOfAnotherScopeIsRefusedAndHoldsNothing() {
    desk.pressed("taken", "symbol:JNJ", "HALT", "ACCEPTED");

    Answer other = desk.press("taken", "symbol:PG", "FLATTEN");

    assertThat(other.status()).isEqualTo(422);
    assertThat(other.complaint()).contains("in use for another scope");
    try (TestGate gate = TestGate.of(stack)) {
      gate.awaitDenied("JNJ", "HALTED");
      assertThat(gate.keeps("taken")).isTrue();
      assertThat(gate.gate().holds())
          .noneMatch(hold -> hold.scope().toString().equals("symbol:PG"));
    }
    assertThat(rows.number("select count(*) from hold where scope = 'symbol:PG'")).isZero();
    assertThat(holds("PG")).isTrue();
    desk.awaitOutcome("taken", OVER, "HELD");
    desk.close("taken");
  }

  private List<Answer> pressAtOnce(String stopId, String scope) {
    CyclicBarrier together = new CyclicBarrier(AT_ONCE);
    ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<CompletableFuture<Answer>> presses =
          IntStream.range(0, AT_ONCE)
              .mapToObj(
                  person ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            await(together);
                            return desk.press(stopId, scope, "FLATTEN");
                          },
                          people))
              .toList();
      return presses.stream().map(CompletableFuture::join).toList();
    } finally {
      people.shutdown();
    }
  }

  private static void await(CyclicBarrier together) {
    try {
      together.await();
    } catch (InterruptedException | java.util.concurrent.BrokenBarrierException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** What a presser is told, without how each place says it. */
  private static List<String> promise(Answer answer) {
    JsonNode body = answer.body();
    return List.of(
        String.valueOf(answer.status()),
        body.path("stopId").asString(),
        body.path("scope").asString(),
        body.path("action").asString(),
        body.path("answer").asString(),
        body.path("workflowId").asString());
  }

  private long pressRows(String stopId) {
    return rows.number(
        "select count(*) from ledger where action = 'PRESS' and subject = 'stop/' || ?", stopId);
  }

  private long runs(String scope) {
    try (TemporalDoor temporal = TemporalDoor.of(stack)) {
      return temporal.runs("estop/" + scope);
    }
  }

  private boolean holds(String symbol) {
    return stack.paper().http().get("/v2/positions/" + symbol).status() == 200;
  }
}
