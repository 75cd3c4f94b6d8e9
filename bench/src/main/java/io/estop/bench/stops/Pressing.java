package io.estop.bench.stops;

import io.estop.embedded.Stack;
import io.estop.embedded.client.StarterClient;
import io.estop.embedded.client.StarterClient.Press;
import io.estop.embedded.process.Await;
import io.estop.model.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Presses stops over REST and follows each to its outcome. */
public final class Pressing {

  private static final Duration CLOSED_WITHIN = Duration.ofSeconds(20);

  /** The product itself records when it was done: each look only takes time from it. */
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

  private final StarterClient presser;
  private final StopHistory history;

  public Pressing(Stack stack, StopHistory history) {
    this.presser = stack.as(stack.tokens().presser());
    this.history = history;
  }

  /** Presses FLATTEN on everything; returns when the starter has answered. */
  public void flatten(String stopId, String reason) {
    presser.press(new Press(stopId, "firm", "FLATTEN", reason)).orThrow("POST /api/v1/stops");
  }

  /** Waits for an outcome, whichever it is, and returns the stop with all its positions. */
  public JsonNode awaitOutcome(String stopId, Duration bound) {
    if (!Await.until(() -> hasOutcome(summary(stopId)), bound, BETWEEN_LOOKS)) {
      throw new IllegalStateException(
          "stop " + stopId + " had no outcome after " + bound + ": " + summary(stopId));
    }
    return presser.stop(stopId).orThrow("GET /api/v1/stops/" + stopId);
  }

  private static boolean hasOutcome(JsonNode stop) {
    return !stop.path("outcome").asString("").isEmpty()
        && stop.path("phase").asString("").equals(Phase.HOLDING.name());
  }

  /** From the short list: one stop with all its positions would cost the two cores a lot. */
  private JsonNode summary(String stopId) {
    return presser
        .stops()
        .valueStream()
        .filter(one -> one.path("stopId").asString("").equals(stopId))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  /** Closes a stop and waits until its workflow has ended. */
  public void close(JsonNode stop) {
    String stopId = stop.path("stopId").asString("");
    presser.close(stopId, "bench: measured").orThrow("POST /api/v1/stops/" + stopId + "/close");
    history.awaitEnd(workflow(stop), run(stop), CLOSED_WITHIN);
  }

  /** Returns how long the stop was in each phase until its outcome, all visits together. */
  public static Map<String, Long> phases(JsonNode stop, Instant pressedAt) {
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

  /** Returns the moment that a field holds. */
  public static Instant at(JsonNode node, String field) {
    return Instant.parse(node.path(field).asString(""));
  }

  /** Returns the time between two moments. */
  public static long millis(Instant from, Instant to) {
    return Duration.between(from, to).toMillis();
  }

  public static String workflow(JsonNode stop) {
    return stop.path("workflowId").asString("");
  }

  public static String run(JsonNode stop) {
    return stop.path("runId").asString("");
  }
}
