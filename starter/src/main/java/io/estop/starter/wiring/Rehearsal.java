package io.estop.starter.wiring;

import io.estop.halt.press.PressService;
import io.estop.halt.temporal.StopStarter;
import io.estop.starter.people.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Goes the way of a press, without any effect, before this process says that it is ready: the first
 * real one then finds classes loaded, connections open and scripts known. Spring Boot turns ready
 * when {@link #run} has returned; it is bounded, so that a store that is down delays the start by
 * seconds at most. What was down then is rehearsed by {@link #again} once it is there.
 */
@Component
final class Rehearsal implements ApplicationRunner {
  private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration CALL = Duration.ofSeconds(2);
  // Enough for the compiler to have seen the way; more gains nothing that shows.
  private static final int ROUNDS = 60;
  // Refused by the last check before the press itself: an action is missing.
  private static final String BODY =
      "{\"stopId\":\"rehearsal\",\"scope\":\"drill:rehearsal\",\"reason\":\"rehearsal\"}";

  private final PressService presses;
  private final StopStarter starter;
  private final Tokens tokens;
  private final Environment environment;
  // Written by the start, then by the loop; read by the loop.
  private volatile boolean storesKnown;
  private volatile boolean temporalKnown;

  Rehearsal(PressService presses, StopStarter starter, Tokens tokens, Environment environment) {
    this.presses = presses;
    this.starter = starter;
    this.tokens = tokens;
    this.environment = environment;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    long begun = System.nanoTime();
    String token = tokens.beginRehearsal();
    try (Self self = new Self(environment, token)) {
      int answered = 0;
      while (answered < ROUNDS && System.nanoTime() - begun < LONGEST.toNanos()) {
        answered += presses.rehearse() ? 1 : 0;
        self.call("/api/v1/ping", "");
        self.call("/api/v1/stops", BODY);
      }
      storesKnown = answered > 0;
    } finally {
      tokens.endRehearsal();
    }
    log.info(
        "a press was rehearsed in {} ms; board and flag {}",
        Duration.ofNanos(System.nanoTime() - begun).toMillis(),
        storesKnown ? "answered" : "did not answer yet");
  }

  /** Rehearses what did not answer at the start. Throws Temporal's exceptions while it is down. */
  void again() {
    for (int round = 0; round < ROUNDS && !storesKnown && presses.rehearse(); round++) {
      storesKnown = round == ROUNDS - 1;
    }
    if (!temporalKnown) {
      starter.warmUp();
      temporalKnown = true;
    }
  }

  /** This process, called as anybody calls it. */
  private static final class Self implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CALL).build();
    private final String base;
    private final String token;
    // Once it cannot be reached as expected (TLS, another address) it is not tried again.
    private boolean reachable = true;

    Self(Environment environment, String token) {
      String host = environment.getProperty("server.address", "127.0.0.1");
      this.base =
          "http://"
              + (host.contains(":") ? "[" + host + "]" : host)
              + ":"
              + environment.getProperty("local.server.port", "8080")
              + environment.getProperty("server.servlet.context-path", "");
      this.token = token;
    }

    void call(String path, String body) {
      if (!reachable) {
        return;
      }
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + path))
              .timeout(CALL)
              .header("Authorization", "Bearer " + token)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build();
      try {
        http.send(request, BodyHandlers.discarding());
      } catch (IOException elsewhere) {
        reachable = false;
        log.info("this process cannot call itself at {}: {}", base, elsewhere.toString());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        reachable = false;
      }
    }

    // An idle client ends by itself; on Java 17 there is nothing to close.
    @Override
    public void close() {
      reachable = false;
    }
  }
}
