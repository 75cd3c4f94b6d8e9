package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.Stack;
import io.estop.embedded.client.Answer;
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
    List<JsonNode> answers = pressAtOnce("at-once", "symbol:GOOGL");
    desk.awaitOutcome("at-once", Eventually.OVER, "FLAT");
    JsonNode later = desk.pressed("at-once", "symbol:GOOGL", "FLATTEN", "ACCEPTED");

    assertThat(answers).allSatisfy(answer -> assertThat(promise(answer)).isEqualTo(promise(later)));
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
    desk.awaitOutcome("second", Eventually.OVER, "FLAT");

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
    desk.awaitOutcome("halted", Eventually.OVER, "HELD");
    assertThat(holds("META")).as("HALT sells nothing").isTrue();

    desk.pressed("further", "symbol:META", "FLATTEN", "ACCEPTED");
    JsonNode stop = desk.awaitOutcome("halted", Eventually.OVER, "FLAT");

    assertThat(stop.path("action").asString()).isEqualTo("FLATTEN");
    assertThat(holds("META")).isFalse();
    assertThat(runs("symbol:META")).isEqualTo(1);
    desk.close("halted");
  }

  @Test
  void sameStopIdEscalatesAndIsNeverWeakened() {
    desk.pressed("grows", "symbol:JPM", "HALT", "ACCEPTED");
    desk.awaitOutcome("grows", Eventually.OVER, "HELD");

    desk.pressed("grows", "symbol:JPM", "FLATTEN", "ACCEPTED");
    desk.awaitOutcome("grows", Eventually.OVER, "FLAT");
    desk.pressed("grows", "symbol:JPM", "HALT", "ACCEPTED");

    assertThat(desk.stop("grows").path("action").asString()).isEqualTo("FLATTEN");
    assertThat(holds("JPM")).isFalse();
    desk.close("grows");
  }

  @Test
  void stopIdThatEndedIsRefusedAndNothingIsDone() {
    desk.pressed("ended", "symbol:XOM", "HALT", "ACCEPTED");
    desk.awaitOutcome("ended", Eventually.OVER, "HELD");
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
    desk.awaitOutcome("taken", Eventually.OVER, "HELD");
    desk.close("taken");
  }

  private List<JsonNode> pressAtOnce(String stopId, String scope) {
    CyclicBarrier together = new CyclicBarrier(AT_ONCE);
    ExecutorService people = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<CompletableFuture<JsonNode>> presses =
          IntStream.range(0, AT_ONCE)
              .mapToObj(
                  person ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            await(together);
                            return desk.pressed(stopId, scope, "FLATTEN", "ACCEPTED");
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
  private static List<String> promise(JsonNode body) {
    return List.of(
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
