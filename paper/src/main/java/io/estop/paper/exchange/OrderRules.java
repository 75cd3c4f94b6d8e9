package io.estop.paper.exchange;

import io.estop.model.trading.TradingCalendar;
import io.estop.paper.book.Book;
import io.estop.paper.book.Quote;
import io.estop.paper.market.Instrument;
import io.estop.paper.order.OrderRequest;
import io.estop.paper.order.OrderTerms;
import io.estop.paper.order.OrderType;
import io.estop.paper.order.PositionIntent;
import io.estop.paper.order.Side;
import io.estop.paper.order.TimeInForce;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a request into the terms of an order, or refuses what no account could send. */
final class OrderRules {
  private static final int MAX_CLIENT_ORDER_ID = 128;

  private final World world;

  OrderRules(World world) {
    this.world = world;
  }

  /** Returns the terms; throws the first refusal in a fixed order. */
  OrderTerms check(OrderRequest request) {
    String clientOrderId = clientOrderId(request.clientOrderId());
    Side side = parse("side", request.side(), Side::parse);
    OrderType type = parse("type", request.type(), OrderType::parse);
    TimeInForce force = parse("time_in_force", request.timeInForce(), TimeInForce::parse);
    PositionIntent intent = intent(request.positionIntent(), side);
    checkOrderClass(request.orderClass());
    if (request.symbol() == null || request.symbol().isBlank()) {
      throw Refusal.invalid("symbol is required");
    }
    Book book = world.book(request.symbol());
    Instrument instrument = book.instrument();
    checkPrices(request, type, instrument);
    BigDecimal qty = qty(request, book);
    checkClass(instrument, type, force, qty);
    boolean extended = Boolean.TRUE.equals(request.extendedHours());
    if (extended && (type != OrderType.LIMIT || force != TimeInForce.DAY)) {
      throw Refusal.unprocessable("extended hours order must be DAY limit orders");
    }
    return new OrderTerms(
        instrument,
        side,
        type,
        force,
        qty,
        request.notional(),
        request.limitPrice(),
        request.stopPrice(),
        intent,
        clientOrderId,
        extended,
        expiry(force, world.now()));
  }

  private String clientOrderId(@Nullable String given) {
    if (given == null || given.isEmpty()) {
      return world.orders().nextClientOrderId();
    }
    if (given.length() > MAX_CLIENT_ORDER_ID) {
      throw Refusal.invalid("client_order_id must be no more than 128 characters");
    }
    if (world.orders().isUsed(given)) {
      world.audit().duplicateClientOrderId();
      throw Refusal.invalid("client_order_id must be unique");
    }
    return given;
  }

  private static void checkOrderClass(@Nullable String orderClass) {
    if (orderClass != null && !orderClass.isEmpty() && !orderClass.equals("simple")) {
      throw Refusal.unprocessable("the paper venue takes simple orders only, not " + orderClass);
    }
  }

  private static @Nullable PositionIntent intent(@Nullable String given, Side side) {
    if (given == null || given.isEmpty()) {
      return null;
    }
    PositionIntent intent = parse("position_intent", given, PositionIntent::parse);
    if (!intent.toString().startsWith(side.toString())) {
      throw Refusal.unprocessable("position_intent " + intent + " does not fit side " + side);
    }
    return intent;
  }

  private static void checkPrices(OrderRequest request, OrderType type, Instrument instrument) {
    boolean wantsLimit = type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
    boolean wantsStop = type == OrderType.STOP || type == OrderType.STOP_LIMIT;
    checkPrice("limit_price", request.limitPrice(), wantsLimit, instrument);
    checkPrice("stop_price", request.stopPrice(), wantsStop, instrument);
  }

  private static void checkPrice(
      String name, @Nullable BigDecimal price, boolean wanted, Instrument instrument) {
    if (price == null) {
      if (wanted) {
        throw Refusal.invalid(name + " is required for this type of order");
      }
      return;
    }
    if (!wanted) {
      throw Refusal.invalid(name + " is not allowed for this type of order");
    }
    if (price.signum() <= 0) {
      throw Refusal.invalid(name + " must be > 0");
    }
    if (price.stripTrailingZeros().scale() > decimals(instrument, price)) {
      throw Refusal.unprocessable(
          "invalid "
              + name
              + " "
              + price.toPlainString()
              + ". sub-penny increment does not fulfill minimum pricing criteria");
    }
  }

  private static int decimals(Instrument instrument, BigDecimal price) {
    return switch (instrument.assetClass()) {
      case CRYPTO -> 9;
      case US_OPTION -> 2;
      case US_EQUITY -> price.compareTo(BigDecimal.ONE) < 0 ? 4 : 2;
    };
  }

  private BigDecimal qty(OrderRequest request, Book book) {
    BigDecimal qty = request.qty();
    BigDecimal notional = request.notional();
    if ((qty == null) == (notional == null)) {
      throw Refusal.invalid("one of qty and notional is required");
    }
    if (qty != null) {
      return positive("qty", qty);
    }
    if (!book.instrument().fractionable()) {
      throw Refusal.unprocessable("asset does not take notional orders");
    }
    Quote quote = world.quote(book);
    BigDecimal price = "buy".equalsIgnoreCase(request.side()) ? quote.ask() : quote.bid();
    if (price.signum() == 0) {
      throw Refusal.unprocessable("no price to turn the notional into a quantity");
    }
    BigDecimal shares = positive("notional", notional).divide(price, 9, RoundingMode.DOWN);
    return positive("notional", shares);
  }

  private static BigDecimal positive(String name, @Nullable BigDecimal value) {
    if (value == null || value.signum() <= 0) {
      throw Refusal.invalid(name + " must be > 0");
    }
    if (value.stripTrailingZeros().scale() > 9) {
      throw Refusal.invalid(name + " must have no more than 9 decimal places");
    }
    return value;
  }

  private static void checkClass(
      Instrument instrument, OrderType type, TimeInForce force, BigDecimal qty) {
    boolean whole = qty.stripTrailingZeros().scale() <= 0;
    boolean dayOrGtc = force == TimeInForce.DAY || force == TimeInForce.GTC;
    switch (instrument.assetClass()) {
      case US_OPTION -> {
        require(whole, "options orders must be in whole contracts: qty must be an integer");
        require(dayOrGtc, "invalid time_in_force for an options order: " + force);
      }
      case CRYPTO -> {
        require(
            force == TimeInForce.GTC || force == TimeInForce.IOC,
            "invalid crypto time_in_force: " + force);
        require(type != OrderType.STOP, "invalid order type for crypto order: " + type);
      }
      case US_EQUITY -> {
        require(whole || instrument.fractionable(), "asset is not fractionable");
        require(whole || force == TimeInForce.DAY, "fractional orders must be DAY orders");
      }
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw Refusal.unprocessable(otherwise);
    }
  }

  /** Day orders end at the next close of the session, also when they arrive before it opens. */
  static @Nullable Instant expiry(TimeInForce force, Instant now) {
    return force == TimeInForce.DAY ? TradingCalendar.nextClose(now) : null;
  }

  private static <T> T parse(String name, @Nullable String text, Function<String, T> parser) {
    if (text == null || text.isEmpty()) {
      throw Refusal.invalid(name + " is required");
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException unknown) {
      throw Refusal.invalid("invalid " + name + ": " + text);
    }
  }
}
