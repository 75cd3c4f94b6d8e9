package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.venues.alpaca.AlpacaReader;
import io.estop.venues.alpaca.AlpacaSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From a venue's daily bars to a trip. */
class VolumeSensorTest {
  private static final Instant HALF_WAY = Instant.parse("2026-11-20T17:45:00Z");
  private static final Instruments APPLE =
      Instruments.of(List.of(new Instrument("AAPL", AssetClass.US_EQUITY)));

  @Test
  void aSpikeAndADropTrip() throws IOException {
    assertThat(judged("5000", Judge.above(Metric.VOLUME, "5")).trip().orElseThrow())
        .contains("10")
        .contains("AAPL");
    assertThat(judged("10", Judge.below(Metric.VOLUME, "0.1")).trip()).isPresent();
    assertThat(judged("500", Judge.above(Metric.VOLUME, "5")).trip()).isEmpty();
    assertThat(judged("500", Judge.below(Metric.VOLUME, "0.1")).trip()).isEmpty();
  }

  @Test
  void thePaperVenueTradesAsMuchAsUsualAllDay() {
    try (PaperVenue venue = PaperVenue.open();
        AlpacaReader reader = venue.reader()) {
      for (String time : List.of("14:45", "15:00", "17:45", "20:59")) {
        Instant now = Instant.parse("2026-11-20T" + time + ":00Z");
        venue.seed(now, "99.95", "100.05", "500", "100");
        Look look = new VolumeSensor(reader, Instruments.heldBy(reader)).look(now);

        assertThat(look.trouble()).as(time).isEmpty();
        assertThat(look.readings().get(0).value().doubleValue()).as(time).isBetween(0.4, 1.1);
      }
      Instant sunday = Instant.parse("2026-11-22T15:00:00Z");
      venue.seed(sunday, "99.95", "100.05", "500", "100");
      assertThat(new VolumeSensor(reader, Instruments.heldBy(reader)).look(sunday).readings())
          .singleElement()
          .satisfies(one -> assertThat(one.value()).isEqualByComparingTo("1"));
    }
  }

  private static Judge judged(String today, Judge judge) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    StringBuilder bars = new StringBuilder();
    for (int day = 2; day < 20; day++) {
      bars.append("{\"t\":\"2026-11-%02dT05:00:00Z\",\"c\":100,\"v\":1000},".formatted(day));
    }
    bars.append("{\"t\":\"2026-11-20T05:00:00Z\",\"c\":100,\"v\":" + today + "}");
    answer(
        server, "/v2/stocks/bars", "{\"bars\":{\"AAPL\":[" + bars + "]},\"next_page_token\":null}");
    answer(
        server,
        "/v2/clock",
        """
        {"timestamp":"2026-11-20T17:45:00Z","is_open":true,"next_open":"2026-11-23T14:30:00Z"}""");
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (AlpacaReader reader =
        new AlpacaReader(
            new AlpacaSettings(
                "paper",
                "PA1",
                address,
                address,
                "key",
                "secret",
                Duration.ofSeconds(10),
                1_000,
                4),
            Clock.systemUTC())) {
      VolumeSensor sensor = new VolumeSensor(reader, APPLE);
      judge.take(sensor.look(HALF_WAY));
      assertThat(sensor.look(HALF_WAY.plusSeconds(10)).readings()).as("asked sparingly").isEmpty();
      return judge.take(sensor.look(HALF_WAY.plusSeconds(30)));
    } finally {
      server.stop(0);
    }
  }

  private static void answer(HttpServer server, String path, String body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
