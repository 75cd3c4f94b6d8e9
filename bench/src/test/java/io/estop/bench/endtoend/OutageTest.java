package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.Stack;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * A press while one, two or all of Temporal, Redis, PostgreSQL are gone: the answer says what holds
 * and what is missing, and everything heals. Each test has a symbol of its own.
 */
class OutageTest {

  private static final String UNTOUCHED = "MCD";

  private static Stack stack;
  private static TestGate gate;
  private static Desk desk;
  private static Rows rows;

  @BeforeAll
  static void startEverything() {
    stack =
        DurableStack.start(
            DurableStack.options().withPortfolio(DurableStack.book(64, 20, 7).toJson()));
    gate = TestGate.of(stack);
    desk = new Desk(stack);
    rows = Rows.of(stack);
  }

  @AfterAll
  static void endEverything() {
    if (stack != null) {
      gate.close();
      stack.close();
    }
  }

  @BeforeEach
  void everythingTrades() {
    gate.awaitAllowed(UNTOUCHED);
  }

  @Test
  void pressWithoutTemporalHaltsAtOnceAndIsDeliveredLater() {
    gate.awaitAllowed("GOOGL");
    stack.temporal().kill();

    JsonNode pressed = desk.pressed("no-temporal", "symbol:GOOGL", "FLATTEN", "ACCEPTED");

    assertPlaces(pressed, Map.of("board", true, "flag", true, "outbox", true, "temporal", false));
    gate.awaitDenied("GOOGL", "HALTED");
    assertThat(desk.stop("no-temporal").path("outcome").isNull()).isTrue();

    stack.temporal().restart();

    desk.awaitOutcome("no-temporal", Eventually.OVER, "FLAT");
    assertThat(gate.order("GOOGL").allowed()).isFalse();
    Eventually.see(
        "the outbox is empty",
        Eventually.SOON,
        () -> rows.number("select count(*) from outbox where delivered_at is null"),
        left -> left == 0);
    desk.close("no-temporal");
  }

  @Test
  void pressWithoutRedisIsDurableAndTheBoardLearnsOfItLater() {
    gate.awaitAllowed("AMZN");
    stack.redis().kill();

    JsonNode pressed = desk.pressed("no-redis", "symbol:AMZN", "FLATTEN", "ACCEPTED");

    assertPlaces(pressed, Map.of("board", false, "flag", true, "outbox", true));
    gate.awaitDenied("AMZN", "STATE_STALE");
    gate.awaitDenied(UNTOUCHED, "STATE_STALE");

    stack.redis().restart();

    gate.awaitDenied("AMZN", "HALTED");
    assertThat(gate.keeps("no-redis")).isTrue();
    gate.awaitAllowed(UNTOUCHED);
    desk.awaitOutcome("no-redis", Eventually.OVER, "FLAT");
    desk.close("no-redis");
  }

  @Test
  void pressWithoutPostgresHoldsOnTheBoardAndTheFlagLearnsOfItLater() {
    gate.awaitAllowed("META");
    stack.database().kill();

    JsonNode pressed = desk.pressed("no-postgres", "symbol:META", "FLATTEN", "HELD_NOT_DURABLE");

    assertPlaces(pressed, Map.of("board", true, "flag", false, "outbox", true));
    assertThat(gate.order("META").allowed()).isFalse();
    gate.awaitDenied(UNTOUCHED, "STATE_UNCONFIRMED");

    stack.database().restart();

    Eventually.see(
        "the flag has the hold",
        Eventually.OVER,
        () -> rows.number("select count(*) from hold where stop_id = 'no-postgres'"),
        count -> count == 1);
    desk.awaitOutcome("no-postgres", Eventually.OVER, "FLAT");
    gate.awaitDenied("META", "HALTED");
    gate.awaitAllowed(UNTOUCHED);
    desk.pressed("no-postgres", "symbol:META", "FLATTEN", "ACCEPTED");
    desk.close("no-postgres");
  }

  @Test
  void pressWithoutTemporalAndRedisIsDurable() {
    gate.awaitAllowed("TSLA");
    stack.temporal().kill();
    stack.redis().kill();

    JsonNode pressed = desk.pressed("only-postgres", "symbol:TSLA", "FLATTEN", "ACCEPTED");

    assertPlaces(pressed, Map.of("board", false, "flag", true, "outbox", true, "temporal", false));
    gate.awaitDenied("TSLA", "STATE_STALE");
    stack.redis().restart();
    stack.temporal().restart();

    gate.awaitDenied("TSLA", "HALTED");
    assertFlatOnce("only-postgres");
  }

  @Test
  void pressWithoutTemporalAndPostgresIsHeldAndKeptInAFile() {
    gate.awaitAllowed("NVDA");
    stack.temporal().kill();
    stack.database().kill();

    JsonNode pressed = desk.pressed("only-redis", "symbol:NVDA", "FLATTEN", "HELD_NOT_DURABLE");

    assertPlaces(pressed, Map.of("board", true, "flag", false, "outbox", true, "temporal", false));
    assertThat(gate.order("NVDA").allowed()).isFalse();
    assertThat(desk.stop("only-redis").path("answer").asString()).isEqualTo("HELD_NOT_DURABLE");
    stack.database().restart();
    stack.temporal().restart();

    assertFlatOnce("only-redis");
  }

  @Test
  void pressWithoutAnythingIsKeptOverARestartOfTheStarter() {
    gate.awaitAllowed("DIS");
    stack.temporal().kill();
    stack.database().kill();
    stack.redis().kill();

    JsonNode pressed = desk.pressed("only-file", "symbol:DIS", "FLATTEN", "KEPT_NOT_HALTED");

    assertPlaces(pressed, Map.of("board", false, "flag", false, "outbox", true, "temporal", false));
    assertThat(desk.stop("only-file").path("answer").asString()).isEqualTo("KEPT_NOT_HALTED");
    stack.starter().kill();
    stack.redis().restart();
    stack.database().restart();
    stack.temporal().restart();
    stack.starter().restart();

    gate.awaitDenied("DIS", "HALTED");
    assertFlatOnce("only-file");
  }

  /** It is accepted, carried out and recorded: each once. */
  private static void assertFlatOnce(String stopId) {
    desk.awaitOutcome(stopId, Eventually.OVER, "FLAT");
    // The worker may have had it before the starter that kept it learns so.
    Eventually.see(
        "it is accepted",
        Eventually.SOON,
        () -> desk.stop(stopId).path("answer").asString(),
        "ACCEPTED"::equals);
    assertThat(desk.stop(stopId).path("pressedBy").asString())
        .isEqualTo(stack.tokens().presser().name());
    assertThat(
            rows.number(
                "select count(*) from ledger where action = 'PRESS' and subject = 'stop/' || ?",
                stopId))
        .isEqualTo(1);
    gate.awaitAllowed(UNTOUCHED);
    desk.close(stopId);
  }

  private static void assertPlaces(JsonNode pressed, Map<String, Boolean> expected) {
    expected.forEach(
        (place, done) -> assertThat(Desk.done(pressed, place)).as(place).isEqualTo(done));
  }
}
