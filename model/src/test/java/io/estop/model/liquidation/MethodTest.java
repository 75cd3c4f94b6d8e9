package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Method, cost, time and fit of one position; the order of many is in PlannerTest. */
class MethodTest {
  private static final Account ACCOUNT = Account.parse("paper/PA1");
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  private static final String CALL = "AAPL270115C00150000";

  private PlannerSettings settings = PlannerSettings.standard();
  private boolean open = true;
  private boolean direct = false;
  private int ordersPerMinute = 160;

  @ParameterizedTest
  @CsvSource({
    // quantity, bid, ask, size, volatility, volume, method
    "100, 99.99, 100.01, 500, 0.015, 1000000, MARKET",
    "-100, 99.99, 100.01, 500, 0.015, 1000000, MARKET",
    "600, 99.99, 100.01, 500, 0.015, 1000000, MARKET",
    "100, 99.80, 100.20, 500, 0.015, 1000000, AGGRESSIVE_LIMIT",
    "600, 99.99, 100.01, 500, , , AGGRESSIVE_LIMIT",
    "100, 99, 101, 500, 0.015, 1000000, PROGRESSIVE_LIMIT",
    "600, 99.99, 100.01, 500, 0.015, 10000, PROGRESSIVE_LIMIT",
    "5000, 99.99, 100.01, 500, 0.015, 10000000, TWAP",
    "5000, 99.99, 100.01, 500, 0.040, 10000000, IMPLEMENTATION_SHORTFALL",
    "5000, 99.99, 100.01, 500, , 10000000, IMPLEMENTATION_SHORTFALL",
    "5000, 99.99, 100.01, 6000, 0.015, 10000000, MARKET"
  })
  void sizeSpreadAndVolatilityDecideTheMethod(
      String quantity,
      String bid,
      String ask,
      String size,
      @Nullable Double volatility,
      @Nullable Double volume,
      Method method) {
    PlannedPosition planned =
        plan(share(quantity), view(quote(bid, ask, size), volatility, volume));

    assertThat(planned.method()).as(planned.why()).isEqualTo(method);
    assertThat(planned.why()).endsWith(".").hasSizeLessThan(250);
  }

  @Test
  void theBookThatTheVenueShowsCountsInsteadOfTheBestPriceAlone() {
    Position coins = position(new Instrument("BTC/USD", AssetClass.CRYPTO), "5", "95000");
    Quote quote = quote("94999", "95001", "0.5");

    assertThat(plan(coins, depth(quote, 100)).method()).isEqualTo(Method.MARKET);
    assertThat(plan(coins, depth(quote, 10)).method()).isEqualTo(Method.IMPLEMENTATION_SHORTFALL);
    settings = with(BigDecimal.valueOf(1_000_000), true, true);
    assertThat(plan(coins, depth(quote, 10)).method()).isEqualTo(Method.MARKET);
    assertThat(plan(coins, depth(quote, 4)).method()).isEqualTo(Method.PROGRESSIVE_LIMIT);
  }

  @Test
  void switchesTurnOffMarketOrdersAndTranches() {
    MarketView market = view(quote("99.99", "100.01", "500"), 0.015, 1e7);

    settings = with(BigDecimal.valueOf(100_000), false, false);

    assertThat(plan(share("100"), market).method()).isEqualTo(Method.AGGRESSIVE_LIMIT);
    assertThat(plan(share("5000"), market).schedule()).isEmpty();
  }

