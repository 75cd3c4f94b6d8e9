package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.Stack;
import io.estop.embedded.client.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/**
 * PostgreSQL, Redis, Temporal or the run itself is lost in the middle of a stop: the halt stands,
 * cancels go on, nothing is sold without a record, and the stop ends where it would have ended.
 */
@Timeout(300)
class MidStopTest {
  private static final int POSITIONS = 60;
  private static final int ORDERS = 40;
  private static final String SCOPE = "account:" + Stack.ACCOUNT;

  private static Stack stack;
  private static VenueControl venue;
  private static Rows rows;
  private static Desk desk;

  @BeforeAll
  static void startEverything() {
    stack =
        DurableStack.start(
            DurableStack.options()
                .withSetting("estop.liquidation.parallelism", "4")
                .withSetting("estop.liquidation.batch-size", "20"));
    venue = new VenueControl(stack);
    rows = Rows.of(stack);
    desk = new Desk(stack);
  }

  @AfterAll
  static void endEverything() {
    if (stack != null) {
      stack.close();
    }
  }

  @BeforeEach
  void openAMarket() {
    Eventually.see(
        "a keeper leases",
        Eventually.OVER,
        () -> stack.as(stack.tokens().presser()).http().get("/actuator/health").body(),
        health -> health.at("/components/keeper/status").asString("").equals("UP"));
    venue.faults(Map.of());
    stack.paper().seed(DurableStack.book(POSITIONS, ORDERS, Seed.ofThisRun("MidStop")).toJson());
    assertThat(openOrders()).isPositive();
  }

  @Test
  void postgresIsLostBeforeThePress() {
    stack.database().kill();

    try {
      desk.pressed("no-row", SCOPE, "FLATTEN", "HELD_NOT_DURABLE");
      assertOrdersGoAndPositionsStay();
    } finally {
      stack.database().restart();
    }
    assertEndsFlat("no-row");
  }

  @Test
  void postgresIsLostBetweenThePressAndTheFirstTaskOfItsRun() {
    Signals.freeze(stack.worker().pid());
    try {
      desk.pressed("between", SCOPE, "FLATTEN", "ACCEPTED");
      stack.database().kill();
    } finally {
      Signals.thaw(stack.worker().pid());
    }
    try {
      assertOrdersGoAndPositionsStay();
    } finally {
      stack.database().restart();
    }
    assertEndsFlat("between");
  }

  @Test
  void postgresIsLostWhileOrdersAreBeingCancelled() {
    // A venue that answers nothing keeps the cancels going until PostgreSQL is gone too.
    venue.freeze();
    try {
      desk.pressed("mid-cancel", SCOPE, "FLATTEN", "ACCEPTED");
      desk.awaitPhase("mid-cancel", Eventually.SOON, "CANCELLING");
      stack.database().kill();
    } finally {
      venue.thaw();
    }

    try {
      assertOrdersGoAndPositionsStay();
    } finally {
      stack.database().restart();
    }
    assertEndsFlat("mid-cancel");
  }

  @Test
  void redisIsLostWhilePositionsAreBeingClosed() {
    desk.pressed("no-board", SCOPE, "FLATTEN", "ACCEPTED");
    awaitFills(5);

    stack.redis().kill();
    desk.awaitOutcome("no-board", Eventually.OVER, "FLAT");
    stack.redis().restart();

    try (TestGate gate = TestGate.of(stack)) {
      gate.awaitDenied("AAPL", "HALTED");
    }
    assertEndsFlat("no-board");
  }

  @Test
  void temporalIsLostWhilePositionsAreBeingClosed() {
    desk.pressed("no-temporal", SCOPE, "FLATTEN", "ACCEPTED");
    awaitFills(5);

    stack.temporal().kill();
    stack.temporal().restart();

    assertEndsFlat("no-temporal");
  }

  @Test
  void aRunThatIsTerminatedIsCarriedOnByTheSamePress() {
    desk.pressed("terminated", SCOPE, "FLATTEN", "ACCEPTED");
    awaitFills(5);
    try (TemporalDoor door = TemporalDoor.of(stack)) {
      door.client().newUntypedWorkflowStub("estop/" + SCOPE).terminate("by mistake");
    }
    assertThat(rows.number("select count(*) from hold where stop_id = 'terminated'")).isEqualTo(1);

    desk.pressed("terminated", SCOPE, "FLATTEN", "ACCEPTED");

    assertEndsFlat("terminated");
    assertThat(
            rows.number(
                "select count(*) from ledger where subject = 'stop/terminated'"
                    + " and action = 'REMARK' and details like '%CARRIED_ON%'"))
        .as("told once, whether the press or the supervisor began the next run")
        .isEqualTo(1);
    assertThat(rows.number("select count(*) from stop where stop_id = 'terminated'")).isEqualTo(1);
  }

