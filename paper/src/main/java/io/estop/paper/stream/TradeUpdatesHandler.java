package io.estop.paper.stream;

import io.estop.paper.exchange.Exchange;
import io.estop.paper.exchange.OrderEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.AbstractWebSocketHandler;
import org.springframework.web.socket.handler.ConcurrentWebSocketSessionDecorator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The /stream endpoint: authenticate, listen to trade_updates, then one message per event. Events
 * are handed over under the venue's lock and sent in their order by one thread of its own.
 */
final class TradeUpdatesHandler extends AbstractWebSocketHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TradeUpdatesHandler.class);
  private static final String STREAM = "trade_updates";
  private static final int SEND_MILLIS = 5_000;
  private static final int BUFFER_BYTES = 16 * 1024 * 1024;

  private final Credentials credentials;
  private final JsonMapper json;
  private final ConcurrentMap<String, Listener> listeners = new ConcurrentHashMap<>();
  private final ExecutorService sender =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "paper-stream");
            thread.setDaemon(true);
            return thread;
          });
  private long sent;

  TradeUpdatesHandler(Exchange exchange, Credentials credentials, JsonMapper json) {
    this.credentials = credentials;
    this.json = json;
    exchange.listen(event -> sender.execute(() -> publish(event)));
  }

  @Override
  public void afterConnectionEstablished(WebSocketSession session) {
    listeners.put(
        session.getId(),
        new Listener(new ConcurrentWebSocketSessionDecorator(session, SEND_MILLIS, BUFFER_BYTES)));
  }

  @Override
  public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
    listeners.remove(session.getId());
  }

  @Override
  protected void handleTextMessage(WebSocketSession session, TextMessage message)
      throws IOException {
    handle(session, message.getPayload());
  }

  @Override
  protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message)
      throws IOException {
    handle(session, StandardCharsets.UTF_8.decode(message.getPayload()).toString());
  }

  private void handle(WebSocketSession session, String payload) throws IOException {
    Listener listener = listeners.get(session.getId());
    if (listener == null) {
      return;
    }
    JsonNode message = read(payload);
    switch (message.path("action").asString("")) {
      case "authenticate", "auth" -> authenticate(listener, message);
      case "listen" -> listen(listener, message);
      default -> listener.send(answer("listening", Map.of("error", "unknown action")));
    }
  }

  private JsonNode read(String payload) {
    try {
      return json.readTree(payload);
    } catch (JacksonException unreadable) {
      return json.createObjectNode();
    }
  }

  private void authenticate(Listener listener, JsonNode message) throws IOException {
    JsonNode data = message.has("data") ? message.path("data") : message;
    String key = data.path("key_id").asString(data.path("key").asString(""));
    String secret = data.path("secret_key").asString(data.path("secret").asString(""));
    listener.authorize(credentials.match(key, secret));
    String status = listener.isAuthorized() ? "authorized" : "unauthorized";
    listener.send(answer("authorization", Map.of("action", "authenticate", "status", status)));
  }

  private void listen(Listener listener, JsonNode message) throws IOException {
    boolean wanted =
        message
            .path("data")
            .path("streams")
            .valueStream()
            .anyMatch(s -> STREAM.equals(s.asString("")));
    listener.listen(wanted && listener.isAuthorized());
    List<String> streams = listener.isListening() ? List.of(STREAM) : List.of();
    listener.send(answer("listening", Map.of("streams", streams)));
  }

  private void publish(OrderEvent event) {
    sent++;
    if (listeners.isEmpty()) {
      return;
    }
    TextMessage message = answer(STREAM, TradeUpdate.of(event, sent));
    for (Listener listener : listeners.values()) {
      if (listener.isListening()) {
        send(listener, message);
      }
    }
  }

  /** The edge of the sender's thread: one broken client must not silence the others. */
  private static void send(Listener listener, TextMessage message) {
    try {
      listener.send(message);
    } catch (IOException | RuntimeException broken) {
      LOG.debug("a listener of trade_updates is gone", broken);
    }
  }

  private TextMessage answer(String stream, Object data) {
    return new TextMessage(json.writeValueAsString(Map.of("stream", stream, "data", data)));
  }
}
