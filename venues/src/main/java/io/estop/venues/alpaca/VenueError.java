package io.estop.venues.alpaca;

import io.estop.venues.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * What the venue says when it refuses: {@code {"code": …, "message": …}}.
 *
 * @param code the venue's number, 0 where it gave none
 * @param message its words, one line of at most 300 characters
 * @param heldForOrders whether it names a quantity that other open orders hold
 */
record VenueError(long code, String message, boolean heldForOrders) {

  private static final long NOT_FOUND = 40410000;
  private static final long DAY_TRADE = 40310100;
  private static final int LONGEST_MESSAGE = 300;

  /** Words of the venue that mean a reason. The first row that matches counts. */
  private record Row(Refusal refusal, List<String> words) {
    static Row of(Refusal refusal, String... words) {
      return new Row(refusal, List.of(words));
    }
  }

  private static final List<Row> TABLE =
      List.of(
          Row.of(
              Refusal.OPPOSITE_ORDER_OPEN,
              "wash trade",
              "opposite side",
              "opposite order",
              "while a long buy order is open",
              "while a short sell order is open"),
          Row.of(Refusal.INSUFFICIENT_BUYING_POWER, "buying power"),
          Row.of(Refusal.HELD_FOR_ORDERS, "held for orders", "held_for_orders"),
          Row.of(
              Refusal.NOT_SHORTABLE,
              "sold short",
              "sell short",
              "short selling",
              "shortable",
              "borrow",
              "allowed to short",
              "go short"),
          Row.of(
              Refusal.INSUFFICIENT_QUANTITY,
              "insufficient qty",
              "insufficient quantity",
              "insufficient balance",
              "insufficient underlying",
              "insufficient position",
              "no position",
              "position does not exist",
              "position not found",
              "more than the position",
              "overcover",
              "over-cover",
              "through zero"),
          Row.of(Refusal.DAY_TRADE_PROTECTION, "pattern day", "day trade", "day-trade"),
          Row.of(Refusal.FRACTIONAL_ONLY_DAY, "fractional orders must be", "only as day order"),
          Row.of(Refusal.SUB_PENNY_PRICE, "sub-penny", "sub penny", "subpenny", "pricing criteria"),
          Row.of(
              Refusal.OPTIONS_LEVEL,
              "uncovered option",
              "options level",
              "option level",
              "options trading level",
              "options approved level",
              "trade options",
              "options trading"),
          Row.of(Refusal.SYMBOL_PAUSED, "paused", "halted", "halt", "luld", "limit up"),
          Row.of(
              Refusal.OUTSIDE_TRADING_HOURS,
              "market hours",
              "trading hours",
              "extended hours",
              "extended_hours",
              "market is closed",
              "market closed"),
          Row.of(
              Refusal.ASSET_NOT_TRADABLE,
              "not tradable",
              "not tradeable",
              "not active",
              "inactive",
              "not found",
              "unknown symbol",
              "could not find asset",
              "expired"),
          Row.of(
              Refusal.ACCOUNT_SUSPENDED,
              "suspend",
              "blocked",
              "account is restricted",
              "liquidation only",
              "not allowed for account",
              "rejected by user request"));

  /**
   * Returns the error in an answer's body.
   *
   * @throws MalformedAnswerException when the body is no error of the venue
   */
  static VenueError parse(byte[] body) {
    Fields fields = new Fields(AlpacaJson.parse(body), "error");
    JsonNode message = fields.node().path("message");
    if (!message.isString()) {
      throw fields.absurd("message", "a text");
    }
    return new VenueError(
        fields.optionalDecimal("code").map(BigDecimal::longValue).orElse(0L),
        oneLine(message.asString()),
        fields.optionalDecimal("held_for_orders").map(BigDecimal::signum).orElse(0) > 0);
  }

  /** Returns whether the venue already has an order with the client order id that was sent. */
  boolean isRepeatedClientOrderId() {
    String text = message.toLowerCase(Locale.ROOT).replace('_', ' ');
    return text.contains("client order id")
        && (text.contains("unique")
            || text.contains("already")
            || text.contains("used")
            || text.contains("duplicate")
            || text.contains("exists"));
  }

  /** Returns whether the venue has no such order; a wrong address has the same number. */
  boolean isOrderNotFound() {
    String text = message.toLowerCase(Locale.ROOT);
    return code == NOT_FOUND && text.contains("order") && text.contains("not found");
  }

  /** Returns the closed reason. */
  Refusal refusal(int status) {
    if (code == DAY_TRADE) {
      return Refusal.DAY_TRADE_PROTECTION;
    }
    Refusal byWords = byWords();
    if (byWords == Refusal.INSUFFICIENT_QUANTITY && heldForOrders) {
      return Refusal.HELD_FOR_ORDERS;
    }
    return byWords == Refusal.OTHER && (status == 400 || status == 422)
        ? Refusal.BAD_PARAMETER
        : byWords;
  }

  /** Returns code and words for the record. */
  String text() {
    return code == 0 ? message : code + ": " + message;
  }

  private Refusal byWords() {
    String text = message.toLowerCase(Locale.ROOT);
    return TABLE.stream()
        .filter(row -> row.words().stream().anyMatch(text::contains))
        .findFirst()
        .map(Row::refusal)
        .orElse(Refusal.OTHER);
  }

  private static String oneLine(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
  }
}
