package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.store.RealPostgres;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.venues.NewOrder;
import io.estop.venues.OrderStatus;
import io.estop.venues.Refusal;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schedules, patience, people's words, caps and refusals: how a batch is worked on. */
class WorkTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final ExecutorService executor = new CallersThread();
  private static final Instrument AAPL = new Instrument("AAPL", AssetClass.US_EQUITY);
  private Desk desk = new Desk(postgres, executor, "first", 1);
  private FakeVenue venue = desk.venue;
  private LiquidationEngine engine = desk.engine();

  @BeforeEach
  void freshStop() {
    postgres.empty();
    desk = new Desk(postgres, executor, "s-1", 1);
    venue = desk.venue;
    engine = desk.engine();
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
  }

  @AfterAll
  static void stop() {
    executor.shutdownNow();
    postgres.close();
  }

  // ---- schedules

  @Test
  void sendsEachPartWhenItIsDueAndNamesItInTheOrder() {
    assess("AAPL", Method.TWAP, "0s:40;10s:35;30s:25");
    Instant begun = desk.clock.instant();

    BatchWorker.Left left = desk.round(engine).get(0);

    assertThat(sold("AAPL")).containsExactly("estop:s-1:1:1:1 40", "estop:s-1:1:2:1 35");
    assertThat(desk.row("AAPL").startedAt().orElseThrow()).isBetween(begun, begun.plusSeconds(1));
    assertThat(left.open()).isEqualTo(1);
    assertThat(left.useless()).isZero();
    assertThat(desk.row("AAPL").reason().name()).isEqualTo("NOT_DUE");

    desk.round(engine);
    assertThat(sold("AAPL")).hasSize(3).last().isEqualTo("estop:s-1:1:3:1 25");
    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(desk.clock.instant()).isAfter(begun.plusSeconds(30));
    assertThat(venue.crimes).isEmpty();
  }

  @Test
  void asksForTheNextPartLaterWhereItIsFarOff() {
    assess("AAPL", Method.TWAP, "0s:40;120s:60");
    desk.say(DirectiveKind.PAUSE, "MSFT");

    BatchWorker.Left left = desk.round(engine).get(0);

    assertThat(left.open()).isEqualTo(1);
    assertThat(sold("AAPL")).hasSize(1);
    assertThat(venue.reads).as("looks at the price, not a poll").isLessThan(10);
  }

  @Test
  void whatAPartLeftUnfilledIsChasedBeforeTheNext() {
    venue.most = new BigDecimal("30");
    assess("AAPL", Method.TWAP, "0s:40;600s:60");

    desk.round(engine);

    assertThat(sold("AAPL")).containsExactly("estop:s-1:1:1:1 40", "estop:s-1:1:1:2 10");
    assertThat(venue.quantity("AAPL")).isEqualByComparingTo("60");
  }

  @Test
  void nearTheDeadlineEverythingIsDueAtTheWorstPriceAllowed() {
    assess("AAPL", Method.TWAP, "0s:40;600s:60");
    Instant deadline = desk.clock.instant().plusSeconds(14);

    engine.liquidate(desk.stop, 1, Optional.of(deadline), desk.pulse);

    assertThat(venue.taken("AAPL")).hasSize(1);
    assertThat(venue.taken("AAPL").get(0).limitPrice()).isEqualByComparingTo("148.52");
    assertThat(venue.quantity("AAPL")).isZero();
  }

  @Test
  void aFallBeyondTwoSigmasMakesTheRestDue() {
    assess("AAPL", Method.TWAP, "0s:40;600s:60");
    desk.round(engine);
    venue.quotes("AAPL", "149.00", "149.04");

    desk.round(engine);

    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(desk.clock.instant()).isBefore(Instant.parse("2026-11-23T15:02:00Z"));
  }

  @Test
  void scheduledPositionsAreWorkedOnApartFromTheOthersAndAccountsApart() {
    List<Integer> batches =
        Batches.of(
                List.of(
                    planned(1, "a/1", "AAPL", true),
                    planned(2, "b/1", "AAPL", false),
                    planned(3, "a/1", "MSFT", false),
                    planned(4, "a/1", "AAPL270115C00150000", false),
                    planned(5, "b/1", "TSLA", true),
                    planned(6, "a/1", "TSLA", true)))
            .stream()
            .map(one -> one.batch())
            .toList();

    assertThat(batches).containsExactly(1, 2, 3, 1, 4, 1);
  }

  private static io.estop.model.liquidation.PlannedPosition planned(
      int number, String account, String symbol, boolean paced) {
    AssetClass kind = symbol.length() > 6 ? AssetClass.US_OPTION : AssetClass.US_EQUITY;
    return new io.estop.model.liquidation.PlannedPosition(
        number,
        1,
        Account.parse(account),
        new io.estop.model.trading.Position(
            new Instrument(symbol, kind), BigDecimal.TEN, BigDecimal.ONE, BigDecimal.ONE),
        Optional.empty(),
        Method.MARKET,
        BigDecimal.ONE,
        "why",
        paced
            ? Optional.of(io.estop.model.liquidation.schedule.Schedule.parse("0s:10"))
            : Optional.empty(),
        BigDecimal.ZERO,
        Duration.ZERO,
        1,
        Optional.empty());
  }

  // ---- methods

  @Test
  void anAggressiveLimitGoesAtTheTouch() {
    assess("AAPL", Method.AGGRESSIVE_LIMIT, "");

    desk.round(engine);

    assertThat(venue.taken("AAPL").get(0).limitPrice()).isEqualByComparingTo("150.00");
  }

  @Test
  void aProgressiveLimitRestsAtTheMidAndGoesDownTheStair() {
    venue.quotes("AAPL", "150.00", "150.40");
    assess("AAPL", Method.PROGRESSIVE_LIMIT, "");

    desk.round(engine);

    assertThat(venue.taken("AAPL"))
        .extracting(order -> order.limitPrice().toPlainString() + " " + order.timeInForce())
        .containsExactly("150.20 DAY", "150.10 DAY", "150.00 DAY");
    assertThat(orders()).allMatch(order -> order.quoteBid().isPresent());
    assertThat(venue.quantity("AAPL")).isZero();
  }

  @Test
  void whatTheVenuesCountdownCancelsIsAskedAboutAndSentAnew() {
    venue.quotes("AAPL", "150.00", "150.40");
    assess("AAPL", Method.PROGRESSIVE_LIMIT, "");
    once(venue::cancelAll);

    desk.round(engine);

    assertThat(venue.story()).contains("cancel all");
    assertThat(venue.orders.values()).first().matches(live -> live.status == OrderStatus.CANCELED);
    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(venue.crimes).isEmpty();
  }

  @Test
  void aQuoteThatIsTooOldPricesNothing() {
    engine.assess(desk.stop, desk.pulse);
    venue.stale.add("AAPL");
    Duration longest = io.estop.model.liquidation.PlannerSettings.standard().staleAfter();
    desk.clock.advance(longest.plusSeconds(1));

    desk.round(engine);

    assertThat(venue.taken("AAPL")).isEmpty();
    assertThat(desk.row("AAPL").reason().name()).isEqualTo("NO_QUOTE");
    assertThat(desk.row("AAPL").detail()).contains("s old, older than " + longest);
  }

  // ---- people

  @Test
  void pausedNothingIsOrderedAndWhatIsOutIsCancelledUntilResumed() {
    venue.quotes("AAPL", "150.00", "150.40");
    assess("AAPL", Method.PROGRESSIVE_LIMIT, "");
    once(() -> desk.say(DirectiveKind.PAUSE, "AAPL"));

    BatchWorker.Left left = desk.round(engine).get(0);

    assertThat(left.useless()).isEqualTo(1);
    assertThat(desk.row("AAPL").reason().name()).isEqualTo("PAUSED");
    assertThat(desk.row("AAPL").detail()).isEqualTo("paused by ann: she knows");
    assertThat(venue.orders.values()).allMatch(live -> live.status.isFinal());
    int before = venue.taken("AAPL").size();

    desk.say(DirectiveKind.RESUME, "");
    desk.round(engine);
    assertThat(venue.taken("AAPL")).hasSizeGreaterThan(before);
    assertThat(venue.quantity("AAPL")).isZero();
  }

  @Test
  void acceleratedEverythingIsDueThroughTheTouch() {
    assess("AAPL", Method.TWAP, "0s:40;600s:60");
    desk.say(DirectiveKind.ACCELERATE, "AAPL");

    desk.round(engine);

    assertThat(sold("AAPL")).containsExactly("estop:s-1:1:2:1 100");
    assertThat(venue.taken("AAPL").get(0).limitPrice()).isEqualByComparingTo("149.85");
  }

  @Test
  void whatAPersonTookOverIsTheirsOnceNoOwnOrderCanFill() {
    venue.quotes("AAPL", "150.00", "150.40");
    assess("AAPL", Method.PROGRESSIVE_LIMIT, "");
    once(() -> desk.say(DirectiveKind.TAKE_OVER, "AAPL"));

    BatchWorker.Left left = desk.round(engine).get(0);

    assertThat(left.open()).isZero();
    PositionRow row = desk.row("AAPL");
    assertThat(row.status()).isEqualTo(PositionStatus.HANDED_OVER);
    assertThat(row.detail()).isEqualTo("taken over by ann: she knows");
    assertThat(venue.orders.values()).allMatch(live -> live.status.isFinal());
    assertThat(desk.record(desk.stop)).contains("POSITIONS_HANDED_OVER");

    String theirs = venue.foreign("ann-1", AAPL, Side.SELL, "100");
    String opening = venue.foreign("ann-2", AAPL, Side.BUY, "5");
    engine.assess(desk.stop, desk.pulse);
    BookVerifier.Reading reading = engine.verify(desk.stop, true, desk.pulse);
    assertThat(venue.story()).doesNotContain("cancel " + theirs).contains("cancel " + opening);
    assertThat(reading.open()).containsExactly("100 AAPL, by hand");
    assertThat(desk.batches()).isEmpty();

    venue.held.put(AAPL, BigDecimal.ZERO);
    assertThat(engine.verify(desk.stop, true, desk.pulse).open()).isEmpty();
    assertThat(desk.row("AAPL").openQuantity()).isZero();
  }

  @Test
  void whatIsGivenBackIsClosedAsFarAsThePersonLeftIt() {
    takeOver();
    venue.held.put(AAPL, new BigDecimal("40"));
    engine.verify(desk.stop, true, desk.pulse);
    venue.foreign("ann-1", AAPL, Side.SELL, "40");

    desk.say(DirectiveKind.GIVE_BACK, "AAPL");
    engine.assess(desk.stop, desk.pulse);
    assertThat(desk.row("AAPL").detail()).isEqualTo("given back by ann: she knows");
    assertThat(claimsByHand()).isZero();
    desk.roundAndWait(engine);
    desk.roundAndWait(engine);

    assertThat(venue.orders).extractingByKey("ann-1").matches(live -> live.status.isFinal());
    PositionRow row = desk.row("AAPL");
    assertThat(row.status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(row.filledQuantity()).isEqualByComparingTo("40");
    assertThat(row.foreignReduction()).isEqualByComparingTo("60");
    assertThat(venue.crimes).isEmpty();
    assertThat(desk.record(desk.stop))
        .containsSubsequence("POSITIONS_HANDED_OVER", "POSITIONS_GIVEN_BACK");
  }

  @Test
  void aBatchThatIsWorkedOnFollowsWhatWasGivenBack() {
    takeOver();
    desk.say(DirectiveKind.GIVE_BACK, "");

    engine.liquidate(desk.stop, 1, desk.pulse);

    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(venue.crimes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-10", "130"})
  void whatAPersonTurnedOrEnlargedIsNotOrderedWhenItIsGivenBack(String held) {
    takeOver();
    venue.held.put(AAPL, new BigDecimal(held));
    int before = venue.taken("AAPL").size();

    desk.say(DirectiveKind.GIVE_BACK, "AAPL");
    engine.assess(desk.stop, desk.pulse);
    desk.round(engine);

    assertThat(venue.taken("AAPL")).hasSize(before);
    assertThat(desk.row("AAPL").reason().name()).isEqualTo("POSITION_UNKNOWN");
  }

  @Test
  void whatIsTakenOverAgainStaysThePersonsWhoeverReadTheFormerWord() {
    takeOver();
    desk.say(DirectiveKind.GIVE_BACK, "AAPL");
    desk.say(DirectiveKind.TAKE_OVER, "AAPL");
    int before = venue.taken("AAPL").size();

    engine.assess(desk.stop, desk.pulse);
    engine.liquidate(desk.stop, 1, desk.pulse);

    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.HANDED_OVER);
    assertThat(venue.taken("AAPL")).hasSize(before);
    assertThat(desk.record(desk.stop)).doesNotContain("POSITIONS_GIVEN_BACK");
  }

  @Test
  void aPositionThatWasGivenBackMayBeTakenOverAgain() {
    takeOver();
    desk.say(DirectiveKind.GIVE_BACK, "AAPL");
    engine.assess(desk.stop, desk.pulse);
    desk.say(DirectiveKind.TAKE_OVER, "AAPL");

    engine.liquidate(desk.stop, 1, desk.pulse);

    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.HANDED_OVER);
    assertThat(venue.quantity("AAPL")).isEqualByComparingTo("100");
  }

  private static int claimsByHand() {
    return postgres
        .database()
        .jdbc()
        .sql("select count(*) from claim where by_hand")
        .query(Integer.class)
        .single();
  }

  /** Before anything is ordered. */
  private void takeOver() {
    engine.assess(desk.stop, desk.pulse);
    desk.say(DirectiveKind.TAKE_OVER, "AAPL");
    engine.liquidate(desk.stop, 1, desk.pulse);
    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.HANDED_OVER);
    assertThat(claimsByHand()).isEqualTo(1);
  }

  @Test
  void aDoubleOfTheWorkerCannotOrderWhatWasHandedOver() {
    engine.assess(desk.stop, desk.pulse);
    venue.betweenSteps =
        () -> {
          venue.betweenSteps = () -> {};
          desk.say(DirectiveKind.TAKE_OVER, "AAPL");
          desk.engine().liquidate(desk.stop, 1, desk.pulse);
        };

    desk.round(engine);

    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.HANDED_OVER);
    assertThat(venue.taken("AAPL")).isEmpty();
  }

  @Test
  void aStopOfAHigherRankLeavesWhatAPersonTookOver() {
    Desk low = new Desk(postgres, executor, "low", 3, "symbol:AAPL");
    low.venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    LiquidationEngine one = low.engine();
    one.assess(low.stop, low.pulse);
    low.say(DirectiveKind.TAKE_OVER, "AAPL");
    low.round(one);
    Desk high = new Desk(low, "high", "account:" + low.venue.account);

    high.engine().assess(high.stop, high.pulse);
    high.round(high.engine());

    assertThat(high.row("AAPL").status()).isEqualTo(PositionStatus.CLAIMED_BY);
    assertThat(low.venue.taken("AAPL")).isEmpty();
  }

  // ---- caps

  @Test
  void whatIsInFlightStaysWithinTheCapAndTheRestFollows() {
    venue.holds("MSFT", AssetClass.US_EQUITY, "50", "400.00", "400.10");
    WorkSettings usual = WorkSettings.standard();
    engine =
        desk.engine(
            new WorkSettings(
                Optional.of(new BigDecimal("20000")),
                usual.escalateWithin(),
                usual.patientRest(),
                usual.pacedBudget(),
                usual.readLag()));
    engine.assess(desk.stop, desk.pulse);

    desk.round(engine);

    assertThat(venue.held.values()).allMatch(left -> left.signum() == 0);
    assertThat(List.of(orders().get(0).intendedAt(), orders().get(1).intendedAt()))
        .as("not in one wave")
        .doesNotHaveDuplicates();
  }

  @Test
  void withoutRoomInTheQuotaNothingIsReadOrWritten() {
    venue.holds("MSFT", AssetClass.US_EQUITY, "50", "400.00", "400.10");
    engine.assess(desk.stop, desk.pulse);
    int reads = venue.reads;
    venue.room = 1;

    BatchWorker.Left left = desk.round(engine).get(0);

    assertThat(orders()).isEmpty();
    assertThat(venue.reads).isEqualTo(reads);
    assertThat(left.dueIn()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(20));
    assertThat(desk.row("MSFT").reason().name()).isEqualTo("REQUEST_BUDGET");

    venue.room = 2;
    desk.round(engine);
    assertThat(venue.held.values()).allMatch(open -> open.signum() == 0);
  }

  @Test
  void aShortQuotaIsUsedInTheOrderOfThePlanWhicheverBatchAsksFirst() {
    venue.holds("MSFT", AssetClass.US_EQUITY, "50", "400.00", "400.10");
    engine.assess(desk.stop, desk.pulse);
    desk.eachInItsOwnBatch();
    venue.room = 1;

    engine.liquidate(desk.stop, 2, desk.pulse);
    assertThat(desk.orders(2)).isEmpty();

    engine.liquidate(desk.stop, 1, desk.pulse);
    assertThat(desk.orders(1)).hasSize(1);

    venue.room = 1;
    engine.liquidate(desk.stop, 2, desk.pulse);
    assertThat(desk.orders(2)).hasSize(1);
    assertThat(venue.held.values()).allMatch(open -> open.signum() == 0);
  }

  @Test
  void whatIsClosedByAllThatIsKnownIsConfirmedWithoutRoomForAnOrder() {
    engine.assess(desk.stop, desk.pulse);
    venue.room = 1;

    desk.round(engine);

    assertThat(venue.room).isZero();
    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.CLOSED);
  }

  @Test
  void aVenueThatIsSilentGivesTheSlotBackSoon() {
    engine.assess(desk.stop, desk.pulse);
    venue.silent.add("positions");
    Instant before = desk.clock.instant();

    BatchWorker.Left left = desk.round(engine).get(0);

    assertThat(Duration.between(before, desk.clock.instant())).isLessThan(Duration.ofSeconds(1));
    assertThat(left.dueIn()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aHungAccountLeavesThreadsForTheOthers() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(2);
    java.util.concurrent.CountDownLatch hung = new java.util.concurrent.CountDownLatch(1);
    java.util.concurrent.atomic.AtomicInteger given =
        new java.util.concurrent.atomic.AtomicInteger();
    Parallel parallel = new Parallel(pool, 1);
    Thread stuck =
        new Thread(
            () ->
                parallel.map(
                    List.of(1, 2, 3, 4),
                    item -> Account.parse("a/1"),
                    item -> await(hung) || given.incrementAndGet() > 0,
                    (item, why) -> false));
    stuck.start();
    // All its calls are given to the pool once it waits for the first.
    while (stuck.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }

    List<Integer> done =
        parallel.map(
            List.of(1, 2, 3), item -> Account.parse("b/1"), item -> item * 2, (item, why) -> 0);

    assertThat(done).containsExactly(2, 4, 6);
    assertThat(given.get()).as("calls that were given up before").isZero();
    hung.countDown();
    stuck.join(TimeUnit.SECONDS.toMillis(10));
    assertThat(stuck.isAlive()).isFalse();
    pool.shutdownNow();
  }

  private static boolean await(java.util.concurrent.CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // ---- refusals

  @ParameterizedTest
  @EnumSource(Refusal.class)
  void everyRefusalHasAReasonThatPeopleSeeAndEndsInFewOrders(Refusal refusal) {
    engine.assess(desk.stop, desk.pulse);
    venue.refusing.put("AAPL", refusal);

    desk.round(engine);

    assertThat(desk.row("AAPL").reason()).isEqualTo(Reaction.to(refusal, 1).reason());
    assertThat(desk.row("AAPL").detail()).contains(refusal + ": refused by the test");
    assertThat(orders()).hasSizeBetween(1, 8);

    venue.refusing.clear();
    desk.say(DirectiveKind.ACCELERATE, "AAPL");
    desk.clock.advance(Duration.ofMillis(1));
    desk.round(engine);
    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.CLOSED);
  }

  @Test
  void whatIsRefusedForGoodIsOfNoUseSoonAndTheOthersAreClosed() {
    venue.holds("MSFT", AssetClass.US_EQUITY, "50", "400.00", "400.10");
    engine.assess(desk.stop, desk.pulse);
    venue.refusing.put("AAPL", Refusal.ASSET_NOT_TRADABLE);

    BatchWorker.Left left = desk.round(engine).get(0);

    assertThat(left.open()).isEqualTo(1);
    assertThat(left.useless()).isEqualTo(1);
    assertThat(venue.quantity("MSFT")).isZero();
    assertThat(orders()).hasSize(2);
  }

  @Test
  void afterASubPennyRefusalThePriceIsInCents() {
    venue.quotes("AAPL", "0.5023", "0.5026");
    assess("AAPL", Method.MARKET, "");
    venue.refusing.put("AAPL", Refusal.SUB_PENNY_PRICE);
    venue.betweenSteps =
        () -> {
          if (orders().size() == 2) {
            venue.refusing.clear();
          }
        };

    desk.round(engine);

    assertThat(orders().get(0).limitPrice().toPlainString()).isEqualTo("0.5017");
    assertThat(orders().get(1).limitPrice().toPlainString()).isEqualTo("0.50");
    assertThat(venue.quantity("AAPL")).isZero();
  }

  @Test
  void afterARefusalOfFractionsTheOrderIsForTheDay() {
    engine.assess(desk.stop, desk.pulse);
    venue.refusing.put("AAPL", Refusal.FRACTIONAL_ONLY_DAY);
    venue.betweenSteps =
        () -> {
          if (orders().size() == 2) {
            venue.refusing.clear();
          }
        };

    desk.round(engine);

    assertThat(venue.taken("AAPL"))
        .extracting(NewOrder::timeInForce)
        .containsExactly(NewOrder.TimeInForce.DAY);
    assertThat(Duration.between(orders().get(0).intendedAt(), orders().get(1).intendedAt()))
        .as("at once")
        .isLessThan(Duration.ofMillis(100));
  }

  @Test
  void aPauseOfManySymbolsIsAskedAboutWithOneOrder() {
    for (int i = 0; i < 9; i++) {
      venue.holds("P" + i, AssetClass.US_EQUITY, "10", "50.00", "50.02");
      venue.paused.add("P" + i);
    }
    venue.paused.add("AAPL");
    engine.assess(desk.stop, desk.pulse);

    desk.round(engine);

    assertThat(orders()).hasSizeBetween(10, 20);
    assertThat(desk.rows(desk.stop)).allMatch(row -> row.reason().name().equals("VENUE_PAUSED"));
    venue.paused.clear();
    desk.clock.advance(Duration.ofSeconds(20));
    desk.round(engine);
    assertThat(venue.held.values()).allMatch(left -> left.signum() == 0);
  }

  // ---- the next session

  @Test
  void theNextSessionClosesUnderAFreshPlanAndSaysWhenItOpens() {
    venue.open = false;
    engine.assess(desk.stop, desk.pulse);
    BatchWorker.Left left = desk.round(engine).get(0);
    assertThat(left.opensAt().orElseThrow())
        .isAfter(desk.clock.instant().plus(Duration.ofHours(11)));
    engine.markResiduals(desk.stop);

    desk.clock.advance(Duration.ofHours(12));
    venue.open = true;
    venue.quotes("AAPL", "120.00", "120.04");
    engine.assess(desk.stop, desk.pulse);
    desk.round(engine);

    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(desk.row("AAPL").arrival().orElseThrow().bid()).isEqualByComparingTo("120.00");
    assertThat(desk.rows(desk.stop)).hasSize(1);
  }

  private void assess(String symbol, Method method, String schedule) {
    engine.assess(desk.stop, desk.pulse);
    desk.plan(symbol, method, schedule);
  }

  /** Does it once, as soon as an order is out. */
  private void once(Runnable word) {
    venue.betweenSteps =
        () -> {
          if (!venue.taken("AAPL").isEmpty()) {
            venue.betweenSteps = () -> {};
            word.run();
          }
        };
  }

  private List<String> sold(String symbol) {
    return venue.taken(symbol).stream()
        .map(order -> order.clientOrderId() + " " + order.quantity().toPlainString())
        .toList();
  }

  private List<SliceRow> orders() {
    return desk.orders(1);
  }
}