  @Test
  void aRouteOfItsOwnIsTakenAndOptionsStayOptions() {
    direct = true;

    assertThat(plan(share("100"), view(quote("99", "101", "500"), null, null)).method())
        .isEqualTo(Method.DMA);
    assertThat(plan(option("1"), MarketView.unknown()).method()).isEqualTo(Method.OPTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5000", "5000.5", "-12345"})
  void tranchesSumToThePositionAndKeepTheirNumberAndSpan(String quantity) {
    for (double volatility : new double[] {0.01, 0.05}) {
      PlannedPosition planned =
          plan(share(quantity), view(quote("99.99", "100.01", "500"), volatility, 2e5));

      Schedule schedule = planned.schedule().orElseThrow();
      assertThat(schedule.total()).isEqualByComparingTo(new BigDecimal(quantity).abs());
      assertThat(schedule.tranches()).hasSizeBetween(2, 5);
      assertThat(schedule.end()).isLessThanOrEqualTo(settings.horizon());
      assertThat(planned.expectedRequests()).isEqualTo(schedule.tranches().size());
      assertThat(planned.expectedTime()).isGreaterThan(schedule.end());
    }
  }

  @Test
  void saysWhereNoPartIsWorthWaitingFor() {
    PlannedPosition planned = plan(share("5000"), view(quote("99.99", "100.01", "500"), 0.05, 1e8));

    assertThat(planned.method()).isEqualTo(Method.IMPLEMENTATION_SHORTFALL);
    assertThat(planned.schedule()).isEmpty();
    assertThat(planned.why()).endsWith("No part is worth waiting for: all at once.");
  }

  @Test
  void whatTheBestPriceTakesCostsHalfTheSpreadRoundedUp() {
    MarketView market = view(quote("99.99", "100.01", "500"), 0.015, 1e7);

    assertThat(plan(share("333"), market).expectedCost()).isEqualByComparingTo("3.33");
    assertThat(plan(share("333.1"), market).expectedCost()).isEqualByComparingTo("3.34");
    assertThat(plan(share("-500"), market).expectedCost()).isEqualByComparingTo("5.00");
    assertThat(plan(share("1000"), market).expectedCost()).isGreaterThan(new BigDecimal("10"));
    assertThat(plan(option("3"), view(quote("1.00", "1.10", "9"), null, null)).expectedCost())
        .isEqualByComparingTo("15");
  }

  @Test
  void beyondTheBestPriceTheSquareRootLawPrices() {
    // 10,000 of 1,000,000 a day at 2 %: 100 x 0.02 x sqrt(0.01) = 0.20 a share for the whole.
    settings = with(BigDecimal.valueOf(10_000_000), true, true);
    PlannedPosition planned = plan(share("10000"), view(quote("99.99", "100.01", "0"), 0.02, 1e6));

    assertThat(planned.expectedCost()).isEqualByComparingTo("2100.00");
  }

  @Test
  void saysBeforehandWhatTheMarketWillNotTake() {
    Quote quote = quote("99.99", "100.01", "500");

    assertThat(plan(share("5000"), view(quote, 0.015, 1e6)).wontFit().orElseThrow())
        .isEqualTo(
            "It is 39 % of what its market usually trades in 300 s, and 25 % can be expected to be"
                + " found.");
    assertThat(plan(share("5000"), view(quote, 0.015, 1e7)).wontFit()).isEmpty();
    assertThat(plan(share("10"), view(quote("90", "110", "500"), 0.015, 1e7)).wontFit())
        .hasValueSatisfying(why -> assertThat(why).contains("10 %", "1.0 % is allowed"));
  }

  @Test
  void saysBeforehandWhatTheQuotaLeavesNoTimeFor() {
    Map<String, MarketView> markets = new HashMap<>();
    List<Position> held = new ArrayList<>();
    IntStream.range(0, 1000)
        .forEach(
            i -> {
              Instrument instrument = new Instrument("S" + i, AssetClass.US_EQUITY);
              held.add(position(instrument, "10", "100"));
              markets.put("S" + i, view(quote("99.99", "100.01", "500"), 0.015, 1e7));
            });

    List<PlannedPosition> plan = new Planner(settings).plan(List.of(book(held, markets)));

    PlanTotals totals = PlanTotals.of(plan);
    assertThat(totals.requests()).isEqualTo(1000);
    assertThat(totals.cost()).isEqualByComparingTo("100");
    // Of 160 requests 145 are orders: the seventh minute's begin at 360 s, after the 300 s given.
    assertThat(totals.time()).isEqualTo(Duration.ofSeconds(361));
    assertThat(totals.wontFit()).isEqualTo(275);
    assertThat(plan.get(999).wontFit().orElseThrow())
        .isEqualTo(
            "At 160 orders a minute it is expected to be closed after 361 s, and 300 s are given.");
  }

  @Test
  void aClosedMarketIsSaidAndTakesNoRequestFromOthers() {
    open = false;
    ordersPerMinute = 1;
    Position coin = position(new Instrument("BTC/USD", AssetClass.CRYPTO), "0.01", "95000");
    Quote quote = quote("94999", "95001", "5");

    List<PlannedPosition> plan =
        new Planner(settings)
            .plan(
                List.of(
                    book(List.of(share("1000"), coin), Map.of("BTC/USD", view(quote, 0.03, 1e5)))));

    assertThat(plan.get(0).wontFit().orElseThrow()).contains("closed", "next session");
    assertThat(plan.get(1).wontFit()).isEmpty();
    assertThat(plan.get(1).expectedTime()).isLessThan(Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "100.01 | 99.99 | 0 | The quote is crossed, 100.01/99.99.",
        "0 | 100.01 | 0 | The quote is one-sided, 0/100.01.",
        "0 | 0 | 0 | The quote is one-sided, 0/0.",
        "99.99 | 100.01 | 61 | The quote is 61 s old."
      })
  void aQuoteThatDoesNotCountIsSaidAndPricesNothing(
      String bid, String ask, int age, String sentence) {
    Quote quote =
        new Quote(
            new BigDecimal(bid),
            BigDecimal.TEN,
            new BigDecimal(ask),
            BigDecimal.TEN,
            NOW.minusSeconds(age));

    PlannedPosition planned = plan(share("5000"), view(quote, 0.015, 1e7));

    assertThat(planned.method()).isEqualTo(Method.AGGRESSIVE_LIMIT);
    assertThat(planned.why()).startsWith(sentence);
    assertThat(planned.wontFit().orElseThrow()).startsWith(sentence);
    assertThat(planned.expectedCost()).isEqualByComparingTo("0");
    assertThat(planned.arrival()).contains(quote);
  }

  @Test
  void anInstrumentThatTheVenueDoesNotKnowHindersNoOther() {
    List<PlannedPosition> plan =
        new Planner(settings)
            .plan(
                List.of(
                    book(
                        List.of(
                            position(new Instrument("GONE", AssetClass.US_EQUITY), "10", "0"),
                            share("10")),
                        Map.of("MSFT", view(quote("99.99", "100.01", "500"), 0.015, 1e7)))));

    assertThat(plan).hasSize(2);
    assertThat(plan.get(0).wontFit()).isEmpty();
    assertThat(plan.get(1).wontFit().orElseThrow()).startsWith("The venue gives no quote.");
    assertThat(plan.get(1).risk()).isEqualByComparingTo("0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 0, -1})
  void aSenselessStatisticCountsAsUnknownAndIsSaid(double figure) {
    Quote quote = quote("99.99", "100.01", "500");

    PlannedPosition planned = plan(share("100"), view(quote, figure, figure));

    assertThat(planned).isEqualTo(plan(share("100"), view(quote, null, null)));
    assertThat(planned.why()).contains("Unknown: volatility, volume");
    // 4 % a day, not 0.
    assertThat(planned.risk()).isEqualByComparingTo("400");
  }

  @Test
  void senselessOrMissingGreeksAreSaidAndHalfThePremiumIsAtRisk() {
    assertThat(Greeks.ifSound(Double.NaN, 0, 0, 0, 0.3)).isEmpty();
    assertThat(Greeks.ifSound(1.2, 0, 0, 0, 0.3)).isEmpty();
    assertThat(Greeks.ifSound(0.5, 0, 0, 0, -1)).isEmpty();

    PlannedPosition planned = plan(option("2"), view(quote("1.00", "1.10", "9"), null, null));

    assertThat(planned.why()).contains("Unknown: volatility, Greeks");
    assertThat(planned.risk()).isEqualByComparingTo("105");
  }

  @Test
  void greeksTurnAnOptionIntoTheSharesItStandsFor() {
    MarketView market =
        new MarketView(
            Optional.of(quote("1.00", "1.10", "9")),
            OptionalDouble.of(0.02),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Greeks.ifSound(0.25, 0.01, -0.05, 0.2, 0.3),
            OptionalDouble.of(150));

    // 2 contracts x 100 x 0.25 = 50 shares of 150 that move 2 % a day.
    assertThat(plan(option("-2"), market).risk()).isEqualByComparingTo("150");
  }

  @Test
  void aLongOptionThatNobodyBidsForCostsNothingAndNoRequest() {
    PlannedPosition planned = plan(option("2"), view(quote("0", "0.05", "9"), null, null));

    assertThat(planned.why()).isEqualTo("Nobody bids: worthless, resolved without a fill.");
    assertThat(planned.expectedRequests()).isZero();
    assertThat(planned.wontFit()).isEmpty();
  }

  @Test
  void whatIsBelowTheSmallestStepIsSaid() {
    MarketView market = view(quote("1.00", "1.10", "9"), null, null);

    assertThat(plan(option("2.5"), market).wontFit().orElseThrow())
        .isEqualTo("0.5 of it is less than the smallest quantity that is traded, 1: it stays.");
    assertThat(plan(share("0.1234567891"), market).wontFit().orElseThrow())
        .startsWith("0.0000000001 of it is less");
  }

  private PlannedPosition plan(Position held, MarketView market) {
    return new Planner(settings)
        .plan(List.of(book(List.of(held), Map.of(held.instrument().symbol(), market))))
        .get(0);
  }

  private Planner.Book book(List<Position> held, Map<String, MarketView> markets) {
    return new Planner.Book(
        ACCOUNT, held, markets, new Planner.Conditions(NOW, open, ordersPerMinute, direct));
  }

  private static PlannerSettings with(BigDecimal large, boolean market, boolean tranches) {
    PlannerSettings standard = PlannerSettings.standard();
    return new PlannerSettings(
        standard.batchSize(),
        standard.nearExpiryDays(),
        standard.weights(),
        large,
        standard.maxTranches(),
        standard.maxSlippagePercent(),
        standard.optionSlippagePercent(),
        standard.horizon(),
        standard.timeout(),
        market,
        tranches,
        standard.maxParticipationPercent(),
        standard.staleAfter(),
        standard.statisticsWithin(),
        standard.options());
  }

  private static MarketView view(
      Quote quote, @Nullable Double volatility, @Nullable Double volume) {
    return new MarketView(
        Optional.of(quote),
        figure(volatility),
        figure(volume),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  private static MarketView depth(Quote quote, double depth) {
    return new MarketView(
        Optional.of(quote),
        OptionalDouble.of(0.03),
        OptionalDouble.empty(),
        OptionalDouble.of(depth),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty());
  }

  private static OptionalDouble figure(@Nullable Double figure) {
    return figure == null ? OptionalDouble.empty() : OptionalDouble.of(figure);
  }

  private static Position share(String quantity) {
    return position(new Instrument("MSFT", AssetClass.US_EQUITY), quantity, "100");
  }

  private static Position option(String quantity) {
    return position(new Instrument(CALL, AssetClass.US_OPTION), quantity, "1.05");
  }

  private static Position position(Instrument instrument, String quantity, String mark) {
    BigDecimal price = new BigDecimal(mark);
    return new Position(instrument, new BigDecimal(quantity), price, price);
  }

  private static Quote quote(String bid, String ask, String size) {
    return new Quote(
        new BigDecimal(bid), new BigDecimal(size), new BigDecimal(ask), new BigDecimal(size), NOW);
  }
}
