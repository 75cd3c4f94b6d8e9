package io.estop.venues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.opengamma.strata.pricer.impl.option.BlackScholesFormulaRepository;
import io.estop.model.liquidation.Greeks;
import io.estop.model.liquidation.options.Carry;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.OptionContract.Right;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Against the chains of Lean in ../shared/data/options. Their Greeks are of models of their own,
 * with interest, dividends and early exercise, and with whole days to expiry: so tolerances are for
 * the middle and for 95 of 100 rows, and widen with the time to expiry, in which those grow.
 */
class ImpliedGreeksTest {
  private static final OptionContract CALL = OptionContract.parse("AAPL270115C00150000");
  private static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");

  /** One row of a chain beside ours. */
  private record Pair(Chain.Row chain, Greeks ours) {
    long days() {
      return ChronoUnit.DAYS.between(chain.day(), chain.option().expiry());
    }

    double off(ToDoubleFunction<Greeks> figure) {
      return Math.abs(figure.applyAsDouble(ours) - figure.applyAsDouble(chain.greeks().get()));
    }

    double relative(ToDoubleFunction<Greeks> figure) {
      return Math.abs(figure.applyAsDouble(ours) / figure.applyAsDouble(chain.greeks().get()) - 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "goog-20151224.csv, GOOG, 2015-12-24, 2016, 154",
    "spy-20240104.csv, SPY, 2024-01-04, 36, 23"
  })
  void rowsWithoutGreeksAreCountedAndGetThoseOfTheirPriceOrNone(
      String file, String root, LocalDate day, int rows, int without) {
    List<Chain.Row> chain = Chain.rows(file, root, day);
    List<Chain.Row> bare = chain.stream().filter(row -> row.greeks().isEmpty()).toList();

    long priced = bare.stream().filter(row -> ours(row, row.close()).isPresent()).count();

    System.out.println(
        root
            + ": "
            + bare.size()
            + " rows of "
            + chain.size()
            + " without Greeks, "
            + priced
            + " of them have a price that gives some");
    assertThat(chain).hasSize(rows);
    assertThat(bare).hasSize(without);
    for (Chain.Row row : chain) {
      ours(row, row.close())
          .ifPresent(
              greeks ->
                  // Greeks check that they are finite.
                  assertThat(greeks.delta() * (row.option().right() == Right.CALL ? 1 : -1))
                      .as(row.option().toString())
                      .isBetween(0.0, 1.0));
      boolean hasTimeValue = row.close() - row.worthNow() > 0.0025;
      assertThat(ours(row, row.close()).isPresent()).as(row.toString()).isEqualTo(hasTimeValue);
    }
  }

  @Test
  void agreesWithTheChainWherePriceAndVolatilityAreItsOwn() {
    List<Pair> near = new ArrayList<>();
    List<Pair> far = new ArrayList<>();
    for (Chain.Row row : Chain.rows("goog-20151224.csv", "GOOG", LocalDate.of(2015, 12, 24))) {
      row.greeks()
          .flatMap(greeks -> ours(row, priceAt(row, greeks.impliedVolatility())))
          .ifPresent(
              ours -> {
                Pair pair = new Pair(row, ours);
                (pair.days() <= 200 ? near : far).add(pair);
              });
    }

    assertThat(near).hasSizeGreaterThan(1_500);
    assertThat(near).allMatch(pair -> pair.off(Greeks::impliedVolatility) < 0.002);
    within(near, "delta", pair -> pair.off(Greeks::delta), 0.004, 0.015);
    // A day more or less to expiry is a seventh of a week.
    within(near, "gamma", pair -> pair.relative(Greeks::gamma), 0.03, 0.25);
    within(near, "vega", pair -> pair.relative(Greeks::vega), 0.05, 0.45);
    within(near, "theta", pair -> pair.relative(Greeks::theta), 0.06, 0.45);
    // Interest over a year and two, which we leave out, moves a delta by so much.
    within(far, "delta of more than 200 days", pair -> pair.off(Greeks::delta), 0.015, 0.10);
  }

