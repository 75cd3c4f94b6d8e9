package io.estop.paper.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeverFlipsTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noFillTurnsAPositionAround(long seed) {
    TestVenue venue = new TestVenue("AAPL", "300");
    Random random = new Random(seed);
    int[] last = {1};
    venue.exchange.listen(event -> checkSign(event, last));

    for (int i = 0; i < 2_000; i++) {
      step(venue, random);
    }

    BigDecimal counted =
        new BigDecimal(300)
            .add(
                venue.events.stream()
                    .filter(event -> event.qty() != null)
                    .map(NeverFlipsTest::signed)
                    .reduce(BigDecimal.ZERO, BigDecimal::add));
    assertThat(new BigDecimal(venue.qty("AAPL"))).isEqualByComparingTo(counted);
  }

  private static void step(TestVenue venue, Random random) {
    String side = random.nextBoolean() ? "buy" : "sell";
    String qty = Integer.toString(1 + random.nextInt(150));
    String price = random.nextInt(3) == 0 ? null : Integer.toString(95 + random.nextInt(11));
    String force = List.of("gtc", "day", "ioc").get(random.nextInt(3));
    venue.refused(TestVenue.request(side, "AAPL", qty, force, price));
    if (random.nextInt(10) == 0) {
      venue.exchange.cancelAll();
    }
    venue.exchange.shiftPrices(random.nextInt(3) - 1, null);
    venue.pass(Duration.ofMillis(random.nextInt(500)));
  }

  private static void checkSign(OrderEvent event, int[] last) {
    BigDecimal qty = event.positionQty();
    if (qty != null) {
      assertThat(qty.signum() * last[0]).as("after %s", last[0]).isNotNegative();
      last[0] = qty.signum();
    }
  }

  private static BigDecimal signed(OrderEvent event) {
    BigDecimal qty = event.qty() == null ? BigDecimal.ZERO : event.qty();
    return event.order().side().equals("buy") ? qty : qty.negate();
  }
}
