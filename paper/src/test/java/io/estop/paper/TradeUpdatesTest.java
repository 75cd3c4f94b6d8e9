package io.estop.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TradeUpdatesTest {
  private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();

  @LocalServerPort private int port;
  private VenueClient venue;
  private WebSocket socket;

  @BeforeEach
  void connect() throws Exception {
    venue = new VenueClient(port);
    venue.seed(
        """
        {"movement":0,"instruments":[{"symbol":"AAPL","bid":"99.99","ask":"100.01"}],
         "positions":[{"symbol":"AAPL","qty":"600","avgEntryPrice":"90"}]}""");
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create("ws://localhost:" + port + "/stream"), new Collector())
            .get(5, TimeUnit.SECONDS);
  }

  @Test
  void tellsFillsWithThePositionThatTheyLeave() throws Exception {
    authenticate("paper-secret");
    listen();

    venue.post("/v2/orders", VenueClient.order("sell", "AAPL", "600", "ioc", "out"));

    assertThat(next("new").path("order").path("client_order_id").asString("")).isEqualTo("out");
    assertThat(next("partial_fill").path("position_qty").asString("")).isEqualTo("100");
    JsonNode fill = next("fill");
    assertThat(fill.path("position_qty").asString("")).isEqualTo("0");
    assertThat(fill.path("price").asString("")).isEqualTo("99.98");
    assertThat(fill.path("order").path("status").asString("")).isEqualTo("filled");
  }

  @Test
  void wrongKeyHearsNothing() throws Exception {
    assertThat(authenticate("guess").path("status").asString("")).isEqualTo("unauthorized");

    assertThat(listen().path("streams")).isEmpty();
  }

  private JsonNode authenticate(String secret) throws Exception {
    String data = "{\"key_id\":\"paper-key\",\"secret_key\":\"%s\"}".formatted(secret);
    socket.sendText("{\"action\":\"authenticate\",\"data\":" + data + "}", true).join();
    return answer("authorization");
  }

  private JsonNode listen() throws Exception {
    socket
        .sendText("{\"action\":\"listen\",\"data\":{\"streams\":[\"trade_updates\"]}}", true)
        .join();
    return answer("listening");
  }

  private JsonNode next(String event) throws Exception {
    JsonNode data = answer("trade_updates");
    assertThat(data.path("event").asString("")).isEqualTo(event);
    return data;
  }

  private JsonNode answer(String stream) throws Exception {
    JsonNode message = messages.poll(5, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    assertThat(message.path("stream").asString("")).isEqualTo(stream);
    return message.path("data");
  }

  private final class Collector implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        messages.add(JsonMapper.shared().readTree(part.toString()));
        part.setLength(0);
      }
      from.request(1);
      return null;
    }
  }
}
