package io.estop.model.breaker.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccountMetersTest {
  private static final Instant MONDAY_NOON = Instant.parse("2026-03-02T17:00:00Z");
  private static final long DAY = 86_400;

  private final DailyLoss loss = new DailyLoss(ZoneId.of("America/New_York"), LocalTime.of(9, 30));

  @Test
  void lossCountsFromTheEndOfTheDayBefore() {
    seen("100000", 0);
    seen("100000", 10);
    seen("100000", 20);

    assertThat(seen("97000", DAY)).as("overnight").isEqualByComparingTo("3");
    assertThat(seen("95000", DAY + 10)).isEqualByComparingTo("5");
    assertThat(seen("101000", DAY + 20)).as("a gain is no loss").isEqualByComparingTo("0");
  }

  @Test
  void theBaseStaysWithinTheDayAndChangesAtItsStart() {
    seen("100000", 0);

    assertThat(seen("98000", 60)).isEqualByComparingTo("2");
    assertThat(seen("98000", 120)).isEqualByComparingTo("2");
    // 09:29 in New York still belongs to the day before, 09:30 does not.
    assertThat(seen("98000", DAY - 2 * 3_600 - 31 * 60)).isEqualByComparingTo("2");
    assertThat(seen("98000", DAY - 2 * 3_600 - 30 * 60)).isEqualByComparingTo("0");
  }

  @Test
  void anAbsurdEquityIsNoBase() {
    for (String absurd : List.of("9000000", "1")) {
      DailyLoss meter = new DailyLoss(ZoneId.of("UTC"), LocalTime.MIDNIGHT);
      meter.observe(new BigDecimal("100000"), MONDAY_NOON);
      meter.observe(new BigDecimal("100000"), MONDAY_NOON.plusSeconds(1));
      meter.observe(new BigDecimal(absurd), MONDAY_NOON.plusSeconds(2));

      assertThat(meter.observe(new BigDecimal("95000"), MONDAY_NOON.plusSeconds(DAY)).orElseThrow())
          .as("after " + absurd)
          .isEqualByComparingTo("5");
    }
  }

  @Test
  void noEquityIsNoReading() {
    seen("100000", 0);

    assertThat(loss.observe(BigDecimal.ZERO, MONDAY_NOON.plusSeconds(1))).isEmpty();
    assertThat(loss.observe(new BigDecimal("-1"), MONDAY_NOON.plusSeconds(1))).isEmpty();
    assertThat(loss.observe(new BigDecimal("1"), MONDAY_NOON)).as("not later").isEmpty();
  }

  @Test
  void theVenuesWordForTheDaysStartCountsAfterARestart() {
    loss.startedWith(new BigDecimal("100000"), MONDAY_NOON);

    assertThat(seen("94000", 0)).isEqualByComparingTo("6");
  }

  @Test
  void moneyThatPeopleMoveIsNoLoss() {
    seen("100000", 0);
    loss.paid(new BigDecimal("-40000"));

    assertThat(seen("60000", 10)).isEqualByComparingTo("0");
    assertThat(seen("57000", 20)).isEqualByComparingTo("5");
  }

  @Test
  void longAndShortAddUpToExposure() {
    Holdings holdings =
        Holdings.of(
            List.of(
                held("AAPL", AssetClass.US_EQUITY, "10", "100"),
                held("MSFT", AssetClass.US_EQUITY, "-20", "100"),
                held("AAPL270115C00150000", AssetClass.US_OPTION, "10", "1")));

    assertThat(holdings.exposure()).isEqualByComparingTo("4000");
    assertThat(holdings.largestValue()).isEqualByComparingTo("2000");
    assertThat(holdings.largest().orElseThrow().instrument().symbol()).isEqualTo("MSFT");
    assertThat(holdings.concentration()).isEqualByComparingTo("0.5");
  }

  @Test
  void nothingHeldIsNothingAtRisk() {
    Holdings nothing = Holdings.of(List.of());

    assertThat(nothing.exposure()).isZero();
    assertThat(nothing.largestValue()).isZero();
    assertThat(nothing.concentration()).isZero();
  }

  private BigDecimal seen(String equity, long second) {
    return loss.observe(new BigDecimal(equity), MONDAY_NOON.plusSeconds(second)).orElseThrow();
  }

  private static Position held(String symbol, AssetClass kind, String quantity, String price) {
    BigDecimal mark = new BigDecimal(price);
    return new Position(new Instrument(symbol, kind), new BigDecimal(quantity), mark, mark);
  }
}
