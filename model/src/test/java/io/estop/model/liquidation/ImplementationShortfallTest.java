package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImplementationShortfallTest {
  private static final Instrument SHARE = new Instrument("AAPL", AssetClass.US_EQUITY);
  private static final Instrument OPTION =
      new Instrument("AAPL270115C00150000", AssetClass.US_OPTION);
  private static final Quote ARRIVAL = quote("99", "101");

  @Test
  void aSaleCostsHalfTheSpreadWhatLiesBelowTheBidAndWhatTheMidFell() {
    assertThat(of(SHARE, Side.SELL, fill("10", "97", "98", "99")))
        .isEqualTo(parts("1000.0", "5.0", "10.0", "15.0", "0.0"));
  }

  @Test
  void aPurchaseCostsHalfTheSpreadWhatLiesAboveTheAskAndWhatTheMidRose() {
    assertThat(of(SHARE, Side.BUY, fill("10", "103", "101", "102")))
        .isEqualTo(parts("1000.0", "5.0", "10.0", "15.0", "0.0"));
  }

  @Test
  void aMidThatCameTowardUsAndAFillInsideTheSpreadAreGains() {
    assertThat(of(SHARE, Side.BUY, fill("10", "98", "97", "99")))
        .isEqualTo(parts("1000", "10", "-10", "-20", "0"));
  }

  @Test
  void aShortOptionIsBoughtBackInContractsOfOneHundred() {
    ImplementationShortfall shortfall =
        plain(
            ImplementationShortfall.of(
                OPTION,
                Side.BUY,
                quote("2.40", "2.60"),
                List.of(fill("3", "2.75", "2.50", "2.70"))));

    assertThat(shortfall).isEqualTo(parts("750", "30", "15", "30", "0"));
    assertThat(shortfall.cost()).isEqualByComparingTo("75");
    assertThat(shortfall.basisPoints()).isEqualTo("1000.00");
  }

  @Test
  void whatNoTwoSidedQuoteTellsIsUnexplained() {
    List<Fill> untold =
        List.of(
            new Fill(decimal("1"), decimal("98"), Optional.empty(), Optional.empty()),
            new Fill(decimal("1"), decimal("98"), Optional.empty(), Optional.of(decimal("99"))),
            fill("1", "98", "0", "99"),
            fill("1", "98", "99", "98"),
            fill("1", "98", "98", "98"));

    assertThat(of(SHARE, Side.SELL, untold.toArray(Fill[]::new)))
        .isEqualTo(parts("500", "0", "0", "0", "10"));
    assertThat(of(SHARE, Side.SELL, untold.get(0), fill("1", "98", "98", "100")))
        .isEqualTo(parts("200", "1", "0", "1", "2"));
  }

  @Test
  void partsSumToTheCostWhateverFilled() {
    long seed = 7;
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
      List<Fill> fills = new ArrayList<>();
      BigDecimal paid = BigDecimal.ZERO;
      BigDecimal quantity = BigDecimal.ZERO;
      for (int n = 0; n < 4; n++) {
        Fill fill = random(random);
        fills.add(fill);
        paid = paid.add(fill.price().multiply(fill.quantity()));
        quantity = quantity.add(fill.quantity());
      }
      BigDecimal above = paid.subtract(ARRIVAL.mid().multiply(quantity));

      ImplementationShortfall shortfall =
          ImplementationShortfall.of(SHARE, side, ARRIVAL, List.copyOf(fills));

      assertThat(shortfall.cost())
          .as("seed %d, run %d", seed, i)
          .isEqualByComparingTo(side == Side.BUY ? above : above.negate());
      assertThat(shortfall.inCents().cost().subtract(shortfall.cost()).abs())
          .as("seed %d, run %d", seed, i)
          .isLessThanOrEqualTo(decimal("0.005"));
    }
  }

  @Test
  void shortfallsAddUp() {
    ImplementationShortfall sold = of(SHARE, Side.SELL, fill("10", "97", "98", "99"));

    assertThat(plain(sold.plus(ImplementationShortfall.NONE).plus(sold)))
        .isEqualTo(of(SHARE, Side.SELL, fill("20", "97", "98", "99")));
    assertThat(ImplementationShortfall.NONE.basisPoints()).isEqualTo("0.00");
  }

  @Test
  void anArrivalWithoutAMidIsRefused() {
    assertThatThrownBy(
            () -> ImplementationShortfall.of(SHARE, Side.SELL, quote("0", "0.05"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 and 0.05");
  }

  @Test
  void aFillOfNothingIsRefused() {
    assertThatThrownBy(() -> fill("0", "1", "1", "2")).hasMessageContaining("0 and 1");
    assertThatThrownBy(() -> fill("1", "0", "1", "2")).hasMessageContaining("1 and 0");
  }

  private static Fill random(Random random) {
    BigDecimal bid = BigDecimal.valueOf(9_000 + random.nextInt(2_000), 2);
    BigDecimal ask = bid.add(BigDecimal.valueOf(random.nextInt(30), 2));
    return new Fill(
        BigDecimal.valueOf(1 + random.nextInt(1_000_000), 4),
        BigDecimal.valueOf(900_000 + random.nextInt(200_000), 4),
        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(bid),
        Optional.of(ask));
  }

  private static ImplementationShortfall of(Instrument instrument, Side side, Fill... fills) {
    return plain(ImplementationShortfall.of(instrument, side, ARRIVAL, List.of(fills)));
  }

  private static ImplementationShortfall parts(
      String value, String spread, String impact, String timing, String unexplained) {
    return plain(
        new ImplementationShortfall(
            decimal(value),
            decimal(spread),
            decimal(impact),
            decimal(timing),
            decimal(unexplained)));
  }

  /** Without trailing zeros, so that equal amounts are equal. */
  private static ImplementationShortfall plain(ImplementationShortfall one) {
    return new ImplementationShortfall(
        one.value().stripTrailingZeros(),
        one.spread().stripTrailingZeros(),
        one.impact().stripTrailingZeros(),
        one.timing().stripTrailingZeros(),
        one.unexplained().stripTrailingZeros());
  }

  private static Fill fill(String quantity, String price, String bid, String ask) {
    return new Fill(
        decimal(quantity), decimal(price), Optional.of(decimal(bid)), Optional.of(decimal(ask)));
  }

  private static Quote quote(String bid, String ask) {
    BigDecimal size = BigDecimal.TEN;
    return new Quote(decimal(bid), size, decimal(ask), size, Instant.EPOCH);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
