package io.estop.venues.fix;

import io.estop.model.trading.Side;
import io.estop.venues.OrderStatus;
import io.estop.venues.OrderType;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import quickfix.Message;

/**
 * What the venue says of an order, FIX message 8.
 *
 * @param kind tag 150, why it says it
 * @param executionId tag 17
 * @param order the order as this report shows it, under the id that its sender gave first
 * @param rejectReason tag 103, empty where there is none
 * @param words tag 58
 */
record ExecutionReport(
    char kind, String executionId, VenueOrder order, Optional<Integer> rejectReason, String words) {

  private static final char REJECTED = '8';
  private static final char STATUS = 'I';
  private static final char TRADE_CORRECT = 'G';
  private static final char TRADE_CANCEL = 'H';
  private static final int UNKNOWN_ORDER = 5;

  /**
   * States without a word of their own stay open, never final: an order that is done for the day,
   * stopped, suspended or calculated may fill again, and one that was replaced goes on.
   */
  private static final Map<String, OrderStatus> STATUSES =
      Map.ofEntries(
          Map.entry("0", OrderStatus.NEW),
          Map.entry("1", OrderStatus.PARTIALLY_FILLED),
          Map.entry("2", OrderStatus.FILLED),
          Map.entry("3", OrderStatus.NEW),
          Map.entry("4", OrderStatus.CANCELED),
          Map.entry("5", OrderStatus.NEW),
          Map.entry("6", OrderStatus.PENDING_CANCEL),
          Map.entry("7", OrderStatus.NEW),
          Map.entry("8", OrderStatus.REJECTED),
          Map.entry("9", OrderStatus.NEW),
          Map.entry("A", OrderStatus.PENDING_NEW),
          Map.entry("B", OrderStatus.NEW),
          Map.entry("C", OrderStatus.EXPIRED),
          Map.entry("D", OrderStatus.NEW),
          Map.entry("E", OrderStatus.PENDING_REPLACE));

  private static final Map<String, OrderType> TYPES =
      Map.of(
          "1", OrderType.MARKET,
          "2", OrderType.LIMIT,
          "3", OrderType.STOP,
          "4", OrderType.STOP_LIMIT);

  /** Returns whether a report says that there is no such order; such a one shows none. */
  static boolean saysUnknown(Fields report) {
    return report.is(Tag.ORD_STATUS, "8")
        && report.optionalCount(Tag.ORD_REJ_REASON).orElse(0) == UNKNOWN_ORDER;
  }

  /**
   * Returns the report in a message.
   *
   * @throws MalformedMessageException naming the field that is missing or absurd
   */
  static ExecutionReport parse(Message message) {
    Fields fields = Fields.of(message);
    String kind = fields.text(Tag.EXEC_TYPE);
    return new ExecutionReport(
        kind.charAt(0),
        fields.text(Tag.EXEC_ID),
        order(fields, Fields.header(message)),
        fields.optionalCount(Tag.ORD_REJ_REASON),
        fields.words());
  }

  boolean isRejection() {
    return kind == REJECTED || order.status() == OrderStatus.REJECTED;
  }

  /** Returns whether it answers a question and tells of no event. */
  boolean isStatus() {
    return kind == STATUS;
  }

  /**
   * Returns whether it takes back or changes an earlier fill: then less may be filled than before.
   */
  boolean isCorrection() {
    return kind == TRADE_CORRECT || kind == TRADE_CANCEL;
  }

  private static VenueOrder order(Fields fields, Fields header) {
    OrderStatus status =
        Optional.ofNullable(STATUSES.get(fields.text(Tag.ORD_STATUS)))
            .orElseThrow(() -> fields.absurd(Tag.ORD_STATUS, "a state of an order in FIX 4.4"));
    BigDecimal filled = fields.notNegative(Tag.CUM_QTY);
    return new VenueOrder(
        fields.text(Tag.ORDER_ID),
        fields
            .optional(Tag.ORIG_CL_ORD_ID)
            .filter(id -> !id.isBlank())
            .orElseGet(() -> fields.text(Tag.CL_ORD_ID)),
        Instruments.read(fields),
        side(fields),
        quantity(fields, status, filled),
        filled,
        fields.optionalDecimal(Tag.AVG_PX).filter(price -> price.signum() > 0),
        status,
        fields
            .optionalInstant(Tag.TRANSACT_TIME)
            .or(() -> header.optionalInstant(Tag.SENDING_TIME))
            .orElseThrow(() -> header.absurd(Tag.SENDING_TIME, "there")),
        fields.optional(Tag.ORD_TYPE).map(TYPES::get).orElse(OrderType.OTHER));
  }

  /** What is ordered; for an order that works it must be what is filled and what is left. */
  private static BigDecimal quantity(Fields fields, OrderStatus status, BigDecimal filled) {
    BigDecimal leaves = fields.notNegative(Tag.LEAVES_QTY);
    BigDecimal ordered = fields.optionalDecimal(Tag.ORDER_QTY).orElse(filled.add(leaves));
    boolean adds =
        status.isFinal()
            ? leaves.signum() == 0 && filled.compareTo(ordered) <= 0
            : filled.add(leaves).compareTo(ordered) == 0;
    if (!adds) {
      throw fields.absurd(
          Tag.LEAVES_QTY,
          "what is left of "
              + ordered.toPlainString()
              + " after "
              + filled.toPlainString()
              + " in state "
              + status);
    }
    return ordered;
  }

  private static Side side(Fields fields) {
    return switch (fields.text(Tag.SIDE)) {
      case "1", "3" -> Side.BUY;
      case "2", "4", "5", "6" -> Side.SELL;
      default -> throw fields.absurd(Tag.SIDE, "a side of the market, 1 to 6");
    };
  }
}
