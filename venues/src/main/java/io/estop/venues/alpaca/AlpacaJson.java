package io.estop.venues.alpaca;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.MarketHalt;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.venues.MarketClock;
import io.estop.venues.NewOrder;
import io.estop.venues.OpenOrders;
import io.estop.venues.OrderStatus;
import io.estop.venues.OrderType;
import io.estop.venues.Partial;
import io.estop.venues.SentOrder;
import io.estop.venues.Transfer;
import io.estop.venues.VenueOrder;
import io.estop.venues.VenueReader.AccountState;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Alpaca's JSON to and from the model. A missing or absurd field is a {@link
 * MalformedAnswerException} that names it, never a default.
 */
final class AlpacaJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          // Some venues write NaN: the field is absurd then, not the whole answer.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private static final TrimmedList POSITIONS =
      new TrimmedList(
          MAPPER,
          Set.of(
              "symbol",
              "asset_class",
              "qty",
              "side",
              "avg_entry_price",
              "current_price",
              "lastday_price"));

  /** What crypto is quoted in, the longer words first: BTCUSDT is BTC/USDT. */
  private static final List<String> CRYPTO_QUOTES = List.of("USDT", "USDC", "USD", "BTC");

  /** States that may still fill and have no FIX word of their own stay open: never final. */
  private static final Map<String, OrderStatus> STATUS =
      Map.ofEntries(
          Map.entry("new", OrderStatus.NEW),
          Map.entry("accepted", OrderStatus.NEW),
          Map.entry("accepted_for_bidding", OrderStatus.NEW),
          Map.entry("done_for_day", OrderStatus.NEW),
          Map.entry("stopped", OrderStatus.NEW),
          Map.entry("suspended", OrderStatus.NEW),
          Map.entry("calculated", OrderStatus.NEW),
          Map.entry("pending_new", OrderStatus.PENDING_NEW),
          Map.entry("pending_review", OrderStatus.PENDING_NEW),
          Map.entry("held", OrderStatus.PENDING_NEW),
          Map.entry("partially_filled", OrderStatus.PARTIALLY_FILLED),
          Map.entry("pending_cancel", OrderStatus.PENDING_CANCEL),
          Map.entry("pending_replace", OrderStatus.PENDING_REPLACE),
          Map.entry("filled", OrderStatus.FILLED),
          Map.entry("canceled", OrderStatus.CANCELED),
          Map.entry("replaced", OrderStatus.REPLACED),
          Map.entry("rejected", OrderStatus.REJECTED),
          Map.entry("expired", OrderStatus.EXPIRED));

  private AlpacaJson() {}

  /**
   * Returns the JSON value of an answer.
   *
   * @throws MalformedAnswerException when it is none
   */
  static JsonNode parse(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException notJson) {
      throw notJson(notJson);
    }
  }

  /**
   * Returns the list of positions, where it is one as usual without what nobody here reads.
   *
   * @throws MalformedAnswerException when it is not JSON
   */
  static JsonNode parsePositions(byte[] body) {
    try {
      ArrayNode list = POSITIONS.read(body);
      return list == null ? parse(body) : list;
    } catch (JacksonException notJson) {
      throw notJson(notJson);
    }
  }

  private static MalformedAnswerException notJson(JacksonException why) {
    return new MalformedAnswerException("answer is not JSON: " + why.getOriginalMessage());
  }

  static AccountState account(JsonNode node) {
    Fields fields = new Fields(node, "account");
    return new AccountState(
        fields.text("account_number"),
        fields.decimal("equity"),
        fields.optionalDecimal("last_equity"));
  }

  static List<Transfer> transfers(JsonNode node) {
    return list(node, "activities", AlpacaJson::transfer);
  }

  private static Transfer transfer(JsonNode node) {
    Fields named = new Fields(node, "activity");
    Fields fields = new Fields(node, "activity " + named.text("id"));
    try {
      return new Transfer(
          fields.text("id"), LocalDate.parse(fields.text("date")), fields.decimal("net_amount"));
    } catch (DateTimeException noDay) {
      throw fields.absurd("date", "a day as in ISO 8601");
    }
  }

  /** Returns whether the account is locked, from its configurations. */
  static boolean suspended(JsonNode node) {
    return new Fields(node, "account configurations").bool("suspend_trade");
  }

  static byte[] suspend(boolean suspended) {
    return MAPPER.writeValueAsBytes(MAPPER.createObjectNode().put("suspend_trade", suspended));
  }

  static byte[] cancelAllAfter(Duration time) {
    return MAPPER.writeValueAsBytes(MAPPER.createObjectNode().put("seconds", time.toSeconds()));
  }

  /** Returns when the countdown is due: a moment where it was armed, null where it was disarmed. */
  static Optional<Instant> due(Duration time, JsonNode node) {
    Fields fields = new Fields(node, "countdown");
    if (!time.isZero()) {
      return Optional.of(fields.instant("due"));
    }
    if (!node.path("due").isNull()) {
      throw fields.absurd("due", "null, for it was disarmed,");
    }
    return Optional.empty();
  }

  static MarketClock clock(JsonNode node) {
    Fields fields = new Fields(node, "clock");
    return new MarketClock(
        fields.instant("timestamp"), fields.bool("is_open"), fields.instant("next_open"));
  }

  static Optional<MarketHalt> marketHalt(String venue, JsonNode node) {
    JsonNode halt = node.path("market_halt");
    if (halt.isMissingNode() || halt.isNull()) {
      return Optional.empty();
    }
    Fields fields = new Fields(halt, "market_halt");
    return Optional.of(new MarketHalt(venue, fields.text("text"), fields.instant("since")));
  }

  static List<Position> positions(JsonNode node) {
    return list(node, "positions", AlpacaJson::position);
  }

  /** Returns the positions that can be read; one without a symbol could be any of them. */
  static Partial<List<Position>> readablePositions(JsonNode node) {
    Map<String, Position> held = new LinkedHashMap<>();
    Map<String, String> unreadable = new LinkedHashMap<>();
    for (JsonNode item : list(node, "positions", Function.identity())) {
      String symbol = new Fields(item, "position").text("symbol");
      try {
        if (held.put(symbol, position(item)) != null) {
          unreadable.put(symbol, "position " + symbol + ": is listed twice");
        }
      } catch (MalformedAnswerException absurd) {
        unreadable.put(symbol, absurd.why());
      }
    }
    held.keySet().removeAll(unreadable.keySet());
    return new Partial<>(List.copyOf(held.values()), unreadable);
  }

  /** Returns the orders that can be read, and of the others id and symbol, where those can. */
  static OpenOrders openOrders(JsonNode node) {
    List<VenueOrder> readable = new ArrayList<>();
    List<OpenOrders.Unreadable> unreadable = new ArrayList<>();
    for (JsonNode item : list(node, "orders", Function.identity())) {
      try {
        readable.add(order(item));
      } catch (MalformedAnswerException absurd) {
        unreadable.add(
            new OpenOrders.Unreadable(
                textIfAny(item, "id"), textIfAny(item, "symbol"), absurd.why()));
      }
    }
    return new OpenOrders(readable, unreadable);
  }

  private static String textIfAny(JsonNode node, String field) {
    try {
      return new Fields(node, "order").text(field);
    } catch (MalformedAnswerException unreadable) {
      return "";
    }
  }

  static List<SentOrder> sentOrders(JsonNode node) {
    return list(node, "orders", AlpacaJson::sentOrder);
  }

  private static SentOrder sentOrder(JsonNode node) {
    VenueOrder order = order(node);
    Fields fields = new Fields(node, "order " + order.orderId());
    return new SentOrder(order, fields.optionalDecimal("limit_price"), ended(order, fields));
  }

  private static Optional<Instant> ended(VenueOrder order, Fields fields) {
    if (!order.status().isFinal()) {
      return Optional.empty();
    }
    return Optional.of(
        fields.instant(
            switch (order.status()) {
              case FILLED -> "filled_at";
              case CANCELED -> "canceled_at";
              case EXPIRED -> "expired_at";
              case REPLACED -> "replaced_at";
              default -> "failed_at";
            }));
  }

  static VenueOrder order(JsonNode node) {
    Fields named = new Fields(node, "order");
    Fields fields = new Fields(node, "order " + named.text("id"));
    BigDecimal quantity = fields.notNegative("qty");
    BigDecimal filled = fields.notNegative("filled_qty");
    if (filled.compareTo(quantity) > 0) {
      throw fields.absurd("filled_qty", "at most qty, " + quantity.toPlainString() + ",");
    }
    return new VenueOrder(
        fields.text("id"),
        fields.text("client_order_id"),
        instrument(fields),
        side(fields),
        quantity,
        filled,
        fields.optionalDecimal("filled_avg_price"),
        status(fields),
        fields.instant("submitted_at"),
        type(node));
  }

  /** Returns the quotes by symbol; what the venue has no quote of is not in it. */
  static Map<String, Quote> quotes(JsonNode node) {
    JsonNode quotes = new Fields(node, "quotes").node().path("quotes");
    Map<String, Quote> bySymbol = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : new Fields(quotes, "quotes").node().properties()) {
      if (!entry.getValue().isNull()) {
        bySymbol.put(entry.getKey(), quote(entry.getKey(), entry.getValue()));
      }
    }
    return bySymbol;
  }

  /** Returns the quotes that can be read; the others are left out of no pricing but their own. */
  static Partial<Map<String, Quote>> readableQuotes(JsonNode node) {
    JsonNode quotes = new Fields(node, "quotes").node().path("quotes");
    Map<String, Quote> bySymbol = new LinkedHashMap<>();
    Map<String, String> unreadable = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : new Fields(quotes, "quotes").node().properties()) {
      try {
        if (!entry.getValue().isNull()) {
          bySymbol.put(entry.getKey(), quote(entry.getKey(), entry.getValue()));
        }
      } catch (MalformedAnswerException absurd) {
        unreadable.put(entry.getKey(), absurd.why());
      }
    }
    return new Partial<>(bySymbol, unreadable);
  }

  /** Returns the request that sends the order; the intent keeps an option order closing. */
  static byte[] newOrder(NewOrder order) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("symbol", order.instrument().symbol());
    json.put("qty", plain(order.quantity()));
    json.put("side", order.side().word());
    json.put("type", "limit");
    json.put("time_in_force", order.timeInForce().name().toLowerCase(Locale.ROOT));
    json.put("limit_price", plain(order.limitPrice()));
    json.put("client_order_id", order.clientOrderId());
    if (order.instrument().isOption()) {
      json.put("position_intent", order.side().word() + "_to_close");
    }
    return MAPPER.writeValueAsBytes(json);
  }

  private static Position position(JsonNode node) {
    Fields named = new Fields(node, "position");
    Fields fields = new Fields(node, "position " + named.text("symbol"));
    BigDecimal quantity = fields.decimal("qty");
    String side = fields.text("side");
    if (quantity.signum() == 0 || !side.equals(quantity.signum() > 0 ? "long" : "short")) {
      throw fields.absurd("qty", "above 0 when long and below 0 when short, side is " + side + ",");
    }
    return new Position(
        instrument(fields), quantity, fields.notNegative("avg_entry_price"), mark(fields));
  }

  /** The venue's mark; where nothing traded today, its close of the day before. */
  private static BigDecimal mark(Fields fields) {
    boolean traded = fields.optionalDecimal("current_price").isPresent();
    boolean closed = fields.optionalDecimal("lastday_price").isPresent();
    return fields.notNegative(traded || !closed ? "current_price" : "lastday_price");
  }

  private static Quote quote(String symbol, JsonNode node) {
    Fields fields = new Fields(node, "quote of " + symbol);
    return new Quote(
        fields.notNegative("bp"),
        fields.notNegative("bs"),
        fields.notNegative("ap"),
        fields.notNegative("as"),
        fields.instant("t"));
  }

  private static Instrument instrument(Fields fields) {
    String symbol = fields.text("symbol");
    try {
      AssetClass assetClass = AssetClass.ofWord(fields.text("asset_class"));
      return new Instrument(
          assetClass == AssetClass.CRYPTO ? withSlash(fields, symbol) : symbol, assetClass);
    } catch (IllegalArgumentException notAnInstrument) {
      throw new MalformedAnswerException(fields.what() + ": " + notAnInstrument.getMessage());
    }
  }

  /** Positions in crypto come as BTCUSD, orders and quotes as BTC/USD; inside it is the latter. */
  private static String withSlash(Fields fields, String symbol) {
    if (symbol.contains("/")) {
      return symbol;
    }
    for (String quote : CRYPTO_QUOTES) {
      if (symbol.endsWith(quote) && symbol.length() > quote.length()) {
        return symbol.substring(0, symbol.length() - quote.length()) + "/" + quote;
      }
    }
    throw fields.absurd("symbol", "crypto quoted in one of " + CRYPTO_QUOTES);
  }

  private static Side side(Fields fields) {
    return switch (fields.text("side")) {
      case "buy" -> Side.BUY;
      case "sell", "sell_short" -> Side.SELL;
      default -> throw fields.absurd("side", "buy or sell");
    };
  }

  private static OrderType type(JsonNode node) {
    return switch (node.path("type").asString("")) {
      case "market" -> OrderType.MARKET;
      case "limit" -> OrderType.LIMIT;
      case "stop" -> OrderType.STOP;
      case "stop_limit" -> OrderType.STOP_LIMIT;
      case "trailing_stop" -> OrderType.TRAILING_STOP;
      default -> OrderType.OTHER;
    };
  }

  private static OrderStatus status(Fields fields) {
    return Optional.ofNullable(STATUS.get(fields.text("status")))
        .orElseThrow(() -> fields.absurd("status", "a known state of an order"));
  }

  private static <T> List<T> list(JsonNode node, String what, Function<JsonNode, T> parse) {
    if (!node.isArray()) {
      throw new MalformedAnswerException(what + " must be a list but was: " + Fields.shown(node));
    }
    List<T> items = new ArrayList<>();
    node.forEach(item -> items.add(parse.apply(item)));
    return List.copyOf(items);
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
