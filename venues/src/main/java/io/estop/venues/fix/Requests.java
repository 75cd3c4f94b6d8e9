package io.estop.venues.fix;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.venues.NewOrder;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import quickfix.Group;
import quickfix.Message;
import quickfix.UtcTimestampPrecision;

/** The messages that are sent; docs/PROTOCOL.md lists their fields. */
final class Requests {

  private static final String SNAPSHOT = "0";
  private static final String ALL_ORDERS = "7";
  private static final String LIMIT = "2";
  private static final String AUTOMATED = "1";
  private static final String DO_NOT_INCREASE = "E";
  private static final String CLOSE = "C";
  private static final String CUSTOMER_ACCOUNT = "1";
  private static final String POSITIONS = "0";
  private static final String TOP_OF_BOOK = "1";
  private static final String BID = "0";
  private static final String OFFER = "1";

  /** What FIX writes where a field must be there and is not known. */
  private static final String NOT_AVAILABLE = "[N/A]";

  private static final String UNDISCLOSED = "7";

  /** Exchanges of the United States date their business by it. */
  private static final ZoneId BUSINESS = ZoneId.of("America/New_York");

  private Requests() {}

  /**
   * Returns a closing order.
   *
   * @param possiblySent whether the venue may have it already: it must look for its id first
   */
  static Message newOrder(NewOrder order, FixSettings settings, boolean possiblySent, Instant now) {
    Message message = of(MsgType.NEW_ORDER_SINGLE);
    if (possiblySent) {
      message.getHeader().setBoolean(Tag.POSS_RESEND, true);
    }
    message.setString(Tag.CL_ORD_ID, order.clientOrderId());
    message.setString(Tag.ACCOUNT, settings.account().id());
    message.setString(Tag.HANDL_INST, AUTOMATED);
    if (settings.conduct().doNotIncrease()) {
      message.setString(Tag.EXEC_INST, DO_NOT_INCREASE);
    }
    Instruments.write(order.instrument(), message);
    message.setString(Tag.SIDE, side(order.side()));
    time(message, now);
    message.setString(Tag.ORDER_QTY, plain(order.quantity()));
    message.setString(Tag.ORD_TYPE, LIMIT);
    message.setString(Tag.PRICE, plain(order.limitPrice()));
    message.setString(
        Tag.TIME_IN_FORCE,
        switch (order.timeInForce()) {
          case DAY -> "0";
          case GTC -> "1";
          case IOC -> "3";
        });
    if (order.instrument().isOption()) {
      message.setString(Tag.POSITION_EFFECT, CLOSE);
    }
    return message;
  }

  static Message cancel(String id, VenueOrder order, FixSettings settings, Instant now) {
    Message message = of(MsgType.ORDER_CANCEL_REQUEST);
    message.setString(Tag.ORIG_CL_ORD_ID, order.clientOrderId());
    message.setString(Tag.ORDER_ID, order.orderId());
    message.setString(Tag.CL_ORD_ID, id);
    message.setString(Tag.ACCOUNT, settings.account().id());
    Instruments.write(order.instrument(), message);
    message.setString(Tag.SIDE, side(order.side()));
    time(message, now);
    message.setString(Tag.ORDER_QTY, plain(order.quantity()));
    return message;
  }

  static Message cancelAll(String id, Instant now) {
    Message message = of(MsgType.ORDER_MASS_CANCEL_REQUEST);
    message.setString(Tag.CL_ORD_ID, id);
    message.setString(Tag.MASS_CANCEL_REQUEST_TYPE, ALL_ORDERS);
    time(message, now);
    return message;
  }

  /** Returns a question for an order, by the sender's id or where that is not known the venue's. */
  static Message orderStatus(
      String id,
      Optional<String> clientOrderId,
      Optional<String> orderId,
      Optional<VenueOrder> known,
      FixSettings settings) {
    Message message = of(MsgType.ORDER_STATUS_REQUEST);
    orderId.ifPresent(text -> message.setString(Tag.ORDER_ID, text));
    message.setString(Tag.CL_ORD_ID, clientOrderId.orElse(NOT_AVAILABLE));
    message.setString(Tag.ORD_STATUS_REQ_ID, id);
    message.setString(Tag.ACCOUNT, settings.account().id());
    known.ifPresentOrElse(
        order -> Instruments.write(order.instrument(), message),
        () -> message.setString(Tag.SYMBOL, NOT_AVAILABLE));
    message.setString(Tag.SIDE, known.map(order -> side(order.side())).orElse(UNDISCLOSED));
    return message;
  }

