package io.estop.venues.alpaca;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.venues.NewOrder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A venue that answers what a test tells it to, and remembers each whole request. */
final class ScriptedVenue implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-20T15:00:00Z");
  static final Instant SEND_BY = NOW.plusSeconds(5);
  static final String SECRET = "hush-hush";

  /** One request, its body read to the end. */
  record Asked(String method, String uri, String body) {
    boolean isOrder() {
      return method.equals("POST") && !body.isEmpty();
    }
  }

  /** One scripted answer. */
  interface Script {
    void answer(Asked asked, HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** Written by the test, read by the threads that answer. */
  private volatile Script script = says(500, "{}");

  ScriptedVenue() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  ScriptedVenue answering(Script next) {
    script = next;
    return this;
  }

  ScriptedVenue answering(int status, String body) {
    return answering(says(status, body));
  }

  static Script says(int status, String body) {
    return says(status, body, Map.of());
  }

  static Script says(int status, String body, Map<String, String> headers) {
    return (request, exchange) -> {
      headers.forEach(exchange.getResponseHeaders()::set);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Takes the request and says nothing. */
  Script silence() {
    return (request, exchange) -> waitUntilClosed();
  }

  /** Sends headers and some of the body, then nothing more. */
  Script halfABody() {
    return (request, exchange) -> {
      exchange.sendResponseHeaders(200, 1000);
      exchange.getResponseBody().write("[".getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
      waitUntilClosed();
    };
  }

  /** Sends a body without end as fast as it is taken. */
  static Script endlessBody() {
    return (request, exchange) -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] blanks = " ".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
      OutputStream body = exchange.getResponseBody();
      while (true) {
        body.write(blanks);
      }
    };
  }

  List<Asked> asked() {
    return asked;
  }

  List<Asked> orders() {
    return asked.stream().filter(Asked::isOrder).toList();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  AlpacaSettings settings() {
    return settings(Duration.ofSeconds(10), 1000);
  }

  AlpacaSettings settings(Duration timeout, int requestsPerMinute) {
    return settings(uri(), timeout, requestsPerMinute);
  }

  static AlpacaSettings settings(URI uri, Duration timeout, int requestsPerMinute) {
    return new AlpacaSettings(
        "paper", "PA1", uri, uri, "key-id", SECRET, timeout, requestsPerMinute, 32);
  }

  static NewOrder sell(String clientOrderId) {
    return new NewOrder(
        clientOrderId,
        new Instrument("AAPL", AssetClass.US_EQUITY),
        Side.SELL,
        new BigDecimal("10.0"),
        new BigDecimal("150.25"),
        NewOrder.TimeInForce.DAY);
  }

  static String order(String id, String clientOrderId, String status) {
    return order(id, clientOrderId, status, "2026-11-20T14:59:59.123456789Z");
  }

  static String order(String id, String clientOrderId, String status, String submittedAt) {
    return """
        {"id":"%s","client_order_id":"%s","symbol":"AAPL","asset_class":"us_equity","side":"sell",
        "qty":"10","filled_qty":"0","filled_avg_price":null,"status":"%s","submitted_at":"%s"}"""
        .formatted(id, clientOrderId, status, submittedAt);
  }

  static String error(long code, String message) {
    return "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Asked request =
          new Asked(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
      asked.add(request);
      script.answer(request, exchange);
    }
  }

  private void waitUntilClosed() {
    try {
      closed.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
