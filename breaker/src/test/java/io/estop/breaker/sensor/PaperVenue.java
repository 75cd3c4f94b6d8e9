package io.estop.breaker.sensor;

import io.estop.paper.PaperVenueApplication;
import io.estop.venues.alpaca.AlpacaReader;
import io.estop.venues.alpaca.AlpacaSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The paper venue, whole, behind its own HTTP door; prices and time are what tests seed. */
final class PaperVenue implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String ORDER =
      """
      {"symbol":"%s","qty":"%s","side":"%s","type":"market","time_in_force":"day",\
      "client_order_id":"%s"}""";

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext running;
  private final URI address;

  private PaperVenue(ConfigurableApplicationContext running) {
    this.running = running;
    this.address =
        URI.create("http://127.0.0.1:" + running.getEnvironment().getProperty("local.server.port"));
  }

  static PaperVenue open() {
    SpringApplication application = new SpringApplication(PaperVenueApplication.class);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    return new PaperVenue(
        application.run(
            "--server.port=0",
            "--server.address=127.0.0.1",
            "--paper.movement=0",
            // On this module's class path for the store, not for the venue.
            "--spring.autoconfigure.exclude="
                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"));
  }

  AlpacaReader reader() {
    return reader(Duration.ofSeconds(10));
  }

  AlpacaReader reader(Duration timeout) {
    return new AlpacaReader(
        new AlpacaSettings(
            "paper", "PA1", address, address, "paper-key", "paper-secret", timeout, 1_000_000, 4),
        Clock.systemUTC());
  }

  /** Replaces the market by one share, of which so many are held, at that time. */
  void seed(Instant asOf, String bid, String ask, String size, String held) {
    ask(
        "POST",
        "/admin/seed",
        """
        {"asOf":"%s","cash":"1000000","seed":42,"movement":0,"instruments":[
          {"symbol":"AAPL","bid":"%s","ask":"%s","bidSize":"%s","askSize":"%s"}],
         "positions":[{"symbol":"AAPL","qty":"%s","avgEntryPrice":"100"}]}"""
            .formatted(asOf, bid, ask, size, size, held));
  }

  void faults(String faults) {
    ask("PUT", "/admin/faults", faults);
  }

  void shiftPrices(String percent) {
    ask("POST", "/admin/price-shift", "{\"percent\":" + percent + "}");
  }

  /** Cash that people move in, or out where negative. */
  void transfer(String amount) {
    ask("POST", "/admin/transfers", "{\"amount\":\"" + amount + "\"}");
  }

  void order(String side, String quantity, String clientOrderId) {
    ask("POST", "/v2/orders", ORDER.formatted("AAPL", quantity, side, clientOrderId));
  }

  void cancelAll() {
    ask("DELETE", "/v2/orders", "");
  }

  @Override
  public void close() {
    running.close();
  }

  private void ask(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(PATIENCE)
            .header("APCA-API-KEY-ID", "paper-key")
            .header("APCA-API-SECRET-KEY", "paper-secret")
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IllegalStateException(
            method + " " + path + " is answered " + answer.statusCode() + ": " + answer.body());
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
