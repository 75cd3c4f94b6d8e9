package io.estop.halt.press;

import io.estop.halt.press.HoldPlaces.Held;
import io.estop.halt.press.PressResult.Place;
import io.estop.halt.temporal.StopStarter;
import io.estop.model.Press;
import io.estop.model.hold.PressAnswer;
import io.estop.store.flag.Outbox;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.stop.PressReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Presses the stop: board and flag first, then Temporal, so that the halt waits for nothing. A
 * press that Temporal does not take in time stands in the outbox and is delivered later.
 * Thread-safe.
 */
public final class PressService {
  private static final Logger log = LoggerFactory.getLogger(PressService.class);
  private static final int DELIVERED_AT_ONCE = 20;

  private final HoldPlaces places;
  private final Outbox outbox;
  private final StopStarter starter;
  private final ExecutorService executor;
  private final Duration temporalBound;

  public PressService(
      HoldPlaces places,
      Outbox outbox,
      StopStarter starter,
      ExecutorService executor,
      Duration temporalBound) {
    this.places = places;
    this.outbox = outbox;
    this.starter = starter;
    this.executor = executor;
    this.temporalBound = temporalBound;
  }

  /**
   * Presses. Pressing again with the same stop id changes nothing and answers the same.
   *
   * @throws PressRefusedException if it cannot be carried out as asked; nothing was done
   */
  public PressResult press(Press press) {
    ScopeSupport.check(press);
    Held held = places.hold(press);
    if (held.answer() == PressAnswer.ENDED) {
      return result(press, PressAnswer.ENDED, held.places());
    }
    Place temporal = deliver(press);
    List<Place> all = new ArrayList<>(held.places());
    all.add(new Place("outbox", held.answer() == PressAnswer.ACCEPTED, ""));
    all.add(temporal);
    boolean keptElsewhere = held.answer() == PressAnswer.NOT_KEPT && temporal.done();
    return result(press, keptElsewhere ? PressAnswer.KEPT_NOT_HALTED : held.answer(), all);
  }

  /** Delivers kept presses that Temporal has not taken; returns how many it took now. */
  public int deliverKept() {
    int delivered = 0;
    for (Press press : outbox.undelivered(DELIVERED_AT_ONCE)) {
      Place temporal = deliver(press);
      if (!temporal.done()) {
        outbox.failed(press.stopId(), temporal.detail());
        return delivered;
      }
      delivered++;
    }
    return delivered;
  }

  private Place deliver(Press press) {
    Future<PressReply> reply = executor.submit(() -> replied(press));
    try {
      PressReply answer = reply.get(temporalBound.toMillis(), TimeUnit.MILLISECONDS);
      return new Place("temporal", true, "stop " + answer.stopId() + " " + answer.action());
    } catch (TimeoutException late) {
      // Not cancelled: it may still arrive, and arriving twice is one press.
      return new Place("temporal", false, "no answer within " + temporalBound.toMillis() + " ms");
    } catch (ExecutionException failed) {
      log.warn("Temporal did not take press {}", press.stopId(), failed);
      return new Place("temporal", false, String.valueOf(failed.getCause()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Place("temporal", false, "interrupted");
    }
  }

  private PressReply replied(Press press) {
    PressReply reply = starter.press(press);
    try {
      outbox.delivered(press.stopId(), press.action());
    } catch (org.springframework.dao.DataAccessException unreachable) {
      // Stays in the outbox: delivering it again joins the same stop under the same request id.
      log.warn("press {} was delivered but could not be marked so", press.stopId(), unreachable);
    }
    return reply;
  }

  private static PressResult result(Press press, PressAnswer answer, List<Place> places) {
    return new PressResult(
        press.stopId(),
        press.scope(),
        press.action(),
        answer,
        List.copyOf(places),
        WorkflowIds.stop(press.scope()));
  }
}
