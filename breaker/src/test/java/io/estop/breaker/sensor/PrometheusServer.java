package io.estop.breaker.sensor;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus on the loopback, and a target that exposes what a test says. */
final class PrometheusServer implements AutoCloseable {
  private final HttpServer target;
  private final Process process;
  private final URI address;
  // Written by the test, read by whoever answers.
  private volatile String exposed = "";

  private PrometheusServer(Path binary, Path folder) throws IOException {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    target.createContext(
        "/metrics",
        exchange -> {
          byte[] body = exposed.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    target.start();
    address = Nowhere.uri();
    Path settings = folder.resolve("prometheus.yml");
    Files.writeString(
        settings,
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s}
        scrape_configs:
          - job_name: trading
            static_configs: [{targets: ["127.0.0.1:%d"]}]
        """
            .formatted(target.getAddress().getPort()));
    process =
        new ProcessBuilder(
                binary.toString(),
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + address.getPort())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("prometheus.log").toFile())
            .start();
  }

  /** Returns where it is installed, as Debian's package prometheus does. */
  static Optional<Path> binary() {
    return Stream.of("/usr/bin/prometheus", "/usr/local/bin/prometheus")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  static PrometheusServer start(Path binary, Path folder) {
    try {
      return new PrometheusServer(binary, folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  URI address() {
    return address;
  }

  void expose(String text) {
    exposed = text;
  }

  void stopTarget() {
    target.stop(0);
  }

  @Override
  public void close() {
    stopTarget();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
