package io.estop.paper.exchange;

import static io.estop.paper.exchange.TestVenue.CALL;
import static io.estop.paper.exchange.TestVenue.intended;
import static io.estop.paper.exchange.TestVenue.named;
import static io.estop.paper.exchange.TestVenue.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.estop.paper.order.OrderRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RefusalTest {
  private final TestVenue venue = new TestVenue("AAPL", "100", "HARD", "-100");

  @Test
  void refusesAClientOrderIdThatWasUsed() {
    venue.exchange.place(named("buy", "BTC/USD", "1", "gtc", "1000", "once"));

    expect(named("buy", "BTC/USD", "1", "gtc", "1000", "once"), 422, 40010001, "must be unique");
    assertThat(venue.exchange.audit().duplicateClientOrderIds()).isEqualTo(1);
  }

  @Test
  void refusesAClientOrderIdOfMoreThan128Characters() {
    expect(named("buy", "AAPL", "1", "day", null, "x".repeat(129)), 422, 40010001, "128");
    assertThat(
            venue.exchange.place(named("buy", "AAPL", "1", "day", null, "x".repeat(128))).status())
        .isEqualTo("filled");
  }

  @Test
  void refusesMalformedOrders() {
    expect(request("hold", "AAPL", "1", "day", null), 422, 40010001, "invalid side");
    expect(request("buy", "AAPL", "0", "day", null), 422, 40010001, "qty must be > 0");
    expect(request("buy", "AAPL", "1", "later", null), 422, 40010001, "time_in_force");
    expect(request("buy", "AAPL", "1", "day", "-1"), 422, 40010001, "limit_price must be > 0");
    expect(request("buy", "NOSUCH", "1", "day", null), 422, 42210000, "not found");
  }

  @Test
  void refusesSubPennyPrices() {
    expect(request("buy", "AAPL", "1", "day", "99.995"), 422, 42210000, "sub-penny");
    expect(request("buy", CALL, "1", "day", "0.055"), 422, 42210000, "sub-penny");
    assertThat(venue.limit("buy", "AAPL", "1", "0.0001", "day").status()).isEqualTo("new");
  }

  @Test
  void refusesFractionsWhereTheyDoNotTrade() {
    expect(request("buy", CALL, "1.5", "day", null), 422, 42210000, "whole contracts");
    expect(request("buy", "HARD", "1.5", "day", null), 422, 42210000, "not fractionable");
    expect(request("buy", "AAPL", "1.5", "ioc", null), 422, 42210000, "must be DAY");
  }

  @Test
  void refusesTimesInForceThatTheClassDoesNotKnow() {
    expect(request("buy", CALL, "1", "ioc", null), 422, 42210000, "options order");
    expect(request("buy", "BTC/USD", "1", "day", null), 422, 42210000, "crypto time_in_force");
  }

  @Test
  void refusesToSellMoreThanThereIs() {
    Refusal refusal = expect(request("sell", "AAPL", "101", "day", null), 403, 40310000, "100");

    assertThat(refusal.details())
        .isEqualTo(
            Map.of(
                "symbol",
                "AAPL",
                "existing_qty",
                "100",
                "held_for_orders",
                "0",
                "available",
                "100"));
  }

  @Test
  void refusesToSellWhatOpenOrdersHold() {
    venue.limit("sell", "AAPL", "80", "150", "gtc");

    Refusal refusal = expect(request("sell", "AAPL", "21", "day", null), 403, 40310000, "20");

    assertThat(refusal.details()).containsEntry("held_for_orders", "80");
    assertThat(venue.exchange.position("AAPL").qtyAvailable()).isEqualTo("20");
  }

  @Test
  void refusesToBuyBackMoreThanIsShort() {
    expect(request("buy", "HARD", "101", "day", null), 403, 40310000, "insufficient qty");
    venue.limit("buy", "HARD", "60", "40", "gtc");
    expect(request("buy", "HARD", "41", "day", null), 403, 40310000, "available: 40");
  }

  @Test
  void closingIntentNeverOpens() {
    expect(intended("sell", CALL, "1", "day", "sell_to_close"), 403, 40310000, "available: 0");
    expect(intended("buy", "AAPL", "1", "day", "buy_to_close"), 403, 40310000, "available: 0");
    expect(intended("sell", "BTC/USD", "1", "gtc", "sell_to_close"), 403, 40310000, "available: 0");
  }

  @Test
  void openingIntentNeverCloses() {
    expect(intended("sell", "AAPL", "1", "day", "sell_to_open"), 422, 42210000, "mismatch");
    expect(intended("buy", "AAPL", "1", "day", "sell_to_close"), 422, 42210000, "does not fit");
  }

  @Test
  void refusesShortsThatAreNotAllowed() {
    TestVenue flat = new TestVenue();

    assertThat(flat.refused(request("sell", "AAPL", "0.5", "day", null)))
        .hasMessageContaining("fractional orders cannot be sold short");
    assertThat(flat.refused(request("sell", "HARD", "1", "day", null)))
        .hasMessageContaining("cannot be sold short");
    assertThat(flat.refused(request("sell", "BTC/USD", "1", "gtc", null)))
        .hasMessageContaining("insufficient qty");
    assertThat(flat.refused(request("sell", CALL, "1", "day", null)))
        .hasMessageContaining("uncovered");
    flat.exchange.configure(null, true);
    assertThat(flat.refused(request("sell", "AAPL", "1", "day", null)))
        .hasMessageContaining("not allowed to short");
  }

  @Test
  void shortsAnEquityFromFlat() {
    TestVenue flat = new TestVenue();

    flat.market("sell", "AAPL", "7", "day");

    assertThat(flat.qty("AAPL")).isEqualTo("-7");
  }

  @Test
  void refusesWhatTheAccountCannotPay() {
    expect(request("buy", "AAPL", "30000", "day", null), 403, 40310000, "buying power");
  }

  @Test
  void refusesAnOrderThatItsOwnOpenOrderCouldMeet() {
    venue.limit("sell", "AAPL", "10", "110", "gtc");

    Refusal refusal = expect(request("buy", "AAPL", "1", "day", null), 403, 40310000, "wash");

    assertThat(refusal.details()).containsKey("existing_order_id");
    assertThat(venue.limit("buy", "AAPL", "1", "90", "gtc").status()).isEqualTo("new");
  }

  @Test
  void refusesEveryOrderWhileTradingIsSuspended() {
    venue.exchange.configure(true, null);

    expect(request("sell", "AAPL", "1", "day", null), 403, 40310000, "suspended");
  }

  private Refusal expect(OrderRequest request, int status, int code, String words) {
    Refusal refusal = venue.refused(request);
    assertThat(refusal).isNotNull().hasMessageContaining(words);
    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal.code()).isEqualTo(code);
    return refusal;
  }
}
