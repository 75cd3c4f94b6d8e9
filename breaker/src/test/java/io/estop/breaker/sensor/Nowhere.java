package io.estop.breaker.sensor;

import io.estop.venues.alpaca.AlpacaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;

/** Where nobody listens. */
final class Nowhere {
  private Nowhere() {}

  static URI uri() {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:" + free.getLocalPort());
    } catch (IOException noPort) {
      throw new UncheckedIOException(noPort);
    }
  }

  static AlpacaSettings settings() {
    return new AlpacaSettings(
        "paper", "PA1", uri(), uri(), "key", "secret", Duration.ofSeconds(2), 100_000, 4);
  }
}
