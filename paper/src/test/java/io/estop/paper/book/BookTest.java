package io.estop.paper.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Chance;
import io.estop.paper.market.Instrument;
import io.estop.paper.order.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BookTest {
  private static final Instant START = Instant.parse("2026-11-20T15:00:00Z");

  @Test
  void levelsLeadAwayFromTheTouch() {
    Book book = book(1, 0, "10.00", "10.08");

    assertThat(book.against(Side.SELL))
        .extracting(level -> level.price().toPlainString())
        .containsExactly("10.00", "9.98", "9.96");
    assertThat(book.against(Side.BUY))
        .extracting(level -> level.price().toPlainString())
        .containsExactly("10.08", "10.10", "10.12");
  }

  @Test
  void zeroBidMeansNobodyBids() {
    Book book = book(1, 0, "0", "0.05");

    assertThat(book.against(Side.SELL)).isEmpty();
    assertThat(book.against(Side.BUY)).isNotEmpty();
  }

  @Test
  void sameSeedWalksTheSamePathHoweverOftenSomebodyLooks() {
    Book watched = book(5, 3, "100.00", "100.02");
    Book unwatched = book(5, 3, "100.00", "100.02");
    Book other = book(6, 3, "100.00", "100.02");

    for (int second = 0; second <= 3600; second++) {
      watched.advance(START.plusSeconds(second));
    }
    Instant end = START.plusSeconds(3600);
    unwatched.advance(end);
    other.advance(end);

    assertThat(watched.quote(end)).isEqualTo(unwatched.quote(end)).isNotEqualTo(other.quote(end));
  }

  @Test
  void pricesStandStillWithoutMovement() {
    Book book = book(1, 0, "100.00", "100.02");

    book.advance(START.plusSeconds(36_000));

    assertThat(book.quote(START).bid()).isEqualByComparingTo("100.00");
  }

  @Test
  void bidStaysBelowAskThroughAnyFall() {
    Book book = book(1, 0, "0.05", "0.10");

    book.shift(-95);

    Quote quote = book.quote(START);
    assertThat(quote.bid()).isZero();
    assertThat(quote.ask()).isEqualByComparingTo("0.01");
  }

  private static Book book(long seed, double movement, String bid, String ask) {
    Instrument instrument =
        new Instrument(
            "TEST",
            AssetClass.US_EQUITY,
            new BigDecimal(bid),
            new BigDecimal(ask),
            BigDecimal.valueOf(100),
            BigDecimal.valueOf(100),
            new BigDecimal("0.01"),
            0.5,
            true,
            true);
    BookSettings settings =
        new BookSettings(3, movement, Duration.ofSeconds(1), Duration.ofSeconds(1));
    return new Book(instrument, settings, new Chance(seed), START);
  }
}
