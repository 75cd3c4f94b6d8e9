package io.estop.model.breaker.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final Instant START = Instant.parse("2026-03-02T14:30:00Z");

  private int second;

  @Test
  void velocityIsTheWayFromTheWindowsExtremesUpOrDown() {
    Meter velocity = new PriceVelocity(Duration.ofSeconds(10));

    assertThat(seen(velocity, "100")).isEmpty();
    assertThat(seen(velocity, "100")).isEmpty();
    assertThat(seen(velocity, "95").orElseThrow()).isEqualByComparingTo("5");
    assertThat(seen(velocity, "95").orElseThrow()).isEqualByComparingTo("5");
    assertThat(seen(velocity, "104.5").orElseThrow()).isEqualByComparingTo("10");
  }

  @Test
  void oneBadPrintIsFarFromTheRestAndTheRestIsNotFarFromIt() {
    Meter velocity = new PriceVelocity(Duration.ofSeconds(10));
    for (int i = 0; i < 5; i++) {
      seen(velocity, "100");
    }

    assertThat(seen(velocity, "150").orElseThrow()).isEqualByComparingTo("50");
    for (int i = 0; i < 12; i++) {
      assertThat(seen(velocity, "100").orElseThrow()).isEqualByComparingTo("0");
    }
  }

  @Test
  void whatIsOlderThanTheWindowIsForgotten() {
    Meter velocity = new PriceVelocity(Duration.ofSeconds(3));
    for (String price : new String[] {"100", "100", "90", "90", "90"}) {
      seen(velocity, price);
    }

    assertThat(seen(velocity, "90").orElseThrow()).isEqualByComparingTo("0");
  }

  @Test
  void pricesThatAreNoneAndTimesThatGoBackAreDropped() {
    Meter velocity = new PriceVelocity(Duration.ofSeconds(10));
    seen(velocity, "100");
    seen(velocity, "100");

    assertThat(seen(velocity, "0")).isEmpty();
    assertThat(seen(velocity, "-5")).isEmpty();
    assertThat(velocity.observe(BigDecimal.ONE, START.plusSeconds(1))).isEmpty();
    assertThat(seen(velocity, "100").orElseThrow()).isEqualByComparingTo("0");
  }

  @Test
  void normalIsTheMedianOfWhatWentBefore() {
    Meter volume = new AgainstNormal(Duration.ofMinutes(5));
    for (int i = 0; i < 10; i++) {
      assertThat(seen(volume, i == 4 ? "100000" : "100")).isEmpty();
    }

    assertThat(seen(volume, "250").orElseThrow()).isEqualByComparingTo("2.5");
    assertThat(seen(volume, "0").orElseThrow()).as("drops count too").isEqualByComparingTo("0");
  }

  @Test
  void drawdownCountsFromTheHighestThatTwoReadingsInARowReached() {
    Drawdown drawdown = new Drawdown();
    seen(drawdown, "100000");
    seen(drawdown, "110000");
    seen(drawdown, "110000");

    assertThat(seen(drawdown, "104500").orElseThrow()).isEqualByComparingTo("5");
  }

  @Test
  void anAbsurdEquityFakesNoFallAfterwards() {
    Drawdown drawdown = new Drawdown();
    seen(drawdown, "100000");
    seen(drawdown, "100000");
    seen(drawdown, "9000000");

    assertThat(seen(drawdown, "100000").orElseThrow()).isEqualByComparingTo("0");
    assertThat(seen(drawdown, "0")).as("no equity is no reading").isEmpty();
    assertThat(seen(drawdown, "99000").orElseThrow()).isEqualByComparingTo("1");
  }

  @Test
  void moneyThatPeopleMoveIsNeitherGainNorLoss() {
    Drawdown drawdown = new Drawdown();
    seen(drawdown, "100000");
    seen(drawdown, "100000");

    drawdown.paid(new BigDecimal("-40000"));
    assertThat(seen(drawdown, "60000").orElseThrow()).isEqualByComparingTo("0");
    drawdown.paid(new BigDecimal("40000"));
    assertThat(seen(drawdown, "98000").orElseThrow()).isEqualByComparingTo("2");
  }

  @Test
  void aWindowOfNothingIsRefused() {
    assertThatThrownBy(() -> new PriceVelocity(Duration.ZERO))
        .hasMessageContaining("a window must be longer than nothing but was: PT0S");
  }

  private Optional<BigDecimal> seen(Meter meter, String value) {
    second++;
    return meter.observe(new BigDecimal(value), START.plusSeconds(second));
  }
}
