package io.estop.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.embedded.Stack;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Temporal UI and the temporal command can press and see, with names and JSON alone. */
@ExtendWith(SharedStack.class)
class TemporalPressTest {

  private static final String STOP = "estop/firm";

  private final Stack stack;
  private final Desk desk;

  TemporalPressTest(Stack stack) {
    this.stack = stack;
    this.desk = new Desk(stack);
  }

  @BeforeEach
  void fillTheBook() {
    new VenueControl(stack).faults(Map.of());
    stack.paper().seed(DurableStack.book(64, 20, 7).toJson());
  }

  @Test
  void signalOnTheBreakerPressesAndTheStopShowsItselfInTemporal() {
    try (TemporalDoor temporal = TemporalDoor.of(stack)) {
      temporal.runs("breaker/firm");
      temporal.signal(
          "breaker/firm",
          "trigger",
          Map.of("actor", "uma", "reason", "pressed in Temporal UI", "action", "FLATTEN"));
      String stopId =
          Eventually.see(
                  "a stop of uma's appears", Eventually.OVER, this::stopOfUma, Optional::isPresent)
              .orElseThrow();
      desk.awaitOutcome(stopId, Eventually.OVER, "FLAT");

      Map<?, ?> status = temporal.query(STOP, "status");
      assertThat(status.get("stopId")).isEqualTo(stopId);
      assertThat(status.get("phase")).isEqualTo("HOLDING");
      assertThat(status.get("outcome")).isEqualTo("FLAT");
      Map<?, ?> plan = temporal.query(STOP, "plan");
      assertThat(plan.get("positions"))
          .isInstanceOfSatisfying(
              Number.class, count -> assertThat(count.intValue()).isGreaterThanOrEqualTo(60));
      assertThat(temporal.query("breaker/firm", "status").get("scope")).isEqualTo("firm");

      assertThat(temporal.searchAttribute(STOP, "EstopScope", String.class)).isEqualTo("firm");
      assertThat(temporal.searchAttribute(STOP, "EstopStopId", String.class)).isEqualTo(stopId);
      assertThat(temporal.searchAttribute(STOP, "EstopPhase", String.class)).isEqualTo("HOLDING");
      assertThat(temporal.searchAttribute(STOP, "EstopOutcome", String.class)).isEqualTo("FLAT");
      assertThat(temporal.searchAttribute(STOP, "EstopTrigger", String.class))
          .isEqualTo("ADMINISTRATOR_COMMAND");
      assertThat(temporal.searchAttribute(STOP, "EstopPositionsOpen", Long.class)).isEqualTo("0");
      desk.close(stopId);
    }
  }

  private Optional<String> stopOfUma() {
    JsonNode stops = stack.as(stack.tokens().viewer()).stops();
    return StreamSupport.stream(stops.spliterator(), false)
        .filter(stop -> stop.path("pressedBy").asString().equals("uma"))
        .map(stop -> stop.path("stopId").asString())
        .findFirst();
  }
}
