package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.store.RealPostgres;
import io.estop.store.attribution.Attributions;
import io.estop.store.attribution.OrderSource;
import io.estop.venues.OpenOrders;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweepTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final ExecutorService executor = Executors.newFixedThreadPool(2);
  private static final Instrument AAPL = new Instrument("AAPL", AssetClass.US_EQUITY);
  private static final Instrument MSFT = new Instrument("MSFT", AssetClass.US_EQUITY);
  private static final Scope GRID = Scope.parse("strategy:grid");
  private Desk desk = new Desk(postgres, executor, "first", 1);
  private FakeVenue venue = desk.venue;
  private LiquidationEngine engine = desk.engine();
  private StopId cancels = desk.stop;

  @BeforeEach
  void freshStops() {
    postgres.empty();
    desk = new Desk(postgres, executor, "s-1", 1);
    venue = desk.venue;
    engine = desk.engine();
    cancels = desk.begin("c-1", "firm", Action.CANCEL);
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
  }

  @AfterAll
  static void stop() {
    executor.shutdownNow();
    postgres.close();
  }

  @Test
  void underCancelWhatGuardsAPositionStays() {
    venue.guarding("guard", AAPL, Side.SELL, "60");
    String tooMuch = venue.guarding("guard-2", AAPL, Side.SELL, "60");
    String wrongSide = venue.guarding("entry", AAPL, Side.BUY, "10");
    String noPosition = venue.guarding("other", MSFT, Side.SELL, "10");
    String limit = venue.foreign("limit", AAPL, Side.SELL, "10");

    OrderCanceller.Result swept = sweep(cancels);

    assertThat(swept.isDone()).isTrue();
    assertThat(venue.story())
        .containsExactlyInAnyOrder(
            "cancel " + tooMuch, "cancel " + wrongSide, "cancel " + noPosition, "cancel " + limit);
  }

  @Test
  void whatMayGuardAPositionIsNeitherCancelledNorCalledDoneWhileNobodyCanSay() {
    venue.guarding("guard", AAPL, Side.SELL, "60");
    venue.silent.add("positions");

    OrderCanceller.Result swept = sweep(cancels);

    assertThat(swept.open()).isEqualTo(1);
    assertThat(venue.story()).isEmpty();
  }

  @Test
  void anOrderThatNobodyCanReadKeepsNoOtherWorkingAndIsNeverFlat() {
    venue.holds("MSFT", AssetClass.US_EQUITY, "50", "400.00", "400.10");
    String msft = venue.foreign("one", MSFT, Side.SELL, "10");
    String why = "order o-9: qty must be a number but was: \"NaN\"";
    venue.doubtful.add(new OpenOrders.Unreadable("o-9", "AAPL", why));

    OrderCanceller.Result cancelled =
        engine.cancelWorkingOrders(desk.stop, Scope.firm(), "paper", desk.pulse);
    engine.assess(desk.stop, desk.pulse);
    desk.round(engine);
    engine.markResiduals(desk.stop);
    BookVerifier.Reading reading = engine.verify(desk.stop, true, desk.pulse);

    assertThat(cancelled.cancelled()).isEqualTo(1);
    assertThat(cancelled.open()).isEqualTo(1);
    assertThat(cancelled.unattributed()).containsExactly(why);
    assertThat(venue.story()).contains("cancel " + msft).doesNotContain("cancel all");
    assertThat(venue.quantity("MSFT")).isZero();
    assertThat(venue.taken("AAPL")).isEmpty();
    assertThat(desk.row("AAPL").reason()).isEqualTo(ResidualReason.IN_FLIGHT);
    assertThat(desk.row("AAPL").detail()).isEqualTo("an order may still fill: " + why);
    assertThat(reading.workingOrders()).isEqualTo(1);
    assertThat(reading.missing()).isEmpty();
    assertThat(reading.showsNothing()).isFalse();
    assertThat(reading.remarks()).contains("paper/s-1 " + why);
    assertThat(desk.record(desk.stop)).contains("ORDERS_UNATTRIBUTED", "CANCEL_CONFIRMED");

    venue.doubtful.clear();
    engine.assess(desk.stop, desk.pulse);
    desk.round(engine);
    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(engine.verify(desk.stop, true, desk.pulse).showsNothing()).isTrue();
  }

  @Test
  void anOrderThatNobodyCanReadCountsOnlyWhereTheScopeMayCoverIt() {
    venue.doubtful.add(new OpenOrders.Unreadable("o-9", "MSFT", "order o-9: absurd"));

    assertThat(verified("symbol:AAPL")).isZero();
    assertThat(verified("symbol:MSFT")).isEqualTo(1);
    venue.doubtful.add(new OpenOrders.Unreadable("", "", "order must be an object"));
    assertThat(verified("symbol:TSLA")).isEqualTo(1);
    assertThat(verified("account:paper/s-1")).isEqualTo(2);
  }

  private int verified(String scope) {
    StopId stop = desk.begin("v-" + scope.replaceAll("[:/]", "-"), scope, Action.FLATTEN);
    return engine.verify(stop, false, desk.pulse).workingOrders();
  }

  @Test
  void underFlattenGuardsStayUntilJustBeforeClosing() {
    String guard = venue.guarding("guard", AAPL, Side.SELL, "60");
    assertThat(engine.cancelWorkingOrders(desk.stop, Scope.firm(), "paper", desk.pulse).isDone())
        .isTrue();
    assertThat(venue.story()).isEmpty();

    engine.assess(desk.stop, desk.pulse);
    assertThat(venue.story()).containsExactly("cancel all");
    desk.round(engine);
    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(isOver("guard")).as(guard).isTrue();
  }

  @Test
  void aFirstLookThatFailsKeepsNothingFromBeingCancelledAtOnce() {
    venue.foreign("one", AAPL, Side.SELL, "10");
    venue.foreign("two", MSFT, Side.SELL, "10");
    venue.silent.add("openOrders");
    AtomicInteger steps = new AtomicInteger();
    venue.betweenSteps =
        () -> {
          if (steps.incrementAndGet() > 1) {
            venue.silent.remove("openOrders");
          }
        };

    OrderCanceller.Result cancelled =
        engine.cancelWorkingOrders(desk.stop, Scope.parse("firm"), "paper", desk.pulse);

    assertThat(cancelled.isDone()).isTrue();
    assertThat(venue.story()).containsExactly("cancel all");
  }

  @Test
  void ordersThatTheReduceLaneAdmittedStayUnderCancelAndGoUnderFlatten() {
    desk.lane.add("lane-1");
    String lane = venue.foreign("lane-1", AAPL, Side.SELL, "10");

    assertThat(sweep(cancels).isDone()).isTrue();
    assertThat(venue.story()).isEmpty();

    engine.cancelWorkingOrders(desk.stop, Scope.firm(), "paper", desk.pulse);
    assertThat(isOver("lane-1")).as(lane).isTrue();
  }

  @Test
  void theBrokersOwnLiquidationIsLeftAlone() {
    String foreign = venue.foreign("person", AAPL, Side.SELL, "1");
    venue.foreign("margin-call-7", AAPL, Side.SELL, "10");
    LiquidationEngine knowsTheBroker = desk.engineThatLeaves("margin-call-");

    knowsTheBroker.sweep(desk.stop, Scope.firm(), "paper", desk.pulse);

    assertThat(venue.story()).containsExactly("cancel " + foreign);
  }

  @Test
  void aHaltSweepsNothing() {
    venue.foreign("person", AAPL, Side.SELL, "10");

    assertThat(sweep(desk.begin("h-1", "firm", Action.HALT)).isDone()).isTrue();
    assertThat(venue.story()).isEmpty();
  }

  @Test
  void anOrderThatComesBackThreeTimesIsAnAlarmAndNotALoop() {
    int[] sent = {0};
    venue.betweenSteps =
        () -> {
          if (venue.orders.values().stream().allMatch(live -> live.status.isFinal())) {
            venue.foreign("desk-a-" + ++sent[0], AAPL, Side.BUY, "10");
          }
        };

    OrderCanceller.Result swept = sweep(cancels);

    assertThat(swept.stubborn())
        .singleElement()
        .asString()
        .startsWith("BUY 10 AAPL came back 3 times");
    assertThat(sweep(cancels).stubborn()).isNotEmpty();
    assertThat(desk.record(cancels)).filteredOn("ORDERS_STUBBORN"::equals).hasSize(1);
    assertThat(sent[0]).as("orders cancelled").isLessThan(8);
  }

  @Test
  void differentOrdersThatComeAreNotStubborn() {
    for (int i = 1; i < 6; i++) {
      venue.foreign("o-" + i, AAPL, Side.BUY, String.valueOf(i));
      assertThat(sweep(cancels).stubborn()).isEmpty();
    }
  }

  @Test
  void oneCancelThatBreaksEndsNoOther() {
    String broken = venue.foreign("a", AAPL, Side.BUY, "1");
    venue.foreign("b", AAPL, Side.BUY, "2");
    venue.foreign("c", AAPL, Side.BUY, "3");
    venue.breaksOn = broken;

    OrderCanceller.Result swept = engine.sweep(cancels, Scope.symbol("AAPL"), "paper", desk.pulse);

    assertThat(swept.open()).isEqualTo(1);
    assertThat(swept.cancelled()).isEqualTo(2);
  }

  @Test
  void aCancelThatTheBudgetHoldsBackIsSentLaterAndNotDropped() {
    for (int i = 1; i < 30; i++) {
      venue.foreign("o-" + i, AAPL, Side.BUY, String.valueOf(i));
    }
    venue.silent.add("cancel");
    int[] steps = {0};
    venue.betweenSteps =
        () -> {
          if (++steps[0] == 40) {
            venue.silent.clear();
          }
        };

    OrderCanceller.Result swept =
        engine.cancelWorkingOrders(cancels, Scope.symbol("AAPL"), "paper", desk.pulse);

    assertThat(swept.isDone()).isTrue();
    assertThat(swept.cancelled()).isEqualTo(29);
  }

  @Test
  void aStrategyCancelsWhatItsPrefixesTellAndListsWhatNobodyKnows() {
    source("grid-", GRID);
    source("other-", Scope.parse("strategy:other"));
    String grid = venue.foreign("grid-1", AAPL, Side.BUY, "1");
    venue.foreign("other-1", AAPL, Side.BUY, "2");
    String nobodys = venue.foreign("x-1", AAPL, Side.BUY, "3");
    StopId stop = desk.begin("n-1", GRID.toString(), Action.CANCEL);

    OrderCanceller.Result result = engine.cancelWorkingOrders(stop, GRID, "paper", desk.pulse);

    assertThat(venue.story()).containsExactly("cancel " + grid);
    assertThat(result.isDone()).isTrue();
    assertThat(result.unattributed()).singleElement().asString().contains(nobodys);
    assertThat(desk.record(stop)).contains("ORDERS_UNATTRIBUTED");
  }

  @Test
  void anOrderOfNobodyKnownFallsIntoEveryWiderScopeAndAlarms() {
    source("grid-", GRID);
    for (String scope : List.of("firm", "venue:paper", "account:paper/s-1", "symbol:AAPL")) {
      String id = "x-" + scope;
      venue.foreign(id, AAPL, Side.BUY, "3");
      StopId stop = desk.begin("w-" + scope.replaceAll("[:/]", "-"), scope, Action.CANCEL);

      OrderCanceller.Result result =
          engine.cancelWorkingOrders(stop, Scope.parse(scope), "paper", desk.pulse);

      assertThat(isOver(id)).as(scope).isTrue();
      assertThat(result.unattributed()).as(scope).hasSize(1);
      assertThat(desk.record(stop)).as(scope).contains("ORDERS_UNATTRIBUTED");
    }
  }

  @Test
  void aDrillTouchesNothingLiveAndALiveStopNothingOfADrill() {
    FakeVenue rehearsal = new FakeVenue(Account.parse("drills/D1"), desk.clock, 3);
    rehearsal.forDrills = true;
    rehearsal.holds("AAPL", AssetClass.US_EQUITY, "5", "150.00", "150.04");
    rehearsal.foreign("rehearsed", AAPL, Side.BUY, "1");
    venue.foreign("live", AAPL, Side.BUY, "1");
    LiquidationEngine both = desk.engine(List.of(venue, rehearsal));
    Scope drillScope = Scope.parse("drill:spring");
    StopId drill = desk.begin("d-1", drillScope.toString());

    assertThat(both.venuesInScope(drillScope)).containsExactly("drills");
    assertThat(both.sweep(drill, drillScope, "drills", desk.pulse).cancelled()).isEqualTo(1);
    assertThat(both.assess(drill, desk.pulse).rows())
        .allMatch(row -> row.account().equals(rehearsal.account));
    assertThat(venue.story()).isEmpty();

    int before = rehearsal.story().size();
    for (String scope :
        List.of("firm", "venue:drills", "account:drills/D1", "symbol:AAPL", "strategy:x")) {
      assertThat(both.venuesInScope(Scope.parse(scope))).doesNotContain("drills");
    }
    assertThat(both.assess(desk.stop, desk.pulse).rows())
        .allMatch(row -> row.account().equals(venue.account));
    assertThat(rehearsal.story()).hasSize(before);
  }

  @Test
  void overlappingStopsBothCancelAndOneCloses() {
    StopId symbol = desk.begin("s-2", "symbol:AAPL");
    engine.assess(symbol, desk.pulse);
    venue.foreign("person", AAPL, Side.SELL, "1");

    assertThat(engine.sweep(symbol, Scope.symbol("AAPL"), "paper", desk.pulse).isDone()).isTrue();
    assertThat(sweep(desk.stop).isDone()).isTrue();
    engine.assess(desk.stop, desk.pulse);
    assertThat(desk.record(desk.stop)).contains("CLAIMS_TAKEN");
    engine.liquidate(symbol, 1, desk.pulse);
    assertThat(desk.rows(symbol))
        .extracting(row -> row.status() + " " + row.detail())
        .containsExactly("CLAIMED_BY claimed by stop s-1");
    desk.round(engine);
    assertThat(venue.quantity("AAPL")).isZero();
  }

  private void source(String prefix, Scope... scopes) {
    new Attributions(postgres.database(), desk.clock)
        .register(List.of(new OrderSource(prefix, prefix + "engine", List.of(scopes))));
  }

  private boolean isOver(String clientOrderId) {
    return Objects.requireNonNull(venue.orders.get(clientOrderId)).status.isFinal();
  }

  private OrderCanceller.Result sweep(StopId stop) {
    return engine.sweep(stop, Scope.firm(), "paper", desk.pulse);
  }
}
