package io.estop.paper.api;

import io.estop.paper.exchange.Exchange;
import io.estop.paper.exchange.OrderQuery;
import io.estop.paper.exchange.Refusal;
import io.estop.paper.exchange.Replacement;
import io.estop.paper.faults.BadData;
import io.estop.paper.faults.FaultSwitch;
import io.estop.paper.order.OrderRequest;
import io.estop.paper.order.OrderView;
import io.estop.paper.order.Side;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Alpaca's /v2/orders. */
@RestController
final class OrderController {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 500;
  private static final int MAX_COUNTDOWN_SECONDS = 86_400;

  private static final String ERROR_PAGE = "<html><body>502 upstream error</body></html>";

  private final Exchange exchange;
  private final FaultSwitch faults;

  OrderController(Exchange exchange, FaultSwitch faults) {
    this.exchange = exchange;
    this.faults = faults;
  }

  @PostMapping("/v2/orders")
  OrderView place(@RequestBody OrderRequest request) {
    String symbol = String.valueOf(request.symbol());
    if (faults.isBad(symbol, BadData.ORDER_GARBAGE)) {
      throw new PlainAnswer(HttpStatus.INTERNAL_SERVER_ERROR, ERROR_PAGE);
    }
    if (faults.isBad(symbol, BadData.SYMBOL_UNKNOWN)) {
      throw Refusal.unprocessable("asset \"" + symbol + "\" not found");
    }
    return exchange.place(request);
  }

  @GetMapping("/v2/orders")
  List<OrderView> list(@RequestParam Map<String, String> query) {
    return exchange.orders(
        new OrderQuery(
            open(query.getOrDefault("status", "open")),
            symbols(query.get("symbols")),
            query.containsKey("side") ? Side.parse(query.get("side")) : null,
            Moments.parse(query.get("after")),
            Moments.parse(query.get("until")),
            "asc".equalsIgnoreCase(query.get("direction")),
            limit(query.get("limit"))));
  }

  @GetMapping("/v2/orders/{id}")
  OrderView get(@PathVariable UUID id) {
    return exchange.order(id);
  }

  @GetMapping("/v2/orders:by_client_order_id")
  OrderView getByClientOrderId(@RequestParam("client_order_id") String clientOrderId) {
    return exchange.order(clientOrderId);
  }

  @PatchMapping("/v2/orders/{id}")
  OrderView replace(@PathVariable UUID id, @RequestBody Replacement replacement) {
    return exchange.replace(id, replacement);
  }

  @DeleteMapping("/v2/orders/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void cancel(@PathVariable UUID id) {
    exchange.cancel(id);
  }

  @DeleteMapping("/v2/orders")
  @ResponseStatus(HttpStatus.MULTI_STATUS)
  List<Canceled> cancelAll() {
    return exchange.cancelAll().stream().map(id -> new Canceled(id, 200)).toList();
  }

  /** Not of Alpaca's API: the countdown that crypto exchanges have, as Kraken and BitMEX. */
  @PutMapping("/v2/orders/cancel-all-after")
  Map<String, Object> cancelAllAfter(@RequestBody Countdown countdown) {
    Optional<Instant> due = exchange.cancelAllAfter(countdown.time());
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("due", due.map(Moments::newYork).orElse(null));
    return answer;
  }

  private static @Nullable Boolean open(String status) {
    return switch (status.toLowerCase(Locale.ROOT)) {
      case "open" -> Boolean.TRUE;
      case "closed" -> Boolean.FALSE;
      case "all" -> null;
      default -> throw Refusal.invalid("invalid status: " + status);
    };
  }

  private static Set<String> symbols(@Nullable String list) {
    return list == null || list.isBlank() ? Set.of() : Set.copyOf(Symbols.parse(list));
  }

  private static int limit(@Nullable String given) {
    int limit = given == null ? DEFAULT_LIMIT : Integer.parseInt(given);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw Refusal.invalid("limit must be 1 to 500 but was: " + limit);
    }
    return limit;
  }

  /**
   * What is asked of the countdown.
   *
   * @param seconds until all orders are cancelled, 0 disarms
   */
  record Countdown(@Nullable Long seconds) {
    Duration time() {
      if (seconds == null || seconds < 0 || seconds > MAX_COUNTDOWN_SECONDS) {
        throw Refusal.invalid(
            "seconds must be 0 to " + MAX_COUNTDOWN_SECONDS + " but was: " + seconds);
      }
      return Duration.ofSeconds(seconds);
    }
  }

  /** One line of the answer to a mass cancel. */
  record Canceled(UUID id, int status) {}
}
