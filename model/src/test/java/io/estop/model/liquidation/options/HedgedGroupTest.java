package io.estop.model.liquidation.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.liquidation.options.HedgedGroup.Place;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HedgedGroupTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
  private static final int NEAR = 7;
  private static final String NEAR_AT = "AAPL261127C00150000";
  private static final String NEAR_OUT = "AAPL261127C00190000";
  private static final String FAR = "AAPL270115C00150000";
  private static final String FAR_HIGH = "AAPL270115C00160000";
  private static final String PUT = "AAPL270115P00140000";

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // symbol quantity delta gamma, in any order | first to close first
        // what may soon be assigned, then by gamma, then what they cover
        "AAPL 300; NEAR_OUT -1 0.05 0.01; FAR_HIGH -1 0.4 0.02; NEAR_AT -1 0.5 0.05 | NEAR_AT FAR_HIGH NEAR_OUT AAPL",
        // what nothing covers before what something does
        "AAPL 100; FAR -1 0.5 0.01; FAR_HIGH -2 0.4 0.01; PUT -1 -0.4 0.001 | FAR_HIGH FAR PUT AAPL",
        // what nobody knows may be assigned, and turns fastest
        "NEAR_AT -1 0.5 0.05; NEAR_OUT -1 ? ?; FAR 2 0.5 0.01 | NEAR_OUT NEAR_AT FAR",
        // long premium last, by its risk
        "FAR 1 0.5 0.01; PUT 9 -0.4 0.01; FAR_HIGH -1 0.4 0.01 | FAR_HIGH PUT FAR",
      })
  void theOrderIsThatOfWhatTheShortsCanDo(String held, String order) {
    List<Leg> legs = legs(held);

    for (int seed = 1; seed <= 20; seed++) {
      Collections.shuffle(legs, new Random(seed));
      assertThat(places(legs, false).stream().map(place -> name(place.leg())))
          .as("seed " + seed)
          .containsExactly(order.split(" "));
    }
  }

  @Test
  void sharesThatAreNoCoverGoFirstWhereThatCutsTheDelta() {
    List<Leg> legs = legs("AAPL 300; FAR -1 0.5 0.02; PUT 1 -0.4 0.02");

    List<Place> places = places(legs, true);

    assertThat(places.stream().map(place -> name(place.leg())))
        .containsExactly("AAPL", "FAR", "PUT");
    assertThat(places.get(0).why())
        .isEqualTo(
            "One group of 3 with "
                + FAR
                + " and "
                + PUT
                + ": closed before the options, which cuts the group's delta from 210 to 10 shares;"
                + " 100 are closed after the short option "
                + FAR
                + " that it covers, the rest at once.");
    assertThat(name(places(legs, false).get(0).leg())).isEqualTo("FAR");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // cover, all of it
        "AAPL 100; FAR -1 0.5 0.02 | FAR",
        // without it the group would be farther from zero: the shares are the hedge
        "AAPL -100; FAR 3 0.5 0.02 | FAR",
        // nobody knows the delta
        "AAPL 300; FAR -1 0.5 0.02; PUT 1 ? ? | FAR",
        // a short position of shares, which puts ask for
        "AAPL -100; PUT -1 -0.4 0.02 | PUT"
      })
  void sharesStayWhereTheyAreCoverOrHedgeOrNobodyKnows(String held, String first) {
    assertThat(name(places(legs(held), true).get(0).leg())).isEqualTo(first);
  }

  @Test
  void sharesThatHedgeTheOptionsGoLast() {
    Place last = places(legs("AAPL -100; FAR 3 0.5 0.02; FAR_HIGH 1 0.4 0.02"), true).get(2);

    assertThat(last.leg().symbol()).isEqualTo("AAPL");
    assertThat(last.why()).endsWith(": closed after the options that it hedges.");
  }

  @Test
  void aPlanThatCutsFirstStillNeverGoesBeyondWhatIsHeld() {
    // Long calls alone: no shares are sold short against them.
    List<Place> places = places(legs("FAR 3 0.5 0.02; FAR_HIGH 2 0.4 0.02"), true);

    assertThat(places)
        .hasSize(2)
        .allMatch(place -> place.why().contains("covers none that is open"));
  }

  @Test
  void sentencesSayThatItIsOneGroupAndWhatComesBefore() {
    List<Place> covered = places(legs("AAPL 100; NEAR_AT -1 0.5 0.05"), true);
    assertThat(covered.get(0).why())
        .isEqualTo("One group of 2 with AAPL: bought back first, since it may soon be assigned.");
    assertThat(covered.get(1).why())
        .isEqualTo(
            "One group of 2 with "
                + NEAR_AT
                + ": closed after the short option "
                + NEAR_AT
                + " that it covers.");

    List<Place> naked = places(legs("FAR -2 0.5 0.05; FAR_HIGH 1 0.4 0.02"), true);
    assertThat(naked.get(0).why())
        .endsWith("bought back before the long legs, and nothing covers all of it.");

    assertThat(places(legs("FAR -1 0.5 0.05"), true).get(0).why()).isEqualTo("Nothing covers it.");
    assertThat(places(legs("FAR 1 0.5 0.05"), true).get(0).why()).isEmpty();
  }

  @Test
  void aSentenceOfManyLegsStaysShort() {
    List<Leg> legs = legs("AAPL 9000");
    for (int strike = 100; strike < 180; strike++) {
      legs.add(leg("AAPL270115C00%d000 -1 0.5 0.01".formatted(strike)));
    }

    assertThat(places(legs, true)).allMatch(place -> place.why().length() < 250);
  }

  @ParameterizedTest
  @CsvSource({
    "1.00, 2.00, true",
    "1.00, 1.22, false",
    "1.00, 1.23, true",
    "0.05, 0.10, false",
    "0.05, 0.11, true",
    "0, 0.05, false",
    "0, 0.06, true",
    "2.00, 1.00, false",
    "1.00, 0, false"
  })
  void aQuoteIsTooWideByItsPartOfTheMidAndByMoreThanTheSmallestStep(
      BigDecimal bid, BigDecimal ask, boolean wide) {
    Quote quote = new Quote(bid, BigDecimal.ONE, ask, BigDecimal.ONE, Instant.EPOCH);

    assertThat(OptionRules.standard().isTooWide(quote)).isEqualTo(wide);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "200.1"})
  void aSenselessWidthIsRefusedWithItsBound(BigDecimal percent) {
    assertThatThrownBy(() -> new OptionRules(true, percent))
        .hasMessageContaining("above 0 and at most 200 but was: " + percent);
  }

  private static List<Place> places(List<Leg> legs, boolean cut) {
    OptionRules rules = new OptionRules(cut, BigDecimal.valueOf(20));
    return new HedgedGroup(legs, rules, TODAY, NEAR).places();
  }

  private static List<Leg> legs(String held) {
    return new ArrayList<>(Arrays.stream(held.split("; ")).map(HedgedGroupTest::leg).toList());
  }

  private static Leg leg(String words) {
    String[] parts = words.split(" ");
    BigDecimal quantity = new BigDecimal(parts[1]);
    return new Leg(
        CoverTest.instrument(symbol(parts[0])),
        quantity,
        figure(parts, 2),
        figure(parts, 3),
        OptionalDouble.empty(),
        quantity.abs().doubleValue());
  }

  private static OptionalDouble figure(String[] parts, int at) {
    return parts.length <= at || parts[at].equals("?")
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.parseDouble(parts[at]));
  }

  private static String symbol(String name) {
    return switch (name) {
      case "NEAR_AT" -> NEAR_AT;
      case "NEAR_OUT" -> NEAR_OUT;
      case "FAR" -> FAR;
      case "FAR_HIGH" -> FAR_HIGH;
      case "PUT" -> PUT;
      default -> name;
    };
  }

  private static String name(Leg leg) {
    return List.of("NEAR_AT", "NEAR_OUT", "FAR", "FAR_HIGH", "PUT", "AAPL").stream()
        .filter(name -> symbol(name).equals(leg.symbol()))
        .findFirst()
        .orElseThrow();
  }
}
