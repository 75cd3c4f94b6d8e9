package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Flag;
import io.estop.store.plan.Claims;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.SliceState;
import io.estop.store.stop.Stops;
import io.estop.venues.NewOrder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final ExecutorService executor = Executors.newSingleThreadExecutor();
  private static final String CALL = "AAPL270115C00150000";
  private static final String FAR_CALL = "AAPL270115C00160000";
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
  }

  @AfterAll
  static void stop() {
    executor.shutdownNow();
    postgres.close();
  }

  @Test
  void closesAPositionWithOneOrderWithinItsCollar() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");

    round();

    assertThat(venue.taken("AAPL"))
        .containsExactly(
            new NewOrder(
                "estop:s-1:1:1:1",
                AAPL,
                Side.SELL,
                new java.math.BigDecimal("100"),
                new java.math.BigDecimal("150.00"),
                NewOrder.TimeInForce.IOC));
    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(read().open()).isEmpty();
  }

  @Test
  void asksAndSendsAgainUnderTheSameIdAfterAnUnknownAnswer() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.silent.add("submit.took");

    round();

    assertThat(venue.story()).containsExactly("submit estop:s-1:1:1:1");
    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(desk.row("AAPL").status()).isEqualTo(PositionStatus.CLOSED);
  }

  @Test
  void takesAnOrderForAbsentOnlyAfterSendByTimeOutAndMargin() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.silent.add("submit.lost");
    engine.assess(desk.stop, desk.pulse);
    java.time.Instant absent = desk.clock.instant().plus(FakeVenue.REQUEST.multipliedBy(8));
    List<SliceState> before = new java.util.ArrayList<>();
    venue.betweenSteps =
        () -> {
          if (!desk.clock.instant().isAfter(absent)) {
            desk.orders(1).forEach(order -> before.add(order.state()));
          } else {
            venue.silent.clear();
          }
        };

    desk.round(engine);

    assertThat(before).isNotEmpty().containsOnly(SliceState.INTENT);
    assertThat(desk.orders(1))
        .extracting(order -> order.id() + " " + order.state())
        .containsExactly("estop:s-1:1:1:1 ABSENT", "estop:s-1:1:1:2 FINAL");
    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(venue.crimes).isEmpty();
  }

  @Test
  void aRefusedResendDoesNotEndAnOrderThatMayStillArrive() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    engine.assess(desk.stop, desk.pulse);
    venue.silent.add("submit.late");
    venue.betweenSteps =
        () -> {
          if (!venue.late.isEmpty()) {
            venue.silent.remove("submit.late");
            venue.paused.add("AAPL");
          }
          if (desk.orders(1).stream().anyMatch(order -> order.state() != SliceState.INTENT)) {
            venue.paused.clear();
          }
        };
    SliceRow order = sentOnce();

    assertThat(order.state()).isEqualTo(SliceState.INTENT);
    assertThat(order.detail()).contains("SYMBOL_PAUSED");
  }

  private SliceRow sentOnce() {
    java.util.concurrent.atomic.AtomicInteger pauses =
        new java.util.concurrent.atomic.AtomicInteger();
    Pulse once =
        new Pulse() {
          @Override
          public void beat() {
            if (pauses.incrementAndGet() == 1) {
              throw new IllegalStateException("enough");
            }
          }

          @Override
          public void pause(Duration duration) {
            beat();
          }
        };
    assertThatThrownBy(() -> engine.liquidate(desk.stop, 1, once)).hasMessage("enough");
    return desk.orders(1).get(0);
  }

  @Test
  void buysAShortOptionBackBeforeItsCoverIsSold() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "500", "150.00", "150.04");
    venue.holds(CALL, AssetClass.US_OPTION, "-7", "5.00", "5.10");
    venue.holds(FAR_CALL, AssetClass.US_OPTION, "2", "3.00", "3.10");
    java.math.BigDecimal[] shortLeft = {java.math.BigDecimal.ONE};
    venue.betweenSteps =
        () -> {
          boolean coverSold =
              venue.quantity("AAPL").intValue() < 500 || venue.quantity(FAR_CALL).intValue() < 2;
          if (coverSold && venue.quantity(CALL).signum() != 0) {
            shortLeft[0] = venue.quantity(CALL);
          }
        };

    round();

    assertThat(shortLeft[0]).as("short calls when a cover was sold").isEqualTo("1");
    assertThat(venue.held.values()).allMatch(left -> left.signum() == 0);
  }

  @Test
  void waitsWithTheCoverWhileTheShortOptionCannotBeBought() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "300", "150.00", "150.04");
    venue.holds(CALL, AssetClass.US_OPTION, "-3", "5.00", "0");

    round();

    assertThat(reason("AAPL")).isEqualTo("OPEN COVERS_OPEN_SHORT");
    assertThat(reason(CALL)).isEqualTo("OPEN NO_QUOTE");
    assertThat(venue.story()).isEmpty();
  }

  @Test
  void aLongOptionThatNobodyBidsForIsWorthlessWithoutAnOrder() {
    venue.holds(CALL, AssetClass.US_OPTION, "3", "0", "0.05");

    round();

    assertThat(reason(CALL)).isEqualTo("WORTHLESS NONE");
    assertThat(venue.story()).isEmpty();
    assertThat(read().open()).isEmpty();
    assertThat(read().listed()).containsExactly("3 " + CALL);
  }

  @Test
  void dustIsListedAndNotOrdered() {
    venue.holds("BTC/USD", AssetClass.CRYPTO, "0.00001", "60000.00", "60010.00");

    round();

    assertThat(reason("BTC/USD")).isEqualTo("DUST NONE");
    assertThat(venue.story()).isEmpty();
    assertThat(read().listed()).containsExactly("0.00001 BTC/USD");
  }

  @Test
  void dustThatSomebodyElseLeftIsListedToo() {
    venue.holds("BTC/USD", AssetClass.CRYPTO, "0.5", "60000.00", "60010.00");
    engine.assess(desk.stop, desk.pulse);
    venue.held.replaceAll((instrument, quantity) -> new java.math.BigDecimal("0.00001"));
    desk.round(engine);

    assertThat(reason("BTC/USD")).isEqualTo("DUST NONE");
    assertThat(read().listed()).containsExactly("0.00001 BTC/USD");
    assertThat(read().open()).isEmpty();
  }

  @Test
  void aClosedMarketIsWaitedForButCryptoTrades() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.holds("BTC/USD", AssetClass.CRYPTO, "1", "60000.00", "60010.00");
    venue.open = false;

    List<BatchWorker.Left> left = round();

    assertThat(reason("AAPL")).isEqualTo("OPEN MARKET_CLOSED");
    assertThat(venue.quantity("BTC/USD")).isZero();
    assertThat(venue.taken("AAPL")).isEmpty();
    assertThat(left.get(0).useless()).isEqualTo(1);
  }

  @Test
  void sendsNothingOutsideTheCollar() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    engine.assess(desk.stop, desk.pulse);
    venue.quotes("AAPL", "140.00", "140.04");

    desk.round(engine);

    assertThat(reason("AAPL")).isEqualTo("OPEN OUTSIDE_COLLAR");
    assertThat(venue.story()).isEmpty();
  }

  @Test
  void crossedOrMissingQuotesStopPricing() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.10", "150.04");
    venue.holds("MSFT", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    engine.assess(desk.stop, desk.pulse);
    venue.quotes.remove("MSFT");

    desk.round(engine);

    assertThat(reason("AAPL")).isEqualTo("OPEN NO_QUOTE");
    assertThat(reason("MSFT")).isEqualTo("OPEN NO_QUOTE");
    assertThat(venue.story()).isEmpty();
  }

  @Test
  void sendsNothingWhileTheVenueShowsMoreOrTheOtherSign() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.holds("MSFT", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    engine.assess(desk.stop, desk.pulse);
    venue.lies.put("AAPL", new java.math.BigDecimal("101"));
    venue.lies.put("MSFT", new java.math.BigDecimal("-100"));

    desk.round(engine);

    assertThat(reason("AAPL")).isEqualTo("OPEN POSITION_UNKNOWN");
    assertThat(reason("MSFT")).isEqualTo("OPEN POSITION_UNKNOWN");
    assertThat(venue.story()).isEmpty();

    venue.lies.clear();
    desk.round(engine);
    assertThat(venue.held.values()).allMatch(left -> left.signum() == 0);
  }

  @Test
  void aClosingOrderOfSomebodyElseCounts() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    engine.assess(desk.stop, desk.pulse);
    venue.foreign("person", AAPL, Side.SELL, "70");
    venue.foreign("person-2", AAPL, Side.BUY, "30");

    desk.round(engine);

    assertThat(venue.taken("AAPL"))
        .filteredOn(order -> order.clientOrderId().startsWith("estop"))
        .extracting(order -> order.quantity().toPlainString())
        .as("beside the person's order first, and the rest once it is swept")
        .containsExactly("30", "70");
    assertThat(venue.crimes).isEmpty();
  }

  @Test
  void aSecondStopLeavesWhatTheFirstClaimed() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    engine.assess(desk.stop, desk.pulse);
    StopId second = desk.begin("s-2", "symbol:AAPL");

    engine.assess(second, desk.pulse);

    assertThat(desk.rows(second))
        .extracting(row -> row.status() + " " + row.detail())
        .containsExactly("CLAIMED_BY claimed by stop s-1");
    engine.liquidate(second, 1, desk.pulse);
    assertThat(venue.story()).isEmpty();
  }

  @Test
  void whatAStopThatEndsLeavesOpenIsTheNextOnes() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.most = new java.math.BigDecimal("30");
    engine.assess(desk.stop, desk.pulse);
    StopId second = desk.begin("s-2", "symbol:AAPL");
    engine.assess(second, desk.pulse);
    engine.assess(second, desk.pulse);
    assertThat(desk.rows(second)).as("not planned while another has the claim").hasSize(1);

    new Stops(postgres.database(), desk.clock).end(desk.stop);
    new Claims(postgres.database(), desk.clock).release(desk.stop);
    engine.assess(second, desk.pulse);

    assertThat(desk.rows(second))
        .extracting(row -> row.status().name())
        .containsExactly("CLAIMED_BY", "OPEN");
    desk.rows(second).stream()
        .map(PositionRow::batch)
        .distinct()
        .forEach(batch -> engine.liquidate(second, batch, desk.pulse));
    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(desk.rows(second).get(1).status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(venue.crimes).isEmpty();
  }

  @Test
  void cancelsAllAtOnceOnlyForAWholeAccountBeforeAnySlice() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    String first = venue.foreign("person", AAPL, Side.SELL, "70");

    StopId partial = desk.begin("s-2", "symbol:AAPL");
    assertThat(
            engine.cancelWorkingOrders(partial, Scope.symbol("AAPL"), "paper", desk.pulse).isDone())
        .isTrue();
    assertThat(venue.story()).containsExactly("cancel " + first);

    venue.foreign("person-2", AAPL, Side.SELL, "70");
    OrderCanceller.Result whole =
        engine.cancelWorkingOrders(desk.stop, Scope.firm(), "paper", desk.pulse);
    assertThat(whole).isEqualTo(new OrderCanceller.Result(1, 0, "", List.of(), List.of()));
    assertThat(venue.story()).containsExactly("cancel " + first, "cancel all");
  }

  @Test
  void sweepsOneByOneWhileAnOrderOfAStopWorks() {
    venue.holds(CALL, AssetClass.US_OPTION, "3", "5.00", "5.10");
    engine.assess(desk.stop, desk.pulse);
    venue.silent.add("submit.took");
    venue.silent.add("orderByClientOrderId");
    sentOnce();
    venue.silent.clear();
    String foreign = venue.foreign("person", AAPL, Side.SELL, "70");

    OrderCanceller.Result swept =
        engine.cancelWorkingOrders(desk.stop, Scope.firm(), "paper", desk.pulse);

    assertThat(swept.cancelled()).isEqualTo(1);
    assertThat(venue.story()).contains("cancel " + foreign).doesNotContain("cancel all");
  }

  @Test
  void aVenueThatDoesNotListItsOrdersIsNeverDone() {
    venue.silent.add("openOrders");

    OrderCanceller.Result result =
        engine.cancelWorkingOrders(desk.stop, Scope.firm(), "paper", desk.pulse);

    assertThat(result.isDone()).isFalse();
    assertThat(result.missing()).isNotEmpty();
  }

  @Test
  void aMissingAnswerIsNeverAnEmptyBook() {
    for (String call : List.of("positions", "openOrders")) {
      venue.silent.add(call);
      assertThat(read().missing()).as(call).isNotEmpty();
      venue.silent.clear();
    }
    assertThat(read().missing()).isEmpty();
  }

  @Test
  void anotherBookHasAnotherDigest() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    String first = read().digest();
    assertThat(read().digest()).isEqualTo(first);

    venue.holds("AAPL", AssetClass.US_EQUITY, "99", "150.00", "150.04");
    assertThat(read().digest()).isNotEqualTo(first);
  }

  @Test
  void anOrderInFlightCounts() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    engine.assess(desk.stop, desk.pulse);
    venue.silent.add("submit.lost");
    venue.silent.add("orderByClientOrderId");
    sentOnce();
    venue.silent.clear();

    assertThat(read().inFlight()).isEqualTo(1);

    desk.clock.advance(FakeVenue.REQUEST.multipliedBy(9));
    assertThat(read().inFlight()).isZero();
  }

  @Test
  void aSilentVenueStopsThePlanOfThatVenueOnly() {
    FakeVenue silent = new FakeVenue(Account.parse("other/X"), desk.clock, 2);
    silent.silent.add("positions");
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");

    Assessor.Plan plan = desk.engine(List.of(silent, venue)).assess(desk.stop, desk.pulse);

    assertThat(plan.missing()).containsExactly("other: positions: no answer");
    assertThat(plan.rows()).hasSize(1);
  }

  @Test
  void aPositionThatComesBackIsPlannedAnew() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    round();
    venue.holds("AAPL", AssetClass.US_EQUITY, "7", "150.00", "150.04");
    desk.clock.advance(Duration.ofMinutes(2));

    round();

    assertThat(desk.rows(desk.stop)).extracting(row -> row.number()).containsExactly(1, 2);
    assertThat(venue.taken("AAPL"))
        .extracting(NewOrder::clientOrderId)
        .containsExactly("estop:s-1:1:1:1", "estop:s-1:2:1:1");
    assertThat(venue.quantity("AAPL")).isZero();
  }

  @Test
  void whatALaggingReadShowsAgainAfterItWasClosedIsNotSoldAgain() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    round();
    Instrument held = venue.held.keySet().iterator().next();
    venue.lies.put("AAPL", new java.math.BigDecimal("100"));

    round();

    assertThat(read().open()).containsExactly("100 AAPL");
    assertThat(venue.taken("AAPL")).hasSize(1);
    assertThat(venue.held.get(held)).isZero();
    assertThat(venue.crimes).isEmpty();
  }

  @Test
  void whatWasListedAndIsAnotherQuantityNowIsPlannedAnew() {
    venue.holds("BTC/USD", AssetClass.CRYPTO, "0.00001", "60000.00", "60010.00");
    round();
    venue.holds("BTC/USD", AssetClass.CRYPTO, "0.5", "60000.00", "60010.00");

    round();

    assertThat(desk.rows(desk.stop))
        .extracting(row -> row.status())
        .containsExactly(PositionStatus.DUST, PositionStatus.CLOSED);
    assertThat(venue.quantity("BTC/USD")).isZero();
  }

  @Test
  void keepsTheCoverOfAShortOptionThatIsPlannedInAnotherBatch() {
    venue.holds(CALL, AssetClass.US_OPTION, "-1", "5.00", "0");
    round();
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");

    round();

    assertThat(desk.row("AAPL").batch()).isNotEqualTo(desk.row(CALL).batch());
    assertThat(reason("AAPL")).isEqualTo("OPEN COVERS_OPEN_SHORT");
    assertThat(venue.quantity("AAPL")).isEqualTo("100");
  }

  @Test
  void theHaltOfTheWholeFirmHoldsUpNoneOfItsOwnClosingOrders() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    new Flag(postgres.database(), desk.clock)
        .add(Hold.halted(desk.stop, Scope.firm(), Action.FLATTEN, desk.clock.instant()));

    round();

    assertThat(venue.quantity("AAPL")).isZero();
  }

  @Test
  void onePositionThatBreaksKeepsNoOtherOpen() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.holds("MSFT", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.holds("TSLA", AssetClass.US_EQUITY, "-5", "150.00", "150.04");
    venue.breaksOn = "MSFT";

    round();

    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(venue.quantity("TSLA")).isZero();
    assertThat(reason("MSFT")).isEqualTo("OPEN IN_FLIGHT");
    assertThat(desk.row("MSFT").detail()).contains("a bug in the adapter");
    venue.breaksOn = "";
    desk.clock.advance(FakeVenue.REQUEST.multipliedBy(9));
    desk.round(engine);
    assertThat(venue.quantity("MSFT")).isZero();
  }

  @Test
  void theBudgetOfRequestsDropsNoClosingOrder() {
    for (String symbol : List.of("AAPL", "MSFT", "TSLA")) {
      venue.holds(symbol, AssetClass.US_EQUITY, "100", "150.00", "150.04");
    }
    venue.silent.add("budget");
    int[] steps = {0};
    venue.betweenSteps =
        () -> {
          if (++steps[0] == 60) {
            venue.silent.clear();
          }
        };

    round();

    assertThat(venue.held.values()).allMatch(left -> left.signum() == 0);
  }

  @Test
  void aThinBookEndsInMoreRoundsAndNotInSilence() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.most = new java.math.BigDecimal("30");

    round();

    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(venue.taken("AAPL")).hasSize(4);
    assertThat(venue.crimes).isEmpty();
  }

  @Test
  void whatIsLeftAtTheDeadlineSaysWhy() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    venue.paused.add("AAPL");

    round();
    engine.markResiduals(desk.stop);

    assertThat(reason("AAPL")).isEqualTo("RESIDUAL VENUE_PAUSED");
    assertThat(desk.row("AAPL").detail()).contains("SYMBOL_PAUSED");
  }

  private List<BatchWorker.Left> round() {
    engine.assess(desk.stop, desk.pulse);
    return desk.round(engine);
  }

  private BookVerifier.Reading read() {
    return engine.verify(desk.stop, false, desk.pulse);
  }

  private String reason(String symbol) {
    ResidualReason reason = desk.row(symbol).reason();
    return desk.row(symbol).status() + " " + reason;
  }
}
