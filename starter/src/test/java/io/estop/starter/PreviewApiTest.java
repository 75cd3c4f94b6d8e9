package io.estop.starter;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.estop.store.flag.Flag;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The preview over HTTP, from a venue that answers and one that the starter cannot read. */
class PreviewApiTest {
  private static final List<String> asked = new CopyOnWriteArrayList<>();
  private static HttpServer venue;
  private static FrontDoor door;

  @BeforeAll
  static void open() throws IOException {
    venue = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    venue.createContext("/", PreviewApiTest::answer);
    venue.start();
    String url = "http://127.0.0.1:" + venue.getAddress().getPort();
    String first = "--estop.venues[0].";
    door =
        FrontDoor.withStores(
            first + "name=paper",
            first + "type=alpaca",
            first + "account=PA1",
            first + "trading-url=" + url,
            first + "data-url=" + url,
            first + "key-id=key",
            first + "secret-key=secret",
            first + "environment=test");
  }

  @AfterAll
  static void close() {
    door.close();
    venue.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(exchange.getRequestMethod() + " " + path);
    String body =
        switch (path) {
          case "/v2/account" -> "{\"account_number\":\"PA1\",\"equity\":\"100000\"}";
          case "/v2/positions" ->
              """
              [{"symbol":"AAPL","asset_class":"us_equity","qty":"10","side":"long",
                "avg_entry_price":"140","current_price":"150"}]""";
          case "/v2/orders" -> order();
          case "/v2/clock" ->
              "{\"timestamp\":\"%s\",\"is_open\":true,\"next_open\":\"2030-01-02T14:30:00Z\"}"
                  .formatted(Instant.now());
          case "/v2/stocks/quotes/latest" ->
              "{\"quotes\":{\"AAPL\":{\"bp\":149.99,\"bs\":500,\"ap\":150.01,\"as\":500,\"t\":\"%s\"}}}"
                  .formatted(Instant.now());
          default -> "";
        };
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.sendResponseHeaders(
          body.isEmpty() ? 404 : 200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private static String order() {
    return """
        [{"id":"o-1","client_order_id":"mine-1","symbol":"AAPL","asset_class":"us_equity",
          "side":"buy","type":"limit","qty":"5","filled_qty":"0","filled_avg_price":null,
          "status":"new","submitted_at":"2026-11-20T15:00:00Z"}]""";
  }

  @Test
  void showsWhatAStopWouldCancelAndCloseAndPressesNothing() {
    long version = door.bean(Flag.class).read().version();

    HttpResponse<String> answer = preview("firm", FrontDoor.VIEWER);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    JsonNode preview = FrontDoor.json(answer);
    assertThat(preview.propertyNames())
        .containsExactlyInAnyOrder(
            "scope", "at", "complete", "missing", "unknown", "totals", "positions", "orders");
    assertThat(preview.get("scope").asString()).isEqualTo("firm");
    assertThat(preview.get("missing")).isEmpty();
    assertThat(preview.get("complete").asBoolean()).isTrue();
    assertThat(preview.at("/totals/orders").asInt()).isEqualTo(1);
    assertThat(preview.at("/totals/positions").asInt()).isEqualTo(1);
    assertThat(preview.at("/orders/0/orderId").asString()).isEqualTo("o-1");
    JsonNode position = preview.at("/positions/0");
    assertThat(position.propertyNames())
        .containsExactlyInAnyOrder(
            "number",
            "account",
            "symbol",
            "quantity",
            "method",
            "schedule",
            "why",
            "risk",
            "expectedCost",
            "expectedMillis",
            "expectedRequests",
            "wontFit");
    assertThat(position.get("symbol").asString()).isEqualTo("AAPL");
    assertThat(position.get("why").asString()).isNotEmpty();
    assertThat(asked).isNotEmpty().allMatch(call -> call.startsWith("GET "));
    assertThat(door.bean(Flag.class).read().version()).isEqualTo(version);
    assertThat(door.get("/api/v1/stops", FrontDoor.VIEWER).body()).isEqualTo("[]");
  }

  @Test
  void whatTheScopeDoesNotCoverIsNotInIt() {
    JsonNode preview = FrontDoor.json(preview("symbol:MSFT", FrontDoor.OPERATOR));

    assertThat(preview.at("/totals/positions").asInt()).isZero();
    assertThat(preview.at("/totals/orders").asInt()).isZero();
    assertThat(preview.get("positions")).isEmpty();
  }

  @Test
  void anyPersonMayAskAndNoProcess() {
    assertThat(preview("firm", "").statusCode()).isEqualTo(401);
    assertThat(preview("firm", "not-a-token-at-all").statusCode()).isEqualTo(401);
    assertThat(preview("firm", FrontDoor.MACHINE).statusCode()).isEqualTo(403);
    assertThat(preview("firm", FrontDoor.RISK).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "planet:earth,planet",
    "firm:all,scope must be 'firm' or",
    "'',scope is missing",
    "strategy:x,a preview needs a scope that FLATTEN takes",
    "drill:d1,a preview needs a scope that FLATTEN takes",
  })
  void aScopeThatNoStopFlattensIsRefused(String scope, String why) {
    HttpResponse<String> refused = preview(scope, FrontDoor.OPERATOR);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(FrontDoor.json(refused).get("detail").asString()).contains(why);
  }

  @Test
  void aScopeThatIsLeftOutIsNamed() {
    HttpResponse<String> refused = door.get("/api/v1/stops/preview", FrontDoor.OPERATOR);

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("scope is missing");
  }

  private static HttpResponse<String> preview(String scope, String token) {
    return door.get(
        "/api/v1/stops/preview?scope=" + java.net.URLEncoder.encode(scope, StandardCharsets.UTF_8),
        token);
  }
}
