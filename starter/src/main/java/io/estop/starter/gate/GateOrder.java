package io.estop.starter.gate;

import io.estop.gate.OrderRequest;
import io.estop.model.trading.Account;
import io.estop.model.trading.Side;
import io.estop.starter.problem.Problem;
import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of a question to the gate: what an order says of itself.
 *
 * @param component whose order; the token's own name when absent
 * @param orderId client order id
 * @param account {@code venue/number}
 * @param symbol of an option that of its underlying
 * @param side BUY or SELL
 * @param quantity decimal text, more than 0
 * @param position signed decimal text: the component's own, working orders of the side counted
 * @param cancel true for a cancel, which needs no size
 * @param paper true where it goes to a paper venue
 */
record GateOrder(
    @Nullable String component,
    @Nullable String orderId,
    @Nullable String account,
    @Nullable String symbol,
    @Nullable String side,
    @Nullable String quantity,
    @Nullable String position,
    @Nullable Boolean cancel,
    @Nullable Boolean paper,
    @Nullable String desk,
    @Nullable String trader,
    @Nullable String client,
    @Nullable String strategy,
    @Nullable String drill) {
  private static final String NUMBER = "-?[0-9]{1,30}(\\.[0-9]{1,12})?";

  /**
   * Returns the order as the gate takes it.
   *
   * @throws Problem 422 naming the field, the value and the bound
   */
  OrderRequest toOrder() {
    try {
      String id = required("orderId", orderId);
      Account where = Account.parse(required("account", account));
      String what = required("symbol", symbol);
      if (Boolean.TRUE.equals(cancel)) {
        return OrderRequest.cancel(id, where, what).build();
      }
      return named(
          OrderRequest.order(id, where, what)
              .size(sideOf(), number("quantity", quantity), number("position", position)));
    } catch (IllegalArgumentException malformed) {
      throw Problem.value(String.valueOf(malformed.getMessage()));
    }
  }

  private OrderRequest named(OrderRequest.Builder order) {
    if (Boolean.TRUE.equals(paper)) {
      order.toPaperVenue();
    }
    return order
        .desk(name("desk", desk))
        .trader(name("trader", trader))
        .client(name("client", client))
        .strategy(name("strategy", strategy))
        .drill(name("drill", drill))
        .build();
  }

  private Side sideOf() {
    String word = required("side", side);
    return Arrays.stream(Side.values())
        .filter(one -> one.name().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("side must be BUY or SELL but was: " + cut(word)));
  }

  private static BigDecimal number(String field, @Nullable String text) {
    String given = required(field, text);
    if (!given.matches(NUMBER)) {
      throw new IllegalArgumentException(
          field + " must be a decimal text as \"100\" or \"-0.5\" but was: " + cut(given));
    }
    return new BigDecimal(given);
  }

  // Left out: no hold on a named one covers the order.
  private static String name(String field, @Nullable String text) {
    if (text != null && !text.matches("[A-Za-z0-9._/-]{1,64}")) {
      throw new IllegalArgumentException(
          field + " must be 1 to 64 of letters, digits, '.', '_', '/', '-' but was: " + cut(text));
    }
    return text == null ? "" : text;
  }

  private static String required(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }

  private static String cut(String text) {
    return text.length() <= 40 ? text : text.length() + " characters";
  }
}
