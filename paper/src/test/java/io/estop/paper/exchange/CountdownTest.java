package io.estop.paper.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.paper.order.OrderView;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The account's countdown, by the venue's own clock. */
class CountdownTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HALF = Duration.ofSeconds(30);

  private final TestVenue venue = new TestVenue();
  private final OrderView far = venue.limit("buy", "AAPL", "10", "90", "gtc");
  private final OrderView farther = venue.limit("buy", "AAPL", "10", "80", "gtc");

  @Test
  void cancelsAllWorkingOrdersOnceWhenNobodyRenewsIt() {
    assertThat(venue.exchange.cancelAllAfter(MINUTE)).contains(TestVenue.OPEN.plus(MINUTE));

    venue.pass(MINUTE.minusMillis(1));
    String before = status(far);
    venue.pass(Duration.ofMillis(1));

    assertThat(before).isEqualTo("new");
    assertThat(status(far)).isEqualTo("canceled");
    assertThat(status(farther)).isEqualTo("canceled");
    OrderView later = venue.limit("buy", "AAPL", "10", "90", "gtc");
    venue.pass(MINUTE.multipliedBy(2));
    assertThat(status(later)).isEqualTo("new");
  }

  @Test
  void leavesOrdersAloneWhileItIsRenewed() {
    venue.exchange.cancelAllAfter(MINUTE);
    for (int renewal = 0; renewal < 5; renewal++) {
      venue.pass(HALF);
      venue.exchange.cancelAllAfter(MINUTE);
    }

    assertThat(status(far)).isEqualTo("new");
  }

  @Test
  void zeroDisarmsIt() {
    venue.exchange.cancelAllAfter(MINUTE);

    assertThat(venue.exchange.cancelAllAfter(Duration.ZERO)).isEqualTo(Optional.empty());

    venue.pass(MINUTE.multipliedBy(2));
    assertThat(status(far)).isEqualTo("new");
  }

  @Test
  void aRenewalThatComesTooLateSavesNoOrder() {
    venue.exchange.cancelAllAfter(MINUTE);
    venue.clock.advance(MINUTE);

    venue.exchange.cancelAllAfter(MINUTE);

    assertThat(status(far)).isEqualTo("canceled");
  }

  @Test
  void itRunsOutBeforeTheMarketFillsAnythingMore() {
    venue.exchange.cancelAllAfter(MINUTE);
    OrderView near = venue.limit("buy", "AAPL", "150", "100.01", "gtc");

    venue.pass(MINUTE);

    assertThat(venue.exchange.order(near.id()).filledQty()).isEqualTo("100");
    assertThat(status(near)).isEqualTo("canceled");
  }

  private String status(OrderView order) {
    return venue.exchange.order(order.id()).status();
  }
}
