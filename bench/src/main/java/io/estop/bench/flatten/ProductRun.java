package io.estop.bench.flatten;

import io.estop.embedded.Stack;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.client.StarterClient.Press;
import io.estop.embedded.process.Await;
import io.estop.model.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** One stop of the product: pressed over REST, followed until flat, read, closed. */
final class ProductRun {

  private static final Duration FLAT_WITHIN = Duration.ofSeconds(150);
  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(20);

  private final StarterClient presser;
  private final HeldGate gate;
  private final StopHistory history;
  private final Clock clock;

  ProductRun(Stack stack, HeldGate gate, StopHistory history, Clock clock) {
    this.presser = stack.as(stack.tokens().presser());
    this.gate = gate;
    this.history = history;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param flatMillis from just before the press to the moment that the product recorded FLAT
   * @param figures keys of {@link FlattenBench}'s figures
   */
  record Pressed(long flatMillis, long ordersSent, Map<String, Long> figures) {}

  /** Presses and returns when the stop is flat and closed; throws when it does not become so. */
  Pressed press(String stopId) {
    long pressedNanos = System.nanoTime();
    Instant pressedAt = clock.instant();
    presser
        .press(new Press(stopId, "firm", "FLATTEN", "bench flatten"))
        .orThrow("POST /api/v1/stops");
    long answeredMillis = (System.nanoTime() - pressedNanos) / 1_000_000;
    awaitFlat(stopId);
    JsonNode stop = presser.stop(stopId).orThrow("GET /api/v1/stops/" + stopId);
    long flatMillis = millis(pressedAt, at(stop, "outcomeAt"));
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("pressAnsweredMillis", answeredMillis);
    figures.put("pressToDeniedMicros", gate.heldAfterMicros(stopId, pressedNanos).orElse(-1L));
    figures.put("pressToAcknowledgedMillis", stop.path("deniedAfterMillis").asLong(-1));
    figures.put("rounds", stop.path("counts").path("rounds").asLong());
    figures.put("workflowEvents", history.events(workflow(stop), run(stop)));
    figures.putAll(phases(stop, pressedAt));
    close(stop);
    return new Pressed(flatMillis, stop.path("counts").path("ordersSent").asLong(), figures);
  }

  /** Polls the short list: one stop with all its positions would cost the two cores a lot. */
  private void awaitFlat(String stopId) {
    boolean flat =
        Await.until(
            () -> {
              JsonNode stop = summary(stopId);
              return stop.path("outcome").asString("").equals("FLAT")
                  && stop.path("phase").asString("").equals(Phase.HOLDING.name());
            },
            FLAT_WITHIN);
    if (!flat) {
      throw new IllegalStateException(
          "stop " + stopId + " was not FLAT after " + FLAT_WITHIN + ": " + summary(stopId));
    }
  }

  private JsonNode summary(String stopId) {
    return presser
        .stops()
        .valueStream()
        .filter(one -> one.path("stopId").asString("").equals(stopId))
        .findFirst()
        .orElseGet(tools.jackson.databind.node.MissingNode::getInstance);
  }

  private void close(JsonNode stop) {
    String stopId = stop.path("stopId").asString("");
    presser.close(stopId, "bench: measured").orThrow("POST /api/v1/stops/" + stopId + "/close");
    history.awaitEnd(workflow(stop), run(stop), CLOSED_WITHIN);
  }

  /** Returns how long the stop was in each phase until its outcome, all visits together. */
  private static Map<String, Long> phases(JsonNode stop, Instant pressedAt) {
    Map<String, Long> durations = new LinkedHashMap<>();
    Phase phase = Phase.ACTIVATING;
    Instant since = pressedAt;
    Instant outcomeAt = at(stop, "outcomeAt");
    for (JsonNode event : stop.path("events")) {
      Optional<Phase> next = entered(event);
      if (next.isPresent() && at(event, "at").isBefore(outcomeAt)) {
        durations.merge(key(phase), millis(since, at(event, "at")), Long::sum);
        phase = next.get();
        since = at(event, "at");
      }
    }
    durations.merge(key(phase), millis(since, outcomeAt), Long::sum);
    return durations;
  }

  private static Optional<Phase> entered(JsonNode event) {
    String name = event.path("phase").asString("");
    return Stream.of(Phase.values()).filter(phase -> phase.name().equals(name)).findFirst();
  }

  private static String key(Phase phase) {
    return phase.name().toLowerCase(Locale.ROOT) + "Millis";
  }

  private static Instant at(JsonNode node, String field) {
    return Instant.parse(node.path(field).asString(""));
  }

  private static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  private static String workflow(JsonNode stop) {
    return stop.path("workflowId").asString("");
  }

  private static String run(JsonNode stop) {
    return stop.path("runId").asString("");
  }
}