  @Test
  void aRequestToCancelTheRunEndsNothing() {
    desk.pressed("cancelled", SCOPE, "FLATTEN", "ACCEPTED");
    try (TemporalDoor door = TemporalDoor.of(stack)) {
      door.client().newUntypedWorkflowStub("estop/" + SCOPE).cancel("by mistake");
    }

    assertEndsFlat("cancelled");
  }

  @Test
  void escalatesByItselfUnlessDeferredAndAWorkerRestartForgetsNothing() {
    desk.pressed(
        Map.of(
            "stopId", "escalating",
            "scope", SCOPE,
            "action", "CANCEL",
            "reason", "volatility",
            "escalation", Map.of("action", "FLATTEN", "afterSeconds", 20)),
        "ACCEPTED");
    JsonNode held = desk.awaitOutcome("escalating", Eventually.SOON, "HELD");
    assertThat(held.path("escalation").path("action").asString()).isEqualTo("FLATTEN");

    JsonNode deferred = defer("escalating", 30).orThrow("defer");
    assertThat(deferred.path("deferredBy").asString()).isNotEmpty();
    assertThat(defer("escalating", 1).status()).as("sooner is refused").isEqualTo(409);
    String dueAt = deferred.path("dueAt").asString();
    Eventually.see(
        "the starter tells of the deferral",
        Eventually.SOON,
        () -> desk.stop("escalating").at("/escalation/dueAt").asString(""),
        dueAt::equals);
    assertThat(stack.paper().positions()).isNotEmpty();
    stack.worker().kill();
    stack.worker().restart();

    assertEndsFlat("escalating");
    List<Map<String, String>> steps =
        rows.query(
            "select details::json->>'event' as event, recorded_at >= ?::timestamptz as due from ledger"
                + " where subject = 'stop/escalating' and action = 'ESCALATION' order by sequence",
            dueAt);
    assertThat(steps)
        .extracting(step -> step.get("event"))
        .containsExactly("PENDING", "DEFERRED", "ESCALATED");
    assertThat(steps.get(2)).as("no sooner than it was put off to").containsEntry("due", "t");
  }

  @Test
  void aPressInTheInstantOfACloseIsCarriedOut() throws Exception {
    for (int turn = 1; turn <= 5; turn++) {
      String old = "closing-" + turn;
      String late = "late-" + turn;
      desk.pressed(old, SCOPE, "HALT", "ACCEPTED");
      desk.awaitOutcome(old, Eventually.SOON, "HELD");

      CompletableFuture<Answer> close =
          CompletableFuture.supplyAsync(
              () -> stack.as(stack.tokens().presser()).close(old, "a test"));
      CompletableFuture<JsonNode> press =
          CompletableFuture.supplyAsync(() -> desk.pressed(late, SCOPE, "CANCEL", "ACCEPTED"));
      press.get(2, TimeUnit.MINUTES);
      close.get(2, TimeUnit.MINUTES);

      Eventually.see(
          "no order is left, turn " + turn, Eventually.OVER, MidStopTest::openOrders, o -> o == 0);
      desk.awaitOutcome(late, Eventually.OVER, "HELD");
      desk.close(late);
      openAMarket();
    }
  }

  private static Answer defer(String stopId, long seconds) {
    return Eventually.see(
        "somebody answers",
        Eventually.SOON,
        () ->
            stack
                .as(stack.tokens().presser())
                .http()
                .post(
                    "/api/v1/stops/" + stopId + "/escalation/deferral",
                    Map.of("seconds", seconds, "reason", "prices are stale")),
        answer -> answer.status() != 503);
  }

  private static void assertOrdersGoAndPositionsStay() {
    int held = stack.paper().positions().size();
    Eventually.see(
        "orders are cancelled meanwhile", Eventually.SOON, MidStopTest::openOrders, o -> o == 0);
    assertThat(stack.paper().positions()).as("nothing is sold without a record").hasSize(held);
    assertThat(venue.audited("fills")).isZero();
  }

  private static void assertEndsFlat(String stopId) {
    JsonNode stop = desk.awaitOutcome(stopId, Eventually.OVER, "FLAT");
    JsonNode audit = venue.audit();
    System.out.println(stopId + ": " + stop.path("counts") + " " + audit);
    assertThat(audit.path("closedTwice").asLong()).as("closed twice").isZero();
    assertThat(audit.path("signFlips").asLong()).as("sign flips").isZero();
    assertThat(audit.path("positionIncreases").asLong()).as("increases").isZero();
    List<String> outcomes = rows.outcomes(stopId);
    assertThat(outcomes.get(outcomes.size() - 1)).isEqualTo("FLAT");
    desk.close(stopId);
  }

  private static void awaitFills(long fills) {
    Eventually.see(
        "fill " + fills, Eventually.OVER, () -> venue.audited("fills"), seen -> seen >= fills);
  }

  private static int openOrders() {
    return stack.paper().http().get("/v2/orders?status=open&limit=500").orThrow("orders").size();
  }
}