  @Test
  void agreesWithTheChainFromTheClosingPriceWhereItsVolatilityExplainsThatPrice() {
    List<Pair> pairs = new ArrayList<>();
    int others = 0;
    for (Chain.Row row : Chain.rows("goog-20151224.csv", "GOOG", LocalDate.of(2015, 12, 24))) {
      if (row.greeks().isPresent()) {
        double own = priceAt(row, row.greeks().get().impliedVolatility());
        // Most rows of this chain carry a volatility of another price than their last.
        if (Math.abs(own - row.close()) > Math.max(0.05, 0.02 * row.close())) {
          others++;
        } else {
          ours(row, row.close()).ifPresent(greeks -> pairs.add(new Pair(row, greeks)));
        }
      }
    }

    System.out.println(
        "GOOG: "
            + pairs.size()
            + " rows whose volatility explains their close, "
            + others
            + " whose does not");
    assertThat(pairs).hasSizeGreaterThan(250);
    within(pairs, "delta", pair -> pair.off(Greeks::delta), 0.008, 0.03);
  }

  /**
   * GOOG's chain of December 2015 is with interest, 1.00 % (primary credit), and GOOG paid no
   * dividend. That of SPY in January 2024 is evidently without both: at its own volatilities its
   * deltas are those without, though 5.5 % and 1.4 % held then.
   */
  @ParameterizedTest
  @CsvSource({
    "goog-20151224.csv, GOOG, 2015-12-24, 1.00, 0, 200, true",
    "goog-20151224.csv, GOOG, 2015-12-24, 1.00, 0, 0, true",
    "spy-20240104.csv, SPY, 2024-01-04, 5.5, 1.4, 0, false"
  })
  void comesNearerToTheChainWithTheInterestAndDividendsThatItCounts(
      String file,
      String root,
      LocalDate day,
      BigDecimal interest,
      BigDecimal dividend,
      long moreThanDays,
      boolean counts) {
    Carry carry = new Carry(interest, Map.of(root, dividend));
    List<Chain.Row> chain =
        Chain.rows(file, root, day).stream()
            .filter(row -> ChronoUnit.DAYS.between(day, row.option().expiry()) > moreThanDays)
            .filter(row -> deltaError(row, Carry.none()).isPresent())
            .filter(row -> deltaError(row, carry).isPresent())
            .toList();

    double[] without = deltaErrors(chain, Carry.none());
    double[] with = deltaErrors(chain, carry);

    System.out.printf(
        "%s, delta of more than %d days, %d rows: off by %.4f in the middle and %.4f in 95 of 100"
            + " without interest and dividends, %.4f and %.4f with %s %% and %s %%%n",
        root,
        moreThanDays,
        chain.size(),
        middle(without),
        high(without),
        middle(with),
        high(with),
        interest,
        dividend);
    assertThat(middle(with) < middle(without)).isEqualTo(counts);
    assertThat(high(with) < high(without)).isEqualTo(counts);
  }

  /** How far our delta is from the chain's at the chain's own volatility. */
  private static Optional<Double> deltaError(Chain.Row row, Carry carry) {
    return row.greeks()
        .flatMap(own -> ours(row, priceAt(row, own.impliedVolatility(), carry), carry))
        .map(ours -> new Pair(row, ours).off(Greeks::delta));
  }

  private static double[] deltaErrors(List<Chain.Row> chain, Carry carry) {
    return chain.stream()
        .flatMap(row -> deltaError(row, carry).stream())
        .mapToDouble(Double::doubleValue)
        .sorted()
        .toArray();
  }

  private static double middle(double[] sorted) {
    return sorted[sorted.length / 2];
  }

  private static double high(double[] sorted) {
    return sorted[(int) (sorted.length * 0.95)];
  }

  /** By put-call parity at one volatility: delta of a call less that of a put is e^(-qT). */
  @Test
  void interestAndDividendsMoveTheDeltaAsParityDemands() {
    Carry carry = new Carry(new BigDecimal("5"), Map.of("aapl", new BigDecimal("2")));
    OptionContract put = OptionContract.parse("AAPL280121P00150000");
    OptionContract call = OptionContract.parse("AAPL280121C00150000");
    Instant end = Instant.parse("2028-01-21T21:00:00Z");
    double years = ChronoUnit.SECONDS.between(NOW, end) / (365 * 86_400.0);
    double volatility = 0.3;

    Greeks ofCall = greeks(call, volatility, years, carry);
    Greeks ofPut = greeks(put, volatility, years, carry);

    assertThat(ofCall.impliedVolatility()).isCloseTo(volatility, offset(1e-6));
    assertThat(ofPut.impliedVolatility()).isCloseTo(volatility, offset(1e-6));
    assertThat(ofCall.delta() - ofPut.delta()).isCloseTo(Math.exp(-0.02 * years), offset(1e-6));
    assertThat(ofCall.vega()).isCloseTo(ofPut.vega(), offset(1e-6));
  }

