package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.Stack;
import io.estop.model.trading.Account;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Processes die in the middle of a stop: it goes on where it was, and nothing is sold twice. */
class KillTest {

  private static final int POSITIONS = 150;
  private static final int KILLS = 3;
  private static final String SCOPE = "account:" + Stack.ACCOUNT;
  private static final Account ELSEWHERE = new Account("elsewhere", "E1");

  private static Stack stack;
  private static VenueControl venue;
  private static Rows rows;
  private static Desk desk;

  @BeforeAll
  static void startEverything() {
    // Few hands at a time, so that a kill meets orders of every state.
    stack =
        DurableStack.start(
            DurableStack.options()
                .withSetting("estop.liquidation.parallelism", "4")
                .withSetting("estop.liquidation.batch-size", "40"));
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

  private Random random = new Random();

  @BeforeEach
  void openAFaultyMarket() {
    long seed = Seed.ofThisRun("KillTest");
    random = new Random(seed);
    venue.faults(Map.of());
    stack.paper().seed(DurableStack.book(POSITIONS, 40, seed).toJson());
    venue.faults(
        Map.of("partialFill", 0.25, "timeouts", 0.10, "timeoutHoldMillis", 600, "seed", seed));
  }

  @Test
  void stopGoesOnWhereItWasWhenItsWorkerIsKilledAgainAndAgain() {
    desk.pressed("killed-worker", SCOPE, "FLATTEN", "ACCEPTED");

    for (int kill = 1; kill <= KILLS; kill++) {
      long fills = venue.audited("fills");
      long more = 1 + random.nextInt(POSITIONS / (KILLS + 2));
      awaitFills(fills + more);
      stack.worker().kill();
      System.out.printf("kill %d after fill %d: %s%n", kill, venue.audited("fills"), open());
      assertThat(stack.paper().positions()).as("not over when killed").isNotEmpty();
      stack.worker().restart();
    }
    JsonNode stop = desk.awaitOutcome("killed-worker", Eventually.OVER, "FLAT");

    assertNothingWasSentTwice("killed-worker", stop);
    desk.close("killed-worker");
  }

  @Test
  void stopGoesOnWithoutTheStarterAndNobodyTradesWithoutAnyKeeper() {
    try (TestGate gate = TestGate.of(stack)) {
      Eventually.see(
          "orders elsewhere are allowed",
          Eventually.SOON,
          () -> gate.order(ELSEWHERE, "AAPL"),
          verdict -> verdict.allowed());
      desk.pressed("killed-starter", SCOPE, "FLATTEN", "ACCEPTED");
      awaitFills(1 + random.nextInt(POSITIONS / 2));

      stack.starter().kill();

      Eventually.see(
          "the stop ends without the starter",
          Eventually.OVER,
          () -> rows.outcomes("killed-starter"),
          outcomes -> outcomes.contains("FLAT"));
      Eventually.see(
          "the worker keeps",
          Eventually.SOON,
          () -> gate.order(ELSEWHERE, "AAPL"),
          verdict -> verdict.allowed());

      stack.worker().kill();
      Eventually.see(
          "without a keeper every order is denied",
          Eventually.SOON,
          () -> String.valueOf(gate.order(ELSEWHERE, "AAPL").reason()),
          "STATE_UNCONFIRMED"::equals);

      stack.worker().restart();
      stack.starter().restart();
      Eventually.see(
          "the new keeper leases again",
          Eventually.SOON,
          () -> gate.order(ELSEWHERE, "AAPL"),
          verdict -> verdict.allowed());
      JsonNode stop = desk.awaitOutcome("killed-starter", Eventually.SOON, "FLAT");
      assertNothingWasSentTwice("killed-starter", stop);
      desk.close("killed-starter");
    }
  }

  private static void awaitFills(long fills) {
    Eventually.see(
        "fill " + fills, Eventually.OVER, () -> venue.audited("fills"), seen -> seen >= fills);
  }

  private static String open() {
    return stack.paper().positions().size() + " positions open";
  }

  private static void assertNothingWasSentTwice(String stopId, JsonNode stop) {
    JsonNode audit = venue.audit();
    System.out.println(stopId + ": " + stop.path("counts") + " " + audit);
    assertThat(audit.path("closedTwice").asLong()).as("closed twice").isZero();
    assertThat(audit.path("signFlips").asLong()).as("sign flips").isZero();
    assertThat(audit.path("positionIncreases").asLong()).as("increases").isZero();
    assertThat(stop.path("counts").path("residual").asInt()).isZero();

    assertThat(venueOrders(stopId)).isEqualTo(sliceRows(stopId));
    assertThat(fillsByPosition(stopId)).isEqualTo(startsOfClosedPositions(stopId));
    assertThat(stillHeld()).isEqualTo(listed(stopId));
  }

  /** Client order id to filled quantity; an id that the venue took twice fails the collecting. */
  private static Map<String, BigDecimal> venueOrders(String stopId) {
    return byName(
        venue.orders("estop:" + stopId + ":").stream()
            .map(
                order ->
                    Map.entry(
                        order.path("client_order_id").asString(),
                        order.path("filled_qty").asString()))
            .toList());
  }

  private static Map<String, BigDecimal> sliceRows(String stopId) {
    return query(
        "select client_order_id, filled_quantity from slice where stop_id = ?"
            + " and state not in ('ABSENT', 'REFUSED')",
        stopId);
  }

  private static Map<String, BigDecimal> fillsByPosition(String stopId) {
    return query(
        "select symbol, sum(filled_quantity) from slice where stop_id = ?"
            + " group by symbol having sum(filled_quantity) > 0",
        stopId);
  }

  private static Map<String, BigDecimal> startsOfClosedPositions(String stopId) {
    return query(
        "select symbol, abs(start_quantity) from planned_position where stop_id = ?"
            + " and status = 'CLOSED'",
        stopId);
  }

  private static Map<String, BigDecimal> listed(String stopId) {
    return query(
        "select symbol, open_quantity from planned_position where stop_id = ?"
            + " and status in ('WORTHLESS', 'DUST')",
        stopId);
  }

  private static Map<String, BigDecimal> stillHeld() {
    return byName(
        stack
            .paper()
            .positions()
            .valueStream()
            .map(held -> Map.entry(held.path("symbol").asString(), held.path("qty").asString()))
            .toList());
  }

  private static Map<String, BigDecimal> query(String sql, String stopId) {
    return byName(
        rows.query(sql, stopId).stream()
            .map(row -> List.copyOf(row.values()))
            .map(values -> Map.entry(values.get(0), values.get(1)))
            .toList());
  }

  // Quantities compare by value: 1.50 and 1.5 are the same.
  private static Map<String, BigDecimal> byName(List<Map.Entry<String, String>> entries) {
    return entries.stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> new BigDecimal(entry.getValue()).stripTrailingZeros(),
                (one, other) -> {
                  throw new AssertionError("twice: " + one + " and " + other);
                },
                TreeMap::new));
  }
}
