package io.estop.paper.exchange;

import static io.estop.paper.exchange.TestVenue.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.paper.faults.Faults;
import io.estop.paper.order.OrderView;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final Faults PARTIAL =
      new Faults(1.0, null, null, null, null, null, null, null, null, null);

  @Test
  void partialFillLeavesTheRestWorking() {
    TestVenue venue = new TestVenue();
    venue.faults.set(PARTIAL, 7);

    OrderView order = venue.market("buy", "AAPL", "100", "day");
    venue.pass(Duration.ofMinutes(1));

    assertThat(order.status()).isEqualTo("partially_filled");
    assertThat(new BigDecimal(order.filledQty())).isBetween(bd("20"), bd("80"));
    assertThat(venue.exchange.order(order.id()).filledQty()).isEqualTo(order.filledQty());
  }

  @Test
  void partialFillCancelsTheRestOfAnImmediateOrder() {
    TestVenue venue = new TestVenue();
    venue.faults.set(PARTIAL, 7);

    OrderView order = venue.market("buy", "AAPL", "100", "ioc");

    assertThat(order.status()).isEqualTo("canceled");
    assertThat(new BigDecimal(order.filledQty())).isBetween(bd("20"), bd("80"));
    assertThat(new BigDecimal(order.filledQty()).scale()).isLessThanOrEqualTo(0);
  }

  @Test
  void sameSeedHitsTheSameOrdersWhateverTheirSequence() {
    TestVenue forwards = new TestVenue();
    TestVenue backwards = new TestVenue();
    Faults some = new Faults(0.3, null, null, 0.2, null, null, null, null, null, null);
    forwards.faults.set(some, 7);
    backwards.faults.set(some, 7);

    IntStream.range(0, 100).forEach(i -> buyOne(forwards, i));
    IntStream.range(0, 100).forEach(i -> buyOne(backwards, 99 - i));

    assertThat(outcomes(forwards)).isEqualTo(outcomes(backwards)).contains("rejected");
  }

  @Test
  void closedMarketFillsOnlyCrypto() {
    TestVenue venue = new TestVenue();
    venue.faults.set(new Faults(null, null, null, null, null, null, true, null, null, null), 7);

    assertThat(venue.market("buy", "AAPL", "1", "day").status()).isEqualTo("accepted");
    assertThat(venue.market("buy", "BTC/USD", "1", "gtc").status()).isEqualTo("filled");
    assertThat(venue.exchange.isOpen()).isFalse();
  }

  @Test
  void priceShiftLowersTheEquityAtOnce() {
    TestVenue venue = new TestVenue("AAPL", "1000");
    BigDecimal before = venue.exchange.valuation().equity();

    venue.exchange.shiftPrices(-8, null);

    assertThat(venue.exchange.valuation().equity())
        .isEqualByComparingTo(before.subtract(bd("8000")));
    assertThat(venue.exchange.valuation().lastEquity()).isEqualByComparingTo(before);
  }

  private static void buyOne(TestVenue venue, int i) {
    venue.exchange.place(named("buy", "AAPL", "2", "gtc", "90", "order-" + i));
  }

  private static List<String> outcomes(TestVenue venue) {
    venue.exchange.shiftPrices(-20, null);
    IntStream.range(0, 60).forEach(i -> venue.pass(Duration.ofSeconds(1)));
    return IntStream.range(0, 100)
        .mapToObj(i -> venue.exchange.order("order-" + i))
        .map(OrderView::status)
        .toList();
  }

  private static BigDecimal bd(String text) {
    return new BigDecimal(text);
  }
}
