package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Scope;
import io.estop.model.hold.Hold;
import io.estop.model.liquidation.PositionStatus;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Flag;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.store.stop.Stops;
import io.estop.venues.alpaca.QuickBudget;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How other systems failed to close, measured on their unmodified packages, each with the same
 * set-up here. That a stop cannot cancel the task it runs in (Hummingbot's real shutdown ends
 * itself before any order is cancelled) is shown where that task is: MidStopTest of bench and
 * EmergencyStopWorkflowTest.
 */
@Timeout(120)
class PeersClosingTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final PaperVenue paper = PaperVenue.open();
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(4);

  private PaperScene scene;

  @BeforeEach
  void freshStop() {
    postgres.empty();
    scene = new PaperScene(postgres, paper);
  }

  @AfterEach
  void end() {
    scene.close();
  }

  @AfterAll
  static void stop() {
    paper.close();
    postgres.close();
  }

  /**
   * NautilusTrader 1.221: 500 positions at its default of 100 orders a second. What its throttle
   * refuses is dropped, not queued; 400 positions stay open. Here it is the venue that drops.
   */
  @Test
  void whatAThrottleDropsIsOrderedAgainUntilEverythingIsClosed() {
    paper.seed(book(100, 500, 0));
    paper.faults("{\"ordersPerSecond\":20}");

    Flattening.Verdict verdict = scene.flatten(LONG);

    assertThat(verdict.outcome()).as(verdict.text()).isEqualTo(Outcome.FLAT);
    assertThat(paper.positions()).isZero();
    assertThat(scene.rows()).hasSize(100).allMatch(row -> row.status() == PositionStatus.CLOSED);
    assertThat(dropped()).as("the throttle did drop orders").isPositive();
    assertNothingTwice();
  }

  /** The same with a throttle of our own: fewer requests in a minute than there are positions. */
  @Test
  void ourOwnThrottleHoldsOrdersBackAndDropsNone() {
    paper.seed(book(40, 500, 0));
    scene.close();
    // Ten times as fast as the wall: a minute of the quota is over in six seconds.
    QuickClock quick = new QuickClock(10);
    scene =
        new PaperScene(
            postgres,
            QuickBudget.venue(
                paper.settings(PaperScene.account(), Duration.ofSeconds(1), 40), quick),
            quick);

    Flattening.Verdict verdict = scene.flatten(Duration.ofMinutes(5), quick);

    assertThat(verdict.outcome()).as(verdict.text()).isEqualTo(Outcome.FLAT);
    assertThat(scene.rows()).hasSize(40).allMatch(row -> row.status() == PositionStatus.CLOSED);
    assertThat(quick.passed()).as("one minute was not enough").isGreaterThan(LONG);
    assertNothingTwice();
  }

  /**
   * NautilusTrader: a book with less size than the position. 70 % stays open, nothing says so, and
   * closing does not go on when the book refills.
   */
  @Test
  void aThinBookEndsInMoreOrdersAsItRefills() {
    paper.seed(thin("500"));

    Flattening.Verdict verdict = scene.flatten(LONG);

    assertThat(verdict.outcome()).as(verdict.text()).isEqualTo(Outcome.FLAT);
    List<SliceRow> orders = scene.orders("X1");
    assertThat(orders.get(0).filledQuantity()).as("the book had 30 of 100").isEqualTo("30");
    assertThat(orders).hasSizeGreaterThan(1);
    assertNothingTwice();
  }

  /** The same where it never refills: what stays open is said, by quantity and reason. */
  @Test
  void whatAThinBookDoesNotTakeIsNamedAsOpen() {
    paper.seed(thin("600000000"));

    Flattening.Verdict verdict = scene.flatten(SHORT);

    assertThat(verdict.outcome()).isEqualTo(Outcome.RESIDUAL);
    assertThat(verdict.text()).contains("70 X1");
    assertThat(paper.quantity("X1")).isEqualTo("70");
    PositionRow left = scene.row("X1").orElseThrow();
    assertThat(left.status()).isEqualTo(PositionStatus.RESIDUAL);
    assertThat(left.openQuantity()).isEqualByComparingTo("70");
    assertThat(left.reason().name()).isNotEqualTo("NONE");
    assertThat(left.detail()).contains("0 of 70", "CANCELED");
    assertThat(scene.orders("X1")).as("an empty book is no reason to hurry").hasSizeLessThan(12);
    assertThat(scene.row("X2").orElseThrow().status()).isEqualTo(PositionStatus.CLOSED);
  }

  /**
   * NautilusTrader: halted first, its own closing orders are denied, 100 of 100 positions stay.
   * freqtrade: after /stop, /forceexit is refused because nothing runs. Here flag and venue are
   * both locked before the first order.
   */
  @Test
  void theHaltAndTheAccountsOwnLockHoldUpNoClosingOrder() {
    paper.seed(book(20, 500, 0));
    new Flag(postgres.database(), Clock.systemUTC())
        .add(Hold.halted(scene.stop, Scope.firm(), Action.FLATTEN, Clock.systemUTC().instant()));
    new Stops(postgres.database(), Clock.systemUTC())
        .outcome(scene.stop, Outcome.FLAT, "before these positions came");
    assertThat(scene.engine.lockAccounts(scene.stop).changed()).containsExactly("paper/PA1");

    Flattening.Verdict verdict = scene.flatten(LONG);

    assertThat(verdict.outcome()).as(verdict.text()).isEqualTo(Outcome.FLAT);
    assertNothingTwice();
  }

  /**
   * NautilusTrader, reduce-only: long 100, sell 300 ends short 200, not denied. Here somebody sells
   * 60 of the 100 between plan and first order, and the venue loses a third of all answers.
   */
  @Test
  void noMoreIsSoldThanIsLeftWhoeverSoldTheRest() {
    paper.seed(book(10, 500, 0));
    scene.afterThePlan =
        () -> {
          paper.foreign(
              "{\"symbol\":\"X1\",\"qty\":60,\"side\":\"sell\",\"type\":\"market\","
                  + "\"time_in_force\":\"day\",\"client_order_id\":\"theirs\"}");
          paper.faults("{\"timeouts\":0.3,\"timeoutHoldMillis\":1500,\"seed\":7}");
        };

    Flattening.Verdict verdict = scene.flatten(LONG);

    assertThat(verdict.outcome()).as(verdict.text()).isEqualTo(Outcome.FLAT);
    PositionRow shared = scene.row("X1").orElseThrow();
    assertThat(shared.filledQuantity()).isEqualByComparingTo("40");
    assertThat(shared.detail()).contains("by others");
    assertThat(paper.audited("requestsUnanswered")).isPositive();
    assertNothingTwice();
  }

  /** freqtrade: one exception in one trade ends the loop over all later ones. */
  @Test
  void onePositionThatTheVenueAnswersWithGarbageEndsNoOther() {
    paper.seed(book(10, 500, 0));
    paper.faults("{\"badData\":{\"X1\":\"ORDER_GARBAGE\"}}");

    Flattening.Verdict verdict = scene.flatten(SHORT);

    assertThat(verdict.outcome()).isEqualTo(Outcome.RESIDUAL);
    assertThat(verdict.text()).contains("100 X1").doesNotContain("X2");
    assertThat(scene.row("X1").orElseThrow().status()).isEqualTo(PositionStatus.RESIDUAL);
    assertThat(scene.rows())
        .filteredOn(row -> !row.instrument().symbol().equals("X1"))
        .hasSize(9)
        .allMatch(row -> row.status() == PositionStatus.CLOSED);
    paper.faults("{}");
    assertThat(scene.flatten(LONG).outcome()).isEqualTo(Outcome.FLAT);
    assertNothingTwice();
  }

  /** freqtrade answers "Created exit orders for all open trades" whatever became of them. */
  @Test
  void theAnswerIsWhatTheVenueShowsNotWhatWasSent() {
    paper.seed(book(5, 500, 0));
    paper.faults("{\"rejections\":1}");

    Flattening.Verdict verdict = scene.flatten(SHORT);

    assertThat(scene.orders("X3"))
        .as("every order was taken, and not one after the other without end")
        .hasSizeBetween(1, Reaction.MOST_TRIES);
    assertThat(verdict.outcome()).isEqualTo(Outcome.RESIDUAL);
    for (int i = 1; i <= 5; i++) {
      assertThat(verdict.text()).contains("100 X" + i);
      PositionRow left = scene.row("X" + i).orElseThrow();
      assertThat(left.status()).isEqualTo(PositionStatus.RESIDUAL);
      assertThat(left.reason().name() + " " + left.detail())
          .startsWith("VENUE_REFUSED")
          .contains("REJECTED");
    }
    assertThat(paper.audited("fills")).isZero();
  }

  private void assertNothingTwice() {
    assertThat(paper.audited("signFlips")).isZero();
    assertThat(paper.audited("closedTwice")).isZero();
    assertThat(paper.audited("positionIncreases")).isZero();
  }

  private long dropped() {
    return scene.rows().stream()
        .flatMap(row -> scene.orders(row.instrument().symbol()).stream())
        .filter(order -> order.detail().contains("429"))
        .count();
  }

  /** Longs of 100, with an order of somebody for each. */
  private static String book(int positions, int depth, long refillMillis) {
    return "{\"movement\":0,\"cash\":\"10000000\",\"refillHalfLifeMillis\":"
        + refillMillis
        + ",\"instruments\":["
        + each(
            positions,
            "{\"symbol\":\"X%1$d\",\"bid\":\"100.00\",\"ask\":\"100.02\",\"bidSize\":\""
                + depth
                + "\"}")
        + "],\"positions\":["
        + each(positions, "{\"symbol\":\"X%1$d\",\"qty\":\"100\",\"avgEntryPrice\":\"90\"}")
        + "],\"orders\":["
        + each(
            positions,
            "{\"symbol\":\"X%1$d\",\"side\":\"sell\",\"qty\":\"10\",\"type\":\"limit\","
                + "\"limitPrice\":\"150.00\"}")
        + "]}";
  }

  private static String each(int times, String one) {
    return IntStream.rangeClosed(1, times)
        .mapToObj(i -> one.formatted(i))
        .collect(Collectors.joining(","));
  }

  /** One level of 30 for a position of 100, and a deep book beside it. */
  private static String thin(String refillMillis) {
    return """
        {"movement":0,"levels":1,"refillHalfLifeMillis":%s,"instruments":[
         {"symbol":"X1","bid":"100.00","ask":"100.02","bidSize":"30","askSize":"30"},
         {"symbol":"X2","bid":"100.00","ask":"100.02","bidSize":"500","askSize":"500"}],
         "positions":[{"symbol":"X1","qty":"100","avgEntryPrice":"90"},
          {"symbol":"X2","qty":"100","avgEntryPrice":"90"}]}
        """
        .formatted(new BigDecimal(refillMillis).toPlainString());
  }
}