  private static Greeks greeks(
      OptionContract option, double volatility, double years, Carry carry) {
    double price =
        BlackScholesFormulaRepository.price(
            150, 150, years, volatility, 0.05, 0.03, option.right() == Right.CALL);
    return ImpliedGreeks.of(option, price, 150, NOW, carry).orElseThrow();
  }

  private static void within(
      List<Pair> pairs, String what, ToDoubleFunction<Pair> off, double median, double most) {
    double[] sorted = pairs.stream().mapToDouble(off).sorted().toArray();
    System.out.printf(
        "%s: %d rows, off by %.4f in the middle, %.4f in 95 of 100%n",
        what, sorted.length, middle(sorted), high(sorted));
    assertThat(middle(sorted)).as(what + ", the middle").isLessThan(median);
    assertThat(high(sorted)).as(what + ", 95 of 100").isLessThan(most);
  }

  private static double priceAt(Chain.Row row, double volatility) {
    return priceAt(row, volatility, Carry.none());
  }

  private static double priceAt(Chain.Row row, double volatility, Carry carry) {
    Instant close =
        row.option().expiry().atTime(16, 0).atZone(ZoneId.of("America/New_York")).toInstant();
    double years = ChronoUnit.SECONDS.between(row.at(), close) / (365 * 86_400.0);
    return BlackScholesFormulaRepository.price(
        row.underlying(),
        row.option().strike().doubleValue(),
        years,
        volatility,
        carry.rate(),
        carry.rate() - carry.yield(row.option().underlying()),
        row.option().right() == Right.CALL);
  }

  private static Optional<Greeks> ours(Chain.Row row, double price) {
    return ours(row, price, Carry.none());
  }

  private static Optional<Greeks> ours(Chain.Row row, double price, Carry carry) {
    return ImpliedGreeks.of(row.option(), price, row.underlying(), row.at(), carry);
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "5, 0", "0, 0", "5.2, 5.0", "5.0, 5.0", "149, 152"})
  void aQuoteThatTellsNoPriceGivesNoGreeks(BigDecimal bid, BigDecimal ask) {
    Quote quote = new Quote(bid, BigDecimal.ONE, ask, BigDecimal.ONE, NOW);

    assertThat(ImpliedGreeks.of(CALL, quote, 150, NOW, Carry.none())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void anUnderlyingWithoutAPriceGivesNoGreeks(double underlying) {
    assertThat(ImpliedGreeks.of(CALL, 5, underlying, NOW, Carry.none())).isEmpty();
    assertThat(ImpliedGreeks.of(CALL, underlying, 150, NOW, Carry.none())).isEmpty();
  }

  @Test
  void anExpiredOptionAndOneBelowItsValueHaveNone() {
    Instant over = Instant.parse("2027-01-15T21:00:00Z");

    assertThat(ImpliedGreeks.of(CALL, 5, 150, over.minusSeconds(60), Carry.none())).isPresent();
    assertThat(ImpliedGreeks.of(CALL, 5, 150, over, Carry.none())).isEmpty();
    assertThat(ImpliedGreeks.of(CALL, 5, 150, over.plusSeconds(86_400), Carry.none())).isEmpty();
    assertThat(ImpliedGreeks.of(CALL, 19.99, 170, NOW, Carry.none())).isEmpty();
    assertThat(ImpliedGreeks.of(CALL, 20, 170, NOW, Carry.none())).isEmpty();
    assertThat(ImpliedGreeks.of(CALL, 21, 170, NOW, Carry.none())).isPresent();
  }

  @Test
  void unitsAreThoseOfTheVenue() {
    Greeks greeks = ImpliedGreeks.of(CALL, 6.0, 150, NOW, Carry.none()).orElseThrow();
    double up =
        ImpliedGreeks.of(CALL, 6.0 + greeks.vega(), 150, NOW, Carry.none())
            .orElseThrow()
            .impliedVolatility();

    assertThat(up - greeks.impliedVolatility()).as("one point").isBetween(0.0099, 0.0101);
    assertThat(greeks.delta()).isBetween(0.5, 0.56);
    assertThat(greeks.gamma()).isPositive();
    // At the money half of the price is lost over all of the time, at first more slowly.
    assertThat(greeks.theta()).isBetween(-6.0 / 56, -6.0 / 56 / 4);
  }
}
