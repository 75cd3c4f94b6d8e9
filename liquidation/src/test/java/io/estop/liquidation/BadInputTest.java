package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Outcome;
import io.estop.model.liquidation.PositionStatus;
import io.estop.store.RealPostgres;
import io.estop.store.plan.PositionRow;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One position with input that cannot be right, or hardly, beside healthy ones on the paper venue:
 * it has a defined end that people see, and the others are closed as if it were not there. The
 * table stands in docs/PROTOCOL.md.
 */
@Timeout(60)
class BadInputTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final PaperVenue paper = PaperVenue.open();

  @AfterAll
  static void stop() {
    paper.close();
    postgres.close();
  }

  /**
   * A position, what is wrong with it, and how it has to end.
   *
   * @param name one phrase
   * @param bad its symbol
   * @param quantity held of it
   * @param faults of the venue's data, from the start
   * @param afterThePlan what happens before the first order
   * @param outcome of the stop
   * @param end status and reason of the position
   * @param words of its sentence; of the outcome's where the position could not be planned
   */
  record Case(
      String name,
      String bad,
      String quantity,
      String faults,
      Runnable afterThePlan,
      Outcome outcome,
      String end,
      String words) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        quote("a quote with NaN", "QUOTE_NAN", "bp must be a number but was: \"NaN\""),
        quote("a quote of 0", "QUOTE_ZERO", "no bid to sell to: 0/0"),
        quote("a quote below 0", "QUOTE_NEGATIVE", "bp must be a number of at least 0 but was: -"),
        quote("a crossed quote", "QUOTE_CROSSED", "the quote is crossed: 101.0202/100.02"),
        quote("a stale quote", "QUOTE_STALE", "s old"),
        quote("no quote", "QUOTE_MISSING", "no quote"),
        quote("a symbol that the venue does not know", "SYMBOL_UNKNOWN", "invalid symbol: BAD"),
        unreadable(
            "a quantity that is NaN", "QUANTITY_NAN", "qty must be a number but was: \"NaN\""),
        unreadable("a class of assets that nobody knows", "CLASS_UNKNOWN", "us_future"),
        new Case(
            "a quantity that becomes NaN on the way",
            "BAD",
            "100",
            "{}",
            () -> paper.faults(bad("QUANTITY_NAN")),
            Outcome.RESIDUAL,
            "RESIDUAL POSITION_UNKNOWN",
            "qty must be a number but was: \"NaN\""),
        new Case(
            "a position that changes its sign by itself",
            "BAD",
            "100",
            "{}",
            () -> paper.reposition("BAD", "-30"),
            Outcome.RESIDUAL,
            "RESIDUAL POSITION_UNKNOWN",
            "the venue shows -30 where the fills that are known leave 100"),
        new Case(
            "a position that grows by itself",
            "BAD",
            "100",
            "{}",
            () -> paper.reposition("BAD", "130"),
            Outcome.RESIDUAL,
            "RESIDUAL POSITION_UNKNOWN",
            "the venue shows 130 where the fills that are known leave 100"),
        new Case(
            "coins with more decimals than the venue's step",
            "BTC/USD",
            "0.12345678901234",
            "{}",
            () -> {},
            Outcome.FLAT,
            "DUST NONE",
            "less than the venue's minimum order"),
        new Case(
            "shares with more decimals than the venue's step",
            "BAD",
            "100.00000000001234",
            "{}",
            () -> {},
            Outcome.FLAT,
            "DUST NONE",
            "less than the venue's minimum order"),
        new Case(
            "an option without Greeks",
            "AAPL271217C00150000",
            "3",
            "{}",
            () -> {},
            Outcome.FLAT,
            "CLOSED NONE",
            ""));
  }

  private static Case quote(String name, String kind, String words) {
    return new Case(
        name, "BAD", "100", bad(kind), () -> {}, Outcome.RESIDUAL, "RESIDUAL NO_QUOTE", words);
  }

  private static Case unreadable(String name, String kind, String words) {
    return new Case(
        name, "BAD", "100", bad(kind), () -> {}, Outcome.RESIDUAL, "not planned", words);
  }

  private static String bad(String kind) {
    return "{\"badData\":{\"BAD\":\"" + kind + "\"}}";
  }

  @ParameterizedTest
  @MethodSource("cases")
  void endsAsDefinedAndStopsNothingElse(Case one) {
    postgres.empty();
    paper.seed(book(one.bad(), one.quantity()));
    paper.faults(one.faults());
    try (PaperScene scene = new PaperScene(postgres, paper)) {
      scene.afterThePlan = one.afterThePlan();

      Flattening.Verdict verdict = scene.flattenUntil(2, () -> isHealthyClosed(scene, one));

      assertThat(isHealthyClosed(scene, one)).as("what is healthy is closed").isTrue();
      String end = scene.end(one.bad());
      assertThat(end).startsWith(one.end());
      assertThat(end.equals("not planned") ? verdict.text() : end).contains(one.words());
      assertThat(verdict.outcome()).as(verdict.text()).isEqualTo(one.outcome());
      assertThat(paper.audited("signFlips")).isZero();
      assertThat(paper.audited("positionIncreases")).isZero();
    }
  }

  private static boolean isHealthyClosed(PaperScene scene, Case one) {
    List<PositionRow> healthy =
        scene.rows().stream().filter(row -> !row.instrument().symbol().equals(one.bad())).toList();
    return healthy.size() == 4
        && healthy.stream().allMatch(row -> row.status() == PositionStatus.CLOSED);
  }

  /** Two longs, a short and an option that nothing is wrong with, and the one in question. */
  private static String book(String bad, String quantity) {
    return """
        {"movement":0,"cash":"10000000","refillHalfLifeMillis":0,"instruments":[
         {"symbol":"AAPL","bid":"190.00","ask":"190.02"},
         {"symbol":"MSFT","bid":"400.00","ask":"400.04"},
         {"symbol":"TSLA","bid":"250.00","ask":"250.05"},
         {"symbol":"MSFT271217P00350000","assetClass":"us_option","bid":"20.00","ask":"20.10"},
         {"symbol":"AAPL271217C00150000","assetClass":"us_option","bid":"5.00","ask":"5.10"},
         {"symbol":"BTC/USD","assetClass":"crypto","bid":"60000","ask":"60010","bidSize":"5"},
         {"symbol":"BAD","bid":"100.00","ask":"100.02"}],
         "positions":[
          {"symbol":"AAPL","qty":"100","avgEntryPrice":"180"},
          {"symbol":"MSFT","qty":"50","avgEntryPrice":"390"},
          {"symbol":"TSLA","qty":"-40","avgEntryPrice":"260"},
          {"symbol":"MSFT271217P00350000","qty":"-2","avgEntryPrice":"18"},
          {"symbol":"%s","qty":"%s","avgEntryPrice":"90"}]}
        """
        .formatted(bad, quantity);
  }
}
