package io.estop.liquidation;

import io.estop.model.trading.Account;
import io.estop.paper.PaperVenueApplication;
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
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The paper venue, whole, behind its own HTTP door; prices stand still. */
final class PaperVenue implements AutoCloseable {
  private static final String KEY = "paper-key";
  private static final String SECRET = "paper-secret";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext running;
  private final URI address;

  private PaperVenue(ConfigurableApplicationContext running) {
    this.running = running;
    this.address =
        URI.create("http://localhost:" + running.getEnvironment().getProperty("local.server.port"));
  }

  static PaperVenue open() {
    return open(Clock.systemUTC());
  }

  /** Opens one whose market's clock ticks on with a test's. */
  static PaperVenue open(Clock clock) {
    SpringApplication application = new SpringApplication(PaperVenueApplication.class);
    application.addInitializers(
        context ->
            ((GenericApplicationContext) context)
                .registerBean(
                    "testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)));
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    return new PaperVenue(
        application.run(
            "--server.port=0",
            "--paper.movement=0",
            // On this module's class path for the engine's database, not for the venue.
            "--spring.autoconfigure.exclude="
                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"));
  }

  /** Returns how an engine reaches it. */
  AlpacaSettings settings(Account account, Duration requestTimeout, int requestsPerMinute) {
    return settings(account, requestTimeout, requestsPerMinute, Duration.ZERO);
  }

  /** Returns how a worker reaches it that keeps its countdown. */
  AlpacaSettings counting(Account account, Duration requestTimeout, Duration countdown) {
    return settings(account, requestTimeout, 100_000, countdown);
  }

  private AlpacaSettings settings(
      Account account, Duration requestTimeout, int requestsPerMinute, Duration countdown) {
    return new AlpacaSettings(
        account.venue(),
        account.id(),
        address,
        address,
        KEY,
        SECRET,
        requestTimeout,
        requestsPerMinute,
        4,
        false,
        countdown);
  }

  /** Replaces market, account and orders, and heals. */
  void seed(String document) {
    faults("{}");
    ask("POST", "/admin/seed", document);
  }

  void faults(String faults) {
    ask("PUT", "/admin/faults", faults);
  }

  /** Changes a position that no order of the account changed. */
  void reposition(String symbol, String quantity) {
    ask(
        "PUT",
        "/admin/positions",
        "{\"symbol\":\"%s\",\"qty\":\"%s\",\"avgEntryPrice\":\"90\"}".formatted(symbol, quantity));
  }

  /** An order of somebody else on the same account; returns its id. */
  String foreign(String order) {
    return ask("POST", "/v2/orders", order).path("id").asString();
  }

  /** Returns the quantity held, "0" for none. */
  String quantity(String symbol) {
    for (JsonNode position : ask("GET", "/v2/positions", "")) {
      if (position.path("symbol").asString().equals(symbol)) {
        return position.path("qty").asString();
      }
    }
    return "0";
  }

  int positions() {
    return ask("GET", "/v2/positions", "").size();
  }

  /** Returns a counter since the seeding. */
  long audited(String counter) {
    return ask("GET", "/admin/audit", "").path(counter).asLong(-1);
  }

  @Override
  public void close() {
    running.close();
  }

  private JsonNode ask(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(PATIENCE)
            .header("APCA-API-KEY-ID", KEY)
            .header("APCA-API-SECRET-KEY", SECRET)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      var answer = http.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(
            method + " " + path + " is answered " + answer.statusCode() + ": " + answer.body());
      }
      return JSON.readTree(answer.body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
