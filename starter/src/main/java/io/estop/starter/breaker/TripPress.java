package io.estop.starter.breaker;

import io.estop.breaker.watch.Watch;
import io.estop.halt.press.PressRefusedException;
import io.estop.halt.press.PressResult;
import io.estop.halt.press.PressService;
import io.estop.model.hold.PressAnswer;
import io.estop.store.breaker.Trip;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.breaker.CircuitBreakerWorkflow;
import io.estop.workflows.breaker.TrippedMessage;
import io.temporal.client.WorkflowClient;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Presses a trip in the request that caused it. What comes behind the press (its record, the word
 * to the breaker's run) waits for nothing; where it fails, the run's next tick does it.
 */
@Component
final class TripPress {
  private static final Logger log = LoggerFactory.getLogger(TripPress.class);

  private final Watch watch;
  private final PressService presses;
  private final WorkflowClient client;
  private final ExecutorService behind;

  TripPress(
      Watch watch,
      PressService presses,
      WorkflowClient client,
      @Qualifier("askingPool") ExecutorService behind) {
    this.watch = watch;
    this.presses = presses;
    this.client = client;
    this.behind = behind;
  }

  /**
   * A trip and its press.
   *
   * @param answer what the press was answered; JOINED where a stop covers it already; REFUSED where
   *     it cannot be carried out as asked
   */
  record Pressed(String tripId, String stopId, String answer, String why) {}

  Pressed press(Trip trip) {
    if (trip.joinedTo().isPresent()) {
      behind.execute(() -> follow(trip));
      return new Pressed(trip.tripId(), trip.joinedTo().get().value(), "JOINED", trip.why());
    }
    try {
      PressResult result = presses.press(trip.press());
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
