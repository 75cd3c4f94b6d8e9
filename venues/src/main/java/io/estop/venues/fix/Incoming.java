package io.estop.venues.fix;

import io.estop.venues.VenueOrder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import quickfix.Message;

/**
 * A message of the venue, with what it says of an order where it does.
 *
 * @param message as it came
 * @param report the report that it is, empty for anything else
 * @param order the order after that report; empty too where it contradicts earlier ones
 * @param defect why the report cannot be read, empty where it can
 */
record Incoming(
    Message message, Optional<ExecutionReport> report, Optional<VenueOrder> order, String defect) {

  private static final Set<String> REJECTS =
      Set.of(MsgType.REJECT, MsgType.BUSINESS_MESSAGE_REJECT);

  /** The field that says which question a message answers. */
  private static final Map<String, Integer> KEYS =
      Map.ofEntries(
          Map.entry(MsgType.ORDER_CANCEL_REJECT, Tag.CL_ORD_ID),
          Map.entry(MsgType.ORDER_MASS_CANCEL_REPORT, Tag.CL_ORD_ID),
          Map.entry(MsgType.REQUEST_FOR_POSITIONS_ACK, Tag.POS_REQ_ID),
          Map.entry(MsgType.POSITION_REPORT, Tag.POS_REQ_ID),
          Map.entry(MsgType.MARKET_DATA_SNAPSHOT, Tag.MD_REQ_ID),
          Map.entry(MsgType.MARKET_DATA_REQUEST_REJECT, Tag.MD_REQ_ID),
          Map.entry(MsgType.SECURITY_STATUS, Tag.SECURITY_STATUS_REQ_ID),
          Map.entry(MsgType.TRADING_SESSION_STATUS, Tag.TRAD_SES_REQ_ID),
          Map.entry(MsgType.COLLATERAL_INQUIRY_ACK, Tag.COLL_INQUIRY_ID),
          Map.entry(MsgType.COLLATERAL_REPORT, Tag.COLL_INQUIRY_ID));

  /** Reads a message and counts what it says of an order. */
  static Incoming read(Message message, KnownOrders known) {
    if (!Fields.type(message).equals(MsgType.EXECUTION_REPORT)
        || ExecutionReport.saysUnknown(Fields.of(message))) {
      return new Incoming(message, Optional.empty(), Optional.empty(), "");
    }
    try {
      ExecutionReport report = ExecutionReport.parse(message);
      return new Incoming(message, Optional.of(report), known.count(report), "");
    } catch (MalformedMessageException malformed) {
      return new Incoming(message, Optional.empty(), Optional.empty(), malformed.why());
    }
  }

  String type() {
    return Fields.type(message);
  }

  Fields fields() {
    return Fields.of(message);
  }

  /** Returns whether the venue refuses the message itself and not what it asks. */
  boolean isReject() {
    return REJECTS.contains(type());
  }

  /** Returns the number of our message that is refused. */
  Optional<Integer> refusedSequence() {
    return fields().optionalCount(Tag.REF_SEQ_NUM);
  }

  /** Returns the id of the question that it answers. */
  Optional<String> key() {
    if (!type().equals(MsgType.EXECUTION_REPORT)) {
      return Optional.ofNullable(KEYS.get(type())).flatMap(fields()::optional);
    }
    return fields()
        .optional(Tag.ORD_STATUS_REQ_ID)
        .or(() -> fields().optional(Tag.MASS_STATUS_REQ_ID))
        .or(() -> fields().optional(Tag.CL_ORD_ID));
  }
}
