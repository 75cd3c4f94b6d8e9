package io.estop.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A starter's place taken by a local server that gives one answer and keeps what it was asked. */
final class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private volatile int status = 200;
  private volatile String body = "{}";
  private volatile boolean onlyWatching;

  private StandIn(HttpServer server) {
    this.server = server;
  }

  static StandIn start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      StandIn standIn = new StandIn(server);
      server.createContext("/", standIn::answer);
      server.start();
      return standIn;
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  StandIn answering(int newStatus, String newBody) {
    status = newStatus;
    body = newBody;
    return this;
  }

  /** Says from now on that rules only watch. */
  StandIn onlyWatching() {
    onlyWatching = true;
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What came in: method, raw path, token, body. */
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI().getRawPath()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + (sent.isEmpty() ? "" : " " + sent));
    if (onlyWatching) {
      exchange.getResponseHeaders().set("Estop-Observe-Only", "true");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
