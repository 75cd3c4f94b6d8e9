package io.estop.breaker.sensor;

import io.estop.model.breaker.Metric;
import io.estop.venues.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Scrapes what a process exposes as Prometheus would, without one: text format and OpenMetrics. A
 * series that is not there, or is NaN, is trouble.
 */
public final class ScrapeSensor implements Sensor {
  private static final String ACCEPT =
      "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5";
  private static final String LAST_LINE = "# EOF";

  private final String name;
  private final URI address;
  private final List<Series> series;
  private final Set<String> wanted;
  private final Fetch fetch;

  /**
   * @param name as people read it
   * @param address whole, with its path
   * @param series at least one
   * @param bound longest wait for the answer
   */
  public ScrapeSensor(String name, URI address, List<Series> series, Duration bound) {
    if (series.isEmpty()) {
      throw new IllegalArgumentException(name + " must be asked for a series");
    }
    this.name = name;
    this.address = address;
    this.series = List.copyOf(series);
    this.wanted = series.stream().map(Series::name).collect(Collectors.toUnmodifiableSet());
    this.fetch = new Fetch(bound);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Metric> metrics() {
    return series.stream().map(Series::metric).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Look look(Instant now) {
    Seen seen = new Seen(now);
    Answer<String> answer = fetch.get(address, ACCEPT);
    answer.failure().ifPresent(why -> seen.trouble(name + " did not answer: " + why));
    answer.known().ifPresent(text -> read(text, seen, now));
    return seen.look();
  }

  private void read(String text, Seen seen, Instant now) {
    Set<Series> found = new HashSet<>();
    // Only OpenMetrics has a last line, and only there are times in seconds.
    boolean openMetrics = text.stripTrailing().endsWith(LAST_LINE);
    Optional<String> trouble =
        Exposition.read(text, openMetrics, wanted, sample -> read(sample, found, seen, now));
    trouble.ifPresent(why -> seen.trouble(name + ": " + why));
    for (Series one : series) {
      if (!found.contains(one)) {
        seen.trouble(name + " has no series " + one.name() + " " + one.where());
      }
    }
  }

  private void read(Sample sample, Set<Series> found, Seen seen, Instant now) {
    for (Series one : series) {
      if (one.covers(sample)) {
        found.add(one);
        if (sample.value().isEmpty()) {
          seen.trouble(name + " says no number for " + one.name() + " of " + one.subject(sample));
        }
        sample
            .value()
            .ifPresent(
                value ->
                    seen.read(
                        one.metric(),
                        one.subject(sample),
                        value.multiply(one.factor()),
                        sample.at().orElse(now)));
      }
    }
  }
}
