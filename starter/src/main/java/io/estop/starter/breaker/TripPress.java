package io.estop.starter.breaker;

import io.estop.breaker.watch.Ahead;
import io.estop.breaker.watch.Watch;
import io.estop.gate.TradingGate;
import io.estop.halt.press.PressRefusedException;
import io.estop.halt.press.PressResult;
import io.estop.halt.press.PressService;
import io.estop.model.StopId;
import io.estop.model.hold.PressAnswer;
import io.estop.starter.wiring.Pools;
import io.estop.store.breaker.Trip;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.breaker.CircuitBreakerWorkflow;
import io.estop.workflows.breaker.TrippedMessage;
import io.temporal.client.WorkflowClient;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * Presses a trip in the request that caused it. What comes behind the press (its record, the word
 * to the breaker's run) waits for nothing; where it fails, the run's next tick does it.
 */
@Component
final class TripPress implements Ahead, AutoCloseable {
  private static final int MOST_AT_ONCE = 8;
  private static final int MOST_BEGUN = 1_000;
  private static final long IDLE_SECONDS = 30;
  private static final Logger log = LoggerFactory.getLogger(TripPress.class);

  private final Watch watch;
  private final PressService presses;
  private final WorkflowClient client;
  private final ExecutorService behind;
  private final TradingGate gate;
  // Presses that began and wait for whoever is handed the trip, by the id of their stop: few, for
  // nobody is handed a trip that could not be kept. One that is dropped is pressed again.
  private final Map<StopId, Future<PressResult>> begun = Collections.synchronizedMap(new Begun<>());
  // Takes what it can begin at once and nothing else: the rest is pressed in its turn.
  private final ThreadPoolExecutor atOnce =
      new ThreadPoolExecutor(
          0,
          MOST_AT_ONCE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Pools.named("estop-trip"));

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

  private static final class Begun<V> extends LinkedHashMap<StopId, V> {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<StopId, V> eldest) {
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
   * Begins where the board shows no hold that may cover the trip: which stop it would join stands
   * in PostgreSQL, and finding it out takes longer than the press.
   */
  @Override
  public boolean begins(Trip trip) {
    if (gate.holds().stream().anyMatch(hold -> hold.scope().covers(trip.scope()))) {
      return false;
    }
    try {
      begun.put(trip.stopId(), atOnce.submit(() -> presses.press(trip.press())));
      return true;
    } catch (RejectedExecutionException busy) {
      return false;
    }
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
    Future<PressResult> before = begun.remove(trip.stopId());
    if (before == null) {
      return presses.press(trip.press());
    }
    try {
      return before.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof PressRefusedException refused) {
        throw refused;
      }
      // The same id again: what was done is not done twice.
      log.warn("the press of trip {} failed and is tried again", trip.tripId(), failed);
      return presses.press(trip.press());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while pressing " + trip.tripId(), interrupted);
    }
  }

  @Override
  public void close() {
    atOnce.shutdown();
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
