package io.estop.worker;

import io.estop.breaker.sensor.Bounded;
import io.estop.breaker.sensor.PromQuery;
import io.estop.breaker.sensor.PrometheusSensor;
import io.estop.breaker.sensor.Sampled;
import io.estop.breaker.sensor.ScrapeSensor;
import io.estop.breaker.sensor.Sensor;
import io.estop.breaker.sensor.Series;
import io.estop.model.breaker.Metric;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys under {@code estop.sensors}; config/application.yml explains each.
 *
 * @param instruments whose market is watched; none: what is held
 * @param bound longest wait for one answer, below what a tick waits for all of them
 * @param sampleEvery how often venues are looked at between ticks; 0: with each tick alone
 * @param prometheusUrl a Prometheus server; none without it
 * @param queries what it is asked
 * @param scrapes what is scraped
 */
@ConfigurationProperties("estop.sensors")
public record SensorProperties(
    @DefaultValue List<Watched> instruments,
    @DefaultValue("1s") Duration bound,
    @DefaultValue("0s") Duration sampleEvery,
    @Nullable URI prometheusUrl,
    @DefaultValue List<Query> queries,
    @DefaultValue List<Scrape> scrapes) {

  private static final Duration OFTENEST = Duration.ofMillis(50);

  /** Below the bound of a round of all sensors, who would lose what comes later. */
  private static final Duration LOOK = Duration.ofMillis(1_200);

  public SensorProperties {
    if (!sampleEvery.isZero() && sampleEvery.compareTo(OFTENEST) < 0) {
      throw new IllegalArgumentException(
          "estop.sensors.sample-every must be 0 or at least "
              + OFTENEST.toMillis()
              + " ms but was: "
              + sampleEvery.toMillis()
              + " ms");
    }
    if (prometheusUrl == null && !queries.isEmpty()) {
      throw new IllegalArgumentException(
          "estop.sensors.queries has "
              + queries.size()
              + " but estop.sensors.prometheus-url is missing: name the server or drop them");
    }
  }

  /** An instrument by its symbol and asset class. */
  public record Watched(String symbol, @DefaultValue("us_equity") String assetClass) {
    Instrument instrument() {
      return new Instrument(symbol, AssetClass.ofWord(assetClass));
    }
  }

  /** One query. */
  public record Query(
      String metric,
      @DefaultValue("") String subject,
      @DefaultValue("") String label,
      String query) {
    PromQuery promQuery() {
      return new PromQuery(Metric.ofWord(metric), subject, label, query);
    }
  }

  /** One process that exposes metrics. */
  public record Scrape(String name, URI url, List<Exposed> series) {}

  /** One series of it. */
  public record Exposed(
      String metric,
      String name,
      @DefaultValue Map<String, String> where,
      @DefaultValue("") String subject,
      @DefaultValue("") String label,
      @DefaultValue("1") BigDecimal factor) {
    Series series() {
      return new Series(Metric.ofWord(metric), name, where, subject, label, factor);
    }
  }

  List<Instrument> watched() {
    return instruments.stream().map(Watched::instrument).toList();
  }

  /**
   * Returns a sensor of a venue on a thread of its own: one that finds also what begins and ends
   * between two ticks, where so set, and else one whose look ends in time.
   */
  Sensor ofVenue(Sensor sensor, Clock clock) {
    return sampleEvery.isZero()
        ? Bounded.within(LOOK, sensor)
        : Sampled.every(sampleEvery, sensor, clock);
  }

  /** Returns new sensors for what is asked of others. */
  List<Sensor> ofOthers() {
    List<Sensor> sensors = new ArrayList<>();
    if (prometheusUrl != null && !queries.isEmpty()) {
      List<PromQuery> asked = queries.stream().map(Query::promQuery).toList();
      sensors.add(new PrometheusSensor("Prometheus", prometheusUrl, asked, bound));
    }
    for (Scrape scrape : scrapes) {
      List<Series> series = scrape.series().stream().map(Exposed::series).toList();
      sensors.add(new ScrapeSensor(scrape.name(), scrape.url(), series, bound));
    }
    return sensors;
  }
}
