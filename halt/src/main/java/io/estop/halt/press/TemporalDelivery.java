package io.estop.halt.press;

import io.estop.halt.press.PressResult.Place;
import io.estop.halt.temporal.StopStarter;
import io.estop.model.Press;
import io.estop.store.flag.Outbox;
import io.estop.workflows.stop.PressReply;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Hands presses to Temporal within a bound. While Temporal is known to be silent the next ones wait
 * a moment only, and no more than a few calls are under way; the first answer ends that.
 * Thread-safe.
 */
final class TemporalDelivery {
  private static final Logger log = LoggerFactory.getLogger(TemporalDelivery.class);

  /** Long enough for the answer of a Temporal that is back, too short to be noticed. */
  static final Duration WHILE_SILENT = Duration.ofMillis(100);

  private static final int MOST_WHILE_SILENT = 4;

  private final StopStarter starter;
  private final Outbox outbox;
  private final ExecutorService executor;
  private final Duration bound;
  private final AtomicInteger underWay = new AtomicInteger();
  // Written by whoever learns it, read by every press.
  private volatile boolean silent;

  TemporalDelivery(StopStarter starter, Outbox outbox, ExecutorService executor, Duration bound) {
    this.starter = starter;
    this.outbox = outbox;
    this.executor = executor;
    this.bound = bound;
  }

  Place deliver(Press press) {
    boolean known = silent;
    if (known && underWay.get() >= MOST_WHILE_SILENT) {
      return place(false, "known to be silent; delivered when it answers");
    }
    Duration patience = known && WHILE_SILENT.compareTo(bound) < 0 ? WHILE_SILENT : bound;
    Future<PressReply> reply = executor.submit(() -> replied(press));
    try {
      PressReply answer = reply.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return place(true, "stop " + answer.stopId() + " " + answer.action());
    } catch (TimeoutException late) {
      // Not cancelled: it may still arrive, and arriving twice is one press.
      silent = true;
      return place(false, "no answer within " + patience.toMillis() + " ms");
    } catch (ExecutionException failed) {
      silent = true;
      log.warn("Temporal did not take press {}", press.stopId(), failed);
      return place(false, String.valueOf(failed.getCause()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return place(false, "interrupted");
    }
  }

  private static Place place(boolean done, String detail) {
    return new Place("temporal", done, detail);
  }

  private PressReply replied(Press press) {
    underWay.incrementAndGet();
    try {
      PressReply reply = starter.press(press);
      silent = false;
      // Behind the answer: nobody waits for a PostgreSQL that may be down.
      executor.execute(() -> markDelivered(press));
      return reply;
    } finally {
      underWay.decrementAndGet();
    }
  }

  private void markDelivered(Press press) {
    try {
      outbox.delivered(press.stopId(), press.action());
    } catch (DataAccessException unreachable) {
      // Stays in the outbox: delivering it again joins the same stop under the same request id.
      log.warn("press {} was delivered but could not be marked so", press.stopId(), unreachable);
    }
  }
}
