package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a real Prometheus, and from what it exposes itself, to a trip. */
class PrometheusSensorTest {
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final PromQuery VIX = new PromQuery(Metric.VIX, "vix", "", "market_vix");
  private static final PromQuery BACKLOG =
      new PromQuery(Metric.QUEUE_BACKLOG, "", "queue", "sum by (queue) (tasks_waiting)");

  @TempDir private Path folder;

  @Test
  void anyQueryTripsAndAPrometheusThatIsGoneIsSaid() {
    Path binary = PrometheusServer.installed();
    PrometheusSensor sensor;
    try (PrometheusServer server = PrometheusServer.start(binary, folder)) {
      server.expose(
          """
          market_vix 65.73
          tasks_waiting{queue="orders",host="a"} 400
          tasks_waiting{queue="orders",host="b"} 700
          tasks_waiting{queue="notices",host="a"} 1
          """);
      sensor = sensor(server, VIX, BACKLOG);
      Judge vix = Judge.above(Metric.VIX, "30");
      Judge backlog = Judge.above(Metric.QUEUE_BACKLOG, "1000");
      Look first = await(sensor, look -> look.readings().size() == 3);
      vix.take(first);
      backlog.take(first);
      Look later = await(sensor, look -> at(look).isAfter(at(first)));
      vix.take(later);
      backlog.take(later);

      assertThat(first.trouble()).isEmpty();
      assertThat(vix.trip().orElseThrow()).contains("65.73").contains("vix");
      assertThat(backlog.trip().orElseThrow()).contains("1100").contains("orders");
      assertThat(backlog.subjects()).isEqualTo(2);

      server.expose("market_vix NaN\n");
      Look none = await(sensor, look -> trouble(look).contains("says NaN"));
      assertThat(none.readings()).filteredOn(one -> one.metric() == Metric.VIX).isEmpty();

      server.stopTarget();
      Look gone = await(sensor, look -> trouble(look).contains("query market_vix has no answer"));
      assertThat(gone.readings()).isEmpty();

      scrapeOf(server);
    }
    Look nobody = sensor.look(Instant.now());
    assertThat(nobody.readings()).isEmpty();
    assertThat(nobody.trouble().orElseThrow()).contains("Prometheus did not answer");
  }

  private static void scrapeOf(PrometheusServer server) {
    ScrapeSensor scrape =
        new ScrapeSensor(
            "Prometheus itself",
            server.address().resolve("/metrics"),
            List.of(
                series("prometheus_ready", ""),
                series("prometheus_target_scrape_pool_targets", "scrape_job"),
                series("no_such_series", "")),
            BOUND);
    Look look = scrape.look(Instant.now());

    assertThat(look.readings()).hasSize(2).anyMatch(one -> one.subject().equals("trading"));
    assertThat(look.trouble().orElseThrow())
        .isEqualTo("Prometheus itself has no series no_such_series {}");
    Judge judge = Judge.above(Metric.QUEUE_BACKLOG, "1");
    judge.take(look).take(scrape.look(Instant.now().plusSeconds(1)));
    assertThat(judge.trip()).isPresent();
  }

  private static Series series(String name, String label) {
    return new Series(Metric.QUEUE_BACKLOG, name, Map.of(), "", label, BigDecimal.ONE);
  }

  @Test
  void aQueryThatIsWrongIsSaidWithPrometheusOwnWords() {
    try (PrometheusServer server = PrometheusServer.start(PrometheusServer.installed(), folder)) {
      PrometheusSensor wrong = sensor(server, new PromQuery(Metric.VIX, "", "", "sum(("));

      Look look = await(wrong, seen -> trouble(seen).contains("HTTP 400"));

      assertThat(look.trouble().orElseThrow()).contains("parse error");
    }
  }

  @Test
  void anEmptyQueryIsRefused() {
    assertThatThrownBy(() -> new PromQuery(Metric.VIX, "", "", " "))
        .hasMessageContaining("query must be 1 to 4096 characters but had: 1");
  }

  private static PrometheusSensor sensor(PrometheusServer server, PromQuery... queries) {
    return new PrometheusSensor("Prometheus", server.address(), List.of(queries), BOUND);
  }

  private static Instant at(Look look) {
    return look.readings().stream()
        .map(one -> one.at())
        .max(Instant::compareTo)
        .orElse(Instant.MIN);
  }

  private static String trouble(Look look) {
    return look.trouble().orElse("");
  }

  private static Look await(PrometheusSensor sensor, Predicate<Look> until) {
    long giveUp = System.nanoTime() + PATIENCE.toNanos();
    Look look = sensor.look(Instant.now());
    while (!until.test(look) && System.nanoTime() < giveUp) {
      LockSupport.parkNanos(100_000_000);
      look = sensor.look(Instant.now());
    }
    assertThat(look).matches(until, "what was waited for");
    return look;
  }
}
