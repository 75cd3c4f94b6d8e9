package io.estop.embedded.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** One answer of {@code GET /api/v1/stops/{stopId}}. */
record StopView(JsonNode json) {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  String stopId() {
    return text("stopId");
  }

  String phase() {
    return text("phase");
  }

  String text(String field) {
    return json.path(field).asString("");
  }

  /** Returns the verified outcome, once there is one. */
  Optional<String> outcome() {
    return Optional.of(text("outcome")).filter(outcome -> !outcome.isEmpty());
  }

  boolean isFlat() {
    return text("outcome").equals("FLAT");
  }

  int count(String name) {
    return json.path("counts").path(name).asInt(0);
  }

  List<Event> events() {
    return stream(json.path("events"))
        .map(e -> new Event(e.path("at").asString(""), phase(e), e.path("text").asString("")))
        .toList();
  }

  List<JsonNode> positions() {
    return stream(json.path("positions")).toList();
  }

  /** Returns the removed share of the risk, 0 to 100. */
  int percentRemoved() {
    BigDecimal total = number("riskTotal");
    if (total.signum() <= 0) {
      return 0;
    }
    return number("riskRemoved")
        .multiply(HUNDRED)
        .divide(total, 0, RoundingMode.DOWN)
        .min(HUNDRED)
        .max(BigDecimal.ZERO)
        .intValueExact();
  }

  /** Returns the time from the press to the verified outcome by the server's own clock. */
  Optional<Long> millisToOutcome() {
    try {
      Duration took =
          Duration.between(Instant.parse(text("pressedAt")), Instant.parse(text("outcomeAt")));
      return Optional.of(took.toMillis());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the time from the press to an event, by the server's own clock; 0 where unknown. */
  long millisSincePress(Event event) {
    try {
      return Math.max(
          0,
          Duration.between(Instant.parse(text("pressedAt")), Instant.parse(event.at())).toMillis());
    } catch (DateTimeException e) {
      return 0;
    }
  }

  /** Returns when it was pressed, by the server's own clock, where the server tells. */
  Optional<Instant> pressedAt() {
    try {
      return Optional.of(Instant.parse(text("pressedAt")));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private BigDecimal number(String field) {
    String text = text(field);
    return text.isEmpty() ? BigDecimal.ZERO : new BigDecimal(text);
  }

  private static String phase(JsonNode event) {
    return event.path("phase").asString("");
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** One thing that happened to the stop. */
  record Event(String at, String phase, String text) {}
}