  static Message allOrders(String id, FixSettings settings) {
    Message message = of(MsgType.ORDER_MASS_STATUS_REQUEST);
    message.setString(Tag.MASS_STATUS_REQ_ID, id);
    message.setString(Tag.MASS_STATUS_REQ_TYPE, ALL_ORDERS);
    message.setString(Tag.ACCOUNT, settings.account().id());
    return message;
  }

  static Message positions(String id, FixSettings settings, Instant now) {
    Message message = of(MsgType.REQUEST_FOR_POSITIONS);
    message.setString(Tag.POS_REQ_ID, id);
    message.setString(Tag.POS_REQ_TYPE, POSITIONS);
    message.setString(Tag.SUBSCRIPTION_REQUEST_TYPE, SNAPSHOT);
    message.setString(Tag.ACCOUNT, settings.account().id());
    message.setString(Tag.ACCOUNT_TYPE, CUSTOMER_ACCOUNT);
    message.setString(
        Tag.CLEARING_BUSINESS_DATE,
        now.atZone(BUSINESS).format(DateTimeFormatter.ofPattern("uuuuMMdd")));
    time(message, now);
    return message;
  }

  static Message quotes(String id, List<Instrument> instruments) {
    Message message = of(MsgType.MARKET_DATA_REQUEST);
    message.setString(Tag.MD_REQ_ID, id);
    message.setString(Tag.SUBSCRIPTION_REQUEST_TYPE, SNAPSHOT);
    message.setString(Tag.MARKET_DEPTH, TOP_OF_BOOK);
    for (String type : List.of(BID, OFFER)) {
      Group entry = new Group(Tag.NO_MD_ENTRY_TYPES, Tag.MD_ENTRY_TYPE);
      entry.setString(Tag.MD_ENTRY_TYPE, type);
      message.addGroup(entry);
    }
    for (Instrument instrument : instruments) {
      Group entry = new Group(Tag.NO_RELATED_SYM, Tag.SYMBOL);
      Instruments.write(instrument, entry);
      message.addGroup(entry);
    }
    return message;
  }

  static Message securityStatus(String id, Instrument instrument) {
    Message message = of(MsgType.SECURITY_STATUS_REQUEST);
    message.setString(Tag.SECURITY_STATUS_REQ_ID, id);
    message.setString(Tag.SUBSCRIPTION_REQUEST_TYPE, SNAPSHOT);
    Instruments.write(instrument, message);
    return message;
  }

  static Message tradingSession(String id, FixSettings settings) {
    Message message = of(MsgType.TRADING_SESSION_STATUS_REQUEST);
    message.setString(Tag.TRAD_SES_REQ_ID, id);
    if (!settings.conduct().tradingSession().isEmpty()) {
      message.setString(Tag.TRADING_SESSION_ID, settings.conduct().tradingSession());
    }
    message.setString(Tag.SUBSCRIPTION_REQUEST_TYPE, SNAPSHOT);
    return message;
  }

  static Message collateral(String id, FixSettings settings) {
    Message message = of(MsgType.COLLATERAL_INQUIRY);
    message.setString(Tag.COLL_INQUIRY_ID, id);
    message.setString(Tag.SUBSCRIPTION_REQUEST_TYPE, SNAPSHOT);
    message.setString(Tag.ACCOUNT, settings.account().id());
    return message;
  }

  private static Message of(String type) {
    Message message = new Message();
    message.getHeader().setString(Tag.MSG_TYPE, type);
    return message;
  }

  private static void time(Message message, Instant now) {
    message.setUtcTimeStamp(
        Tag.TRANSACT_TIME,
        LocalDateTime.ofInstant(now, ZoneOffset.UTC),
        UtcTimestampPrecision.MILLIS);
  }

  private static String side(Side side) {
    return side == Side.BUY ? "1" : "2";
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
