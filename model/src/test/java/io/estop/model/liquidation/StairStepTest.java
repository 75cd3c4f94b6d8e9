package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StairStepTest {
  private static final Instrument THIN = new Instrument("THIN", AssetClass.US_EQUITY);

  @Test
  void goesFromTheMidToTheTouchAndOnToTheWorstPriceAndNoFurther() {
    assertThat(steps(Side.SELL, quote("100.00", "101.00"), "99.40", 8))
        .containsExactly("100.50", "100.25", "100.00", "99.80", "99.60", "99.40", "99.40", "99.40");
    assertThat(steps(Side.BUY, quote("100.00", "101.00"), "101.60", 7))
        .containsExactly("100.50", "100.75", "101.00", "101.20", "101.40", "101.60", "101.60");
  }

  @Test
  void beginsAnewWhenTheMarketHasMovedByMoreThanTheSpread() {
    List<Quote> before = List.of(quote("100.00", "101.00"), quote("100.00", "101.00"));

    assertThat(limit(Side.SELL, quote("99.50", "100.50"), "95", before)).isEqualTo("99.50");
    assertThat(limit(Side.SELL, quote("98.90", "99.90"), "95", before)).isEqualTo("99.40");
    assertThat(
            limit(
                Side.SELL,
                quote("98.90", "99.90"),
                "95",
                List.of(quote("100.00", "101.00"), quote("98.90", "99.90"))))
        .isEqualTo("99.15");
  }

  @Test
  void staysWithinTheWorstPriceWhereTheTouchIsBeyondIt() {
    assertThat(steps(Side.SELL, quote("97.00", "103.00"), "99.00", 4))
        .containsExactly("100.00", "99.00", "99.00", "99.00");
  }

  @Test
  void isRoundedTowardTheMid() {
    assertThat(limit(Side.SELL, quote("10.00", "10.03"), "9.00", List.of())).isEqualTo("10.02");
    assertThat(limit(Side.BUY, quote("10.00", "10.03"), "11.00", List.of())).isEqualTo("10.01");
  }

  private static List<String> steps(Side side, Quote quote, String worst, int count) {
    List<String> prices = new ArrayList<>();
    List<Quote> before = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      prices.add(limit(side, quote, worst, before));
      before.add(quote);
    }
    return prices;
  }

  private static String limit(Side side, Quote quote, String worst, List<Quote> before) {
    return StairStep.limit(THIN, side, quote, new BigDecimal(worst), before).toPlainString();
  }

  private static Quote quote(String bid, String ask) {
    return new Quote(
        new BigDecimal(bid), BigDecimal.TEN, new BigDecimal(ask), BigDecimal.TEN, Instant.EPOCH);
  }
}
