package io.estop.bench.flatten;

import io.estop.bench.stops.Pressing;
import io.estop.bench.stops.StopHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** One stop of the product: pressed over REST, followed until flat, read, closed. */
final class ProductRun {

  private static final Duration FLAT_WITHIN = Duration.ofSeconds(300);

  private final Pressing pressing;
  private final HeldGate gate;
  private final StopHistory history;
  private final Clock clock;

  ProductRun(Pressing pressing, HeldGate gate, StopHistory history, Clock clock) {
    this.pressing = pressing;
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
    pressing.flatten(stopId, "bench flatten");
    long answeredMillis = (System.nanoTime() - pressedNanos) / 1_000_000;
    JsonNode stop = pressing.awaitOutcome(stopId, FLAT_WITHIN);
    if (!stop.path("outcome").asString("").equals("FLAT")) {
      throw new IllegalStateException(
          "stop " + stopId + " is not FLAT: " + stop.path("outcomeText").asString(""));
    }
    Map<String, Long> figures = new LinkedHashMap<>();
    figures.put("pressAnsweredMillis", answeredMillis);
    figures.put("pressToDeniedMicros", gate.heldAfterMicros(stopId, pressedNanos).orElse(-1L));
    figures.put("pressToAcknowledgedMillis", stop.path("deniedAfterMillis").asLong(-1));
    figures.put("rounds", stop.path("counts").path("rounds").asLong());
    figures.put("workflowEvents", history.events(Pressing.workflow(stop), Pressing.run(stop)));
    figures.putAll(Pressing.phases(stop, pressedAt));
    pressing.close(stop);
    return new Pressed(
        Pressing.millis(pressedAt, Pressing.at(stop, "outcomeAt")),
        stop.path("counts").path("ordersSent").asLong(),
        figures);
  }
}
