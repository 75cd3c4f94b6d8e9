package io.estop.paper.stream;

import java.io.IOException;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;

/** One client of the stream. Written by its connection's thread, read by the sender's. */
final class Listener {
  private final WebSocketSession session;
  private volatile boolean authorized;
  private volatile boolean listening;

  Listener(WebSocketSession session) {
    this.session = session;
  }

  void authorize(boolean allowed) {
    authorized = allowed;
  }

  boolean isAuthorized() {
    return authorized;
  }

  void listen(boolean wanted) {
    listening = wanted;
  }

  boolean isListening() {
    return listening;
  }

  void send(TextMessage message) throws IOException {
    session.sendMessage(message);
  }
}
