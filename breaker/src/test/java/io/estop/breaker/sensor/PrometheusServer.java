package io.estop.breaker.sensor;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real Prometheus on the loopback, and a target that exposes what a test says. */
public final class PrometheusServer implements AutoCloseable {
  private static final int ATTEMPTS = 3;
  private static final Duration READY = Duration.ofSeconds(60);

  private final HttpServer target;
  private final ProcessBuilder command;
  private final URI address;
  // Written by the test, read by whoever answers.
  private volatile String exposed = "";
  private Process process;

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
    command =
        new ProcessBuilder(
                binary.toString(),
                "--config.file=" + settings,
                "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + address.getPort())
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(folder.resolve("prometheus.log").toFile()));
    process = command.start();
  }

  /**
   * Returns where it is installed, as Debian's package prometheus does; skips the test where it is
   * not, and fails it in CI.
   */
  public static Path installed() {
    Optional<Path> binary =
        Stream.of("/usr/bin/prometheus", "/usr/local/bin/prometheus")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    if (binary.isEmpty() && !"true".equals(System.getenv("CI"))) {
      Assumptions.abort("prometheus is not installed: Debian's package prometheus has it");
    }
    return binary.orElseThrow(() -> new AssertionError("prometheus must be installed in CI"));
  }

  /** Starts one and waits until it is ready; another port where somebody took the first. */
  public static PrometheusServer start(Path binary, Path folder) {
    try {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        PrometheusServer server =
            new PrometheusServer(binary, Files.createTempDirectory(folder, "prometheus"));
        if (server.isReady()) {
          return server;
        }
        server.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    throw new IllegalStateException(
        "Prometheus was not ready in " + ATTEMPTS + " attempts of " + READY);
  }

  private boolean isReady() {
    Fetch fetch = new Fetch(Duration.ofSeconds(2));
    long giveUp = System.nanoTime() + READY.toNanos();
    while (process.isAlive() && System.nanoTime() < giveUp) {
      if (fetch.get(address.resolve("/-/ready"), "text/plain").known().isPresent()) {
        return true;
      }
      LockSupport.parkNanos(100_000_000);
    }
    return false;
  }

  public URI address() {
    return address;
  }

  public void expose(String text) {
    exposed = text;
  }

  void stopTarget() {
    target.stop(0);
  }

  /** Ends the server; the target goes on. */
  public void end() {
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

  /** Starts it again where it was, with what it had stored, and waits until it is ready. */
  public void again() {
    try {
      process = command.start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    if (!isReady()) {
      throw new IllegalStateException("Prometheus was not ready again within " + READY);
    }
  }

  @Override
  public void close() {
    stopTarget();
    end();
  }
}
