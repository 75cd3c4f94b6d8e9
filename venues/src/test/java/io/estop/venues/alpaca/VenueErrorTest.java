package io.estop.venues.alpaca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.venues.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class VenueErrorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|40310000|insufficient buying power|INSUFFICIENT_BUYING_POWER",
        "403|40310000|insufficient day trading buying power|INSUFFICIENT_BUYING_POWER",
        "403|40310000|insufficient qty available for order (requested: 2, available: 1)"
            + "|INSUFFICIENT_QUANTITY",
        "403|40310000|insufficient balance for BTC (requested: 1, available: 0)"
            + "|INSUFFICIENT_QUANTITY",
        "403|40310000|qty is held for orders|HELD_FOR_ORDERS",
        "403|40310000|potential wash trade detected. use complex orders|OPPOSITE_ORDER_OPEN",
        "403|40310000|cannot open a short sell while a long buy order is open"
            + "|OPPOSITE_ORDER_OPEN",
        "403|40310100|trade denied due to pattern day trading protection|DAY_TRADE_PROTECTION",
        "403|40310000|account is not allowed to short|NOT_SHORTABLE",
        "403|40310000|asset 'GME' cannot be sold short|NOT_SHORTABLE",
        "403|40310000|asset is hard to borrow|NOT_SHORTABLE",
        "422|42210000|fractional orders must be DAY orders|FRACTIONAL_ONLY_DAY",
        "422|42210000|invalid limit_price 11.055. sub-penny increment does not fulfill"
            + " minimum pricing criteria|SUB_PENNY_PRICE",
        "422|42210000|extended hours order must be DAY limit orders|OUTSIDE_TRADING_HOURS",
        "403|40310000|options market orders are only allowed during market hours"
            + "|OUTSIDE_TRADING_HOURS",
        "403|40310000|account not eligible to trade uncovered option contracts|OPTIONS_LEVEL",
        "422|42210000|asset 'FOO' is not active|ASSET_NOT_TRADABLE",
        "422|42210000|asset 'FOO' not found|ASSET_NOT_TRADABLE",
        "403|40310000|trading in GME is halted|SYMBOL_PAUSED",
        "403|40310000|symbol paused (LULD)|SYMBOL_PAUSED",
        "403|40310000|trading is suspended by user: suspend_trade|ACCOUNT_SUSPENDED",
        "403|40310000|account is blocked|ACCOUNT_SUSPENDED",
        "422|40010001|us_equity orders not allowed for account|ACCOUNT_SUSPENDED",
        "422|40010001|qty is required|BAD_PARAMETER",
        "422|42210000|position intent mismatch|BAD_PARAMETER",
        "403|40310000|something new|OTHER"
      })
  void turnsTheVenuesWordsIntoAClosedReason(
      int status, long code, String message, Refusal expected) {
    VenueError error = parse(ScriptedVenue.error(code, message));

    assertThat(error.refusal(status)).isEqualTo(expected);
    assertThat(error.isRepeatedClientOrderId()).isFalse();
  }

  @Test
  void tellsAQuantityThatOrdersHoldFromOneThatIsNotThere() {
    VenueError error =
        parse(
            """
            {"available":"0","code":40310000,"existing_qty":"23","held_for_orders":"23",
            "message":"insufficient qty available for order (requested: 23, available: 0)"}""");

    assertThat(error.refusal(403)).isEqualTo(Refusal.HELD_FOR_ORDERS);
  }

  @Test
  void knowsARepeatedClientOrderIdFromABadOne() {
    assertThat(error("client_order_id must be unique").isRepeatedClientOrderId()).isTrue();
    assertThat(error("client order id was used before").isRepeatedClientOrderId()).isTrue();
    assertThat(error("client_order_id must be no more than 128 characters"))
        .satisfies(
            bad -> {
              assertThat(bad.isRepeatedClientOrderId()).isFalse();
              assertThat(bad.refusal(422)).isEqualTo(Refusal.BAD_PARAMETER);
            });
  }

  @Test
  void keepsTheVenuesWordsToOneBoundedLine() {
    assertThat(error("a\\nb" + "x".repeat(1000)).message()).startsWith("a b").hasSize(301);
  }

  @Test
  void isNoErrorOfTheVenueWithoutAMessage() {
    assertThatThrownBy(() -> parse("{\"code\":1}"))
        .isInstanceOf(MalformedAnswerException.class)
        .hasMessageContaining("message");
  }

  private static VenueError error(String message) {
    return parse(ScriptedVenue.error(40010001, message));
  }

  private static VenueError parse(String json) {
    return VenueError.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
