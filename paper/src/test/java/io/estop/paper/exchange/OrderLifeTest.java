package io.estop.paper.exchange;

import static io.estop.paper.exchange.TestVenue.WORTHLESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.paper.order.OrderRequest;
import io.estop.paper.order.OrderView;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderLifeTest {

  @Test
  void marketOrderTradesThroughTheLevels() {
    TestVenue venue = new TestVenue();

    OrderView order = venue.market("buy", "AAPL", "250", "day");

    assertThat(order.status()).isEqualTo("filled");
    assertThat(order.filledAvgPrice()).isEqualTo("100.018");
    assertThat(venue.eventNames()).containsExactly("new", "partial_fill", "partial_fill", "fill");
    assertThat(venue.events.get(3).positionQty()).isEqualByComparingTo("250");
  }

  @Test
  void limitOrderTradesNoFartherThanItsLimitAndRests() {
    TestVenue venue = new TestVenue();

    OrderView order = venue.limit("buy", "AAPL", "250", "100.02", "day");

    assertThat(order.status()).isEqualTo("partially_filled");
    assertThat(order.filledQty()).isEqualTo("200");
  }

  @Test
  void restOfAnImmediateOrderIsCanceled() {
    TestVenue venue = new TestVenue();

    OrderView order = venue.limit("buy", "AAPL", "250", "100.02", "ioc");

    assertThat(order.status()).isEqualTo("canceled");
    assertThat(order.filledQty()).isEqualTo("200");
    assertThat(venue.eventNames())
        .containsExactly("new", "partial_fill", "partial_fill", "canceled");
  }

  @Test
  void fillOrKillThatCannotFillWhollyFillsNothing() {
    TestVenue venue = new TestVenue();

    OrderView order = venue.limit("buy", "AAPL", "250", "100.02", "fok");

    assertThat(order.status()).isEqualTo("canceled");
    assertThat(order.filledQty()).isEqualTo("0");
  }

  @Test
  void restingOrderFillsAtItsPriceWhenTheMarketMovesThroughIt() {
    TestVenue venue = new TestVenue();
    OrderView order = venue.limit("buy", "AAPL", "50", "95", "gtc");

    venue.exchange.shiftPrices(-8, List.of("AAPL"));

    OrderView filled = venue.exchange.order(order.id());
    assertThat(filled.status()).isEqualTo("filled");
    assertThat(filled.filledAvgPrice()).isEqualTo("95");
  }

  @Test
  void restingOrderFillsAsTheMakersComeBack() {
    TestVenue venue = new TestVenue();
    OrderView order = venue.limit("buy", "AAPL", "150", "100.01", "gtc");
    assertThat(order.filledQty()).isEqualTo("100");

    venue.pass(Duration.ofSeconds(1));

    assertThat(venue.exchange.order(order.id()).status()).isEqualTo("filled");
  }

  @Test
  void betterPricedAndOlderRestingOrdersFillFirst() {
    TestVenue venue = new TestVenue();
    OrderView cheap = venue.limit("buy", "AAPL", "60", "95.00", "gtc");
    OrderView older = venue.limit("buy", "AAPL", "60", "95.01", "gtc");
    OrderView newer = venue.limit("buy", "AAPL", "60", "95.01", "gtc");

    venue.exchange.shiftPrices(-5, List.of("AAPL"));

    assertThat(venue.exchange.order(older.id()).filledQty()).isEqualTo("60");
    assertThat(venue.exchange.order(newer.id()).filledQty()).isEqualTo("40");
    assertThat(venue.exchange.order(cheap.id()).filledQty()).isEqualTo("0");
  }

  @Test
  void dayOrderExpiresAtTheClose() {
    TestVenue venue = new TestVenue();
    OrderView day = venue.limit("buy", "AAPL", "1", "50", "day");
    OrderView gtc = venue.limit("buy", "AAPL", "1", "50", "gtc");

    venue.pass(Duration.ofHours(6));

    assertThat(venue.exchange.order(day.id()).status()).isEqualTo("expired");
    assertThat(venue.exchange.order(gtc.id()).status()).isEqualTo("new");
    assertThat(venue.eventNames()).containsExactly("new", "new", "expired");
  }

  @Test
  void orderSentWhileClosedFillsAfterTheOpening() {
    TestVenue venue = new TestVenue();
    venue.pass(Duration.ofHours(7));

    OrderView order = venue.market("buy", "AAPL", "1", "day");
    assertThat(order.status()).isEqualTo("accepted");
    assertThat(venue.market("buy", "BTC/USD", "0.1", "gtc").status()).isEqualTo("filled");
    venue.pass(Duration.ofDays(2).plusHours(17));

    assertThat(venue.exchange.order(order.id()).status()).isEqualTo("filled");
  }

  @Test
  void pausedSymbolTakesOrdersAndFillsNoneUntilItResumes() {
    TestVenue venue = new TestVenue("AAPL", "10");
    venue.exchange.pause(List.of("AAPL"), true);

    OrderView waiting = venue.market("sell", "AAPL", "10", "day");
    assertThat(waiting.status()).isEqualTo("accepted");
    venue.exchange.pause(List.of("AAPL"), false);

    assertThat(venue.exchange.order(waiting.id()).status()).isEqualTo("filled");
  }

  @Test
  void stopOrderWaitsForItsPrice() {
    TestVenue venue = new TestVenue("AAPL", "10");
    OrderRequest stop =
        new OrderRequest(
            "AAPL",
            BigDecimal.TEN,
            null,
            "sell",
            "stop",
            "gtc",
            null,
            new BigDecimal("95"),
            null,
            null,
            null,
            false);
    OrderView order = venue.exchange.place(stop);
    venue.exchange.shiftPrices(-3, null);
    assertThat(venue.exchange.order(order.id()).status()).isEqualTo("new");

    venue.exchange.shiftPrices(-3, null);

    OrderView filled = venue.exchange.order(order.id());
    assertThat(filled.status()).isEqualTo("filled");
    assertThat(filled.filledAvgPrice()).isEqualTo("94.08");
  }

  @Test
  void replacementTakesThePlaceOfTheOldOrder() {
    TestVenue venue = new TestVenue("AAPL", "100");
    OrderView old = venue.limit("sell", "AAPL", "100", "120", "gtc");

    OrderView successor =
        venue.exchange.replace(
            old.id(), new Replacement(null, null, new BigDecimal("99.99"), null, "second"));

    assertThat(successor.status()).isEqualTo("filled");
    assertThat(successor.replaces()).isEqualTo(old.id());
    assertThat(venue.exchange.order(old.id()).status()).isEqualTo("replaced");
    assertThat(venue.exchange.order(old.id()).replacedBy()).isEqualTo(successor.id());
    assertThat(venue.eventNames()).containsExactly("new", "replaced", "new", "fill");
  }

  @Test
  void refusedReplacementLeavesTheOldOrderWorking() {
    TestVenue venue = new TestVenue("AAPL", "100");
    OrderView old = venue.limit("sell", "AAPL", "100", "120", "gtc");
    Replacement tooMuch = new Replacement(new BigDecimal("101"), null, null, null, null);

    assertThatThrownBy(() -> venue.exchange.replace(old.id(), tooMuch)).isInstanceOf(Refusal.class);

    assertThat(venue.exchange.order(old.id()).status()).isEqualTo("new");
    assertThat(venue.exchange.position("AAPL").qtyAvailable()).isEqualTo("0");
  }

  @Test
  void cancelEndsAnOpenOrderAndOnlyOnce() {
    TestVenue venue = new TestVenue();
    OrderView order = venue.limit("buy", "AAPL", "1", "50", "gtc");

    venue.exchange.cancel(order.id());

    assertThat(venue.exchange.order(order.id()).status()).isEqualTo("canceled");
    assertThatThrownBy(() -> venue.exchange.cancel(order.id()))
        .hasMessage("order is already in \"canceled\" state");
  }

  @Test
  void acknowledgesLaterWhereSwitchedOn() {
    TestVenue venue = new TestVenue(Duration.ofMillis(50), 0);

    OrderView order = venue.market("buy", "AAPL", "1", "day");
    assertThat(order.status()).isEqualTo("pending_new");
    venue.pass(Duration.ofMillis(50));

    assertThat(venue.exchange.order(order.id()).status()).isEqualTo("filled");
    assertThat(venue.eventNames()).containsExactly("pending_new", "new", "fill");
  }

  @Test
  void optionWithoutABidCannotBeSoldAndKeepsShowingNoBid() {
    TestVenue venue = new TestVenue(WORTHLESS, "5");

    OrderView order = venue.market("sell", WORTHLESS, "5", "day");
    venue.exchange.shiftPrices(20, null);

    assertThat(venue.exchange.order(order.id()).status()).isEqualTo("new");
    assertThat(venue.exchange.quotes(List.of(WORTHLESS)).get(0).quote().bid()).isZero();
    assertThat(venue.qty(WORTHLESS)).isEqualTo("5");
  }

  @Test
  void emptiedBookStillShowsItsPriceWithSizeZero() {
    TestVenue venue = new TestVenue();

    venue.market("buy", "AAPL", "500", "day");

    var quote = venue.exchange.quotes(List.of("AAPL")).get(0).quote();
    assertThat(quote.ask()).isEqualByComparingTo("100.01");
    assertThat(quote.askSize()).isZero();
  }
}
