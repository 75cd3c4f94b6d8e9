package io.estop.breaker.sensor;

import io.estop.model.breaker.Metric;
import io.estop.venues.Answer;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a Prometheus server (HTTP API v1, instant queries). A query that has no answer, or NaN for
 * one, is trouble: that is how a target that is gone looks.
 */
public final class PrometheusSensor implements Sensor {
  private static final int MOST_ANSWERS = 1_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final String name;
  private final URI address;
  private final List<PromQuery> queries;
  private final Fetch fetch;

  /**
   * @param name as people read it
   * @param address of the server, without {@code /api/v1}
   * @param queries at least one
   * @param bound longest wait for one answer
   */
  public PrometheusSensor(String name, URI address, List<PromQuery> queries, Duration bound) {
    if (queries.isEmpty()) {
      throw new IllegalArgumentException("Prometheus " + name + " must be asked something");
    }
    this.name = name;
    this.address = address;
    this.queries = List.copyOf(queries);
    this.fetch = new Fetch(bound);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Metric> metrics() {
    return queries.stream().map(PromQuery::metric).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public Look look(Instant now) {
    Seen seen = new Seen(now);
    for (PromQuery query : queries) {
      Answer<String> answer = fetch.get(uri(query), "application/json");
      answer.failure().ifPresent(why -> seen.trouble(name + " did not answer: " + why));
      answer.known().ifPresent(body -> read(query, body, seen));
      if (answer.known().isEmpty()) {
        // Whoever does not answer one would let each of them wait.
        break;
      }
    }
    return seen.look();
  }

  private URI uri(PromQuery query) {
    String text = address.toString();
    return URI.create(
        (text.endsWith("/") ? text.substring(0, text.length() - 1) : text)
            + "/api/v1/query?query="
            + URLEncoder.encode(query.query(), StandardCharsets.UTF_8));
  }

  private void read(PromQuery query, String body, Seen seen) {
    try {
      JsonNode data = JSON.readTree(body).path("data");
      JsonNode result = data.path("result");
      switch (data.path("resultType").asString("")) {
        case "vector" -> vector(query, result, seen);
        case "scalar" -> value(query, query.subject(""), result, seen);
        default -> seen.trouble(asked(query) + " has neither a vector nor a scalar for an answer");
      }
    } catch (JacksonException malformed) {
      seen.trouble(asked(query) + " was answered with what is no JSON");
    }
  }

  private void vector(PromQuery query, JsonNode result, Seen seen) {
    if (result.isEmpty()) {
      seen.trouble(asked(query) + " has no answer");
    }
    int read = 0;
    for (JsonNode one : result) {
      if (read++ == MOST_ANSWERS) {
        seen.trouble(asked(query) + " has more than " + MOST_ANSWERS + " answers");
        return;
      }
      String labelled = one.path("metric").path(query.label()).asString("");
      value(query, query.subject(labelled), one.path("value"), seen);
    }
  }

  private void value(PromQuery query, String subject, JsonNode pair, Seen seen) {
    Optional<BigDecimal> at = Numbers.exact(pair.path(0).asString(""));
    Optional<BigDecimal> value = Numbers.exact(pair.path(1).asString(""));
    if (at.isEmpty() || value.isEmpty()) {
      seen.trouble(asked(query) + " says " + pair.path(1).asString("nothing") + " of " + subject);
      return;
    }
    long millis = at.get().movePointRight(3).longValue();
    seen.read(query.metric(), subject, value.get(), Instant.ofEpochMilli(millis));
  }

  private static String asked(PromQuery query) {
    return "query " + query.query();
  }
}
