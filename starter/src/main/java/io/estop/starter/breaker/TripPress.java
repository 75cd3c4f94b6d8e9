package io.estop.starter.breaker;

import io.estop.breaker.watch.Ahead;
import io.estop.breaker.watch.Watch;
import io.estop.gate.TradingGate;
import io.estop.halt.press.HoldPlaces.Held;
import io.estop.halt.press.PressRefusedException;
import io.estop.halt.press.PressResult;
import io.estop.halt.press.PressService;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.hold.PressAnswer;
import io.estop.store.breaker.Trip;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.breaker.CircuitBreakerWorkflow;
import io.estop.workflows.breaker.TrippedMessage;
import io.temporal.client.WorkflowClient;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Presses a trip in the request that caused it. What comes behind the press (its record, the word
 * to the breaker's run) waits for nothing; where it fails, the run's next tick does it.
 */
@Component
final class TripPress implements Ahead {
  private static final int MOST_BEGUN = 1_000;
  private static final Logger log = LoggerFactory.getLogger(TripPress.class);

  private final Watch watch;
  private final PressService presses;
  private final WorkflowClient client;
  private final ExecutorService behind;
  private final TradingGate gate;
  // What is held and its second half, for whoever is handed the trip, by stop: few, for nobody is
  // handed a trip
  // that could not be kept. One that is dropped is pressed again.
  private final Map<StopId, Supplier<PressResult>> begun = Collections.synchronizedMap(new Begun());

  TripPress(
      Watch watch,
      PressService presses,
      WorkflowClient client,
      @Qualifier("askingPool") ExecutorService behind,
      TradingGate httpGate) {
    this.watch = watch;
    this.presses = presses;
    this.client = client;
    this.behind = behind;
    this.gate = httpGate;
  }

  private static final class Begun extends LinkedHashMap<StopId, Supplier<PressResult>> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<StopId, Supplier<PressResult>> eldest) {
      return size() > MOST_BEGUN;
    }
  }

  /**
   * A trip and its press.
   *
   * @param answer what the press was answered; JOINED where a stop covers it already; REFUSED where
   *     it cannot be carried out as asked
   */
  record Pressed(String tripId, String stopId, String answer, String why) {}

  /**
   * Holds where the board shows no hold that may cover the trip: which stop it would join stands in
   * PostgreSQL, and finding it out takes longer than the hold.
   */
  @Override
  public boolean begins(Trip trip) {
    if (gate.holds().stream().anyMatch(hold -> hold.scope().covers(trip.scope()))) {
      return false;
    }
    try {
      Press press = trip.press();
      Held held = presses.hold(press);
      begun.put(trip.stopId(), rest(press, held));
      return true;
    } catch (PressRefusedException refused) {
      // Said where the trip is pressed.
      return false;
    }
  }

  // What the flag does not have is kept at once: the trip's record may fail as well.
  private Supplier<PressResult> rest(Press press, Held held) {
    if (held.answer() == PressAnswer.ACCEPTED) {
      return () -> presses.follow(press, held);
    }
    PressResult kept = presses.follow(press, held);
    return () -> kept;
  }

  Pressed press(Trip trip) {
    if (trip.joinedTo().isPresent()) {
      behind.execute(() -> follow(trip));
      return new Pressed(trip.tripId(), trip.joinedTo().get().value(), "JOINED", trip.why());
    }
    try {
      PressResult result = result(trip);
      if (result.answer() != PressAnswer.NOT_KEPT) {
        behind.execute(() -> follow(trip));
      }
      return new Pressed(trip.tripId(), trip.stopId().value(), result.answer().name(), trip.why());
    } catch (PressRefusedException refused) {
      log.error("trip {} cannot be pressed: {}", trip.tripId(), refused.getMessage());
      return new Pressed(
          trip.tripId(),
          trip.stopId().value(),
          "REFUSED",
          trip.why() + "; " + refused.getMessage());
    }
  }

  private PressResult result(Trip trip) {
    Supplier<PressResult> rest = begun.remove(trip.stopId());
    return rest == null ? presses.press(trip.press()) : rest.get();
  }

  // Nobody waits for it: whatever fails is logged, and the next tick repairs it.
  private void follow(Trip trip) {
    try {
      watch.pressed(trip);
      client
          .newWorkflowStub(CircuitBreakerWorkflow.class, WorkflowIds.breaker(trip.scope()))
          .tripped(new TrippedMessage(trip.tripId(), trip.why()));
    } catch (RuntimeException failed) {
      log.warn(
          "trip {} is pressed; its record or signal follows with a tick", trip.tripId(), failed);
    }
  }
}
