package io.estop.liquidation;

import io.estop.model.liquidation.ClientOrderId;
import io.estop.store.plan.SliceRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The orders of one pass that are being sent. A wave goes on with those that are answered while the
 * venue is silent about others: one time-out in ten would otherwise hold up every wave. Used by one
 * thread, beside those that send.
 */
final class Underway {
  /** Each call bounds itself; this only bounds how long one wait for it is. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Parallel parallel;
  private final UnaryOperator<SliceRow> sender;
  private final Duration patience;

  /** Filled by those that send. */
  private final BlockingQueue<Parallel.Started<SliceRow, SliceRow>> ready =
      new LinkedBlockingQueue<>();

  /** Taken from there and not handed out yet. */
  private final List<Parallel.Started<SliceRow, SliceRow>> seen = new ArrayList<>();

  private final Set<ClientOrderId> open = new HashSet<>();

  /**
   * @param sender sends an order and returns what is known of it; bounds itself
   * @param patience how long after an answer the next one is waited for
   */
  Underway(Parallel parallel, UnaryOperator<SliceRow> sender, Duration patience) {
    this.parallel = parallel;
    this.sender = sender;
    this.patience = patience;
  }

  /** Begins to send orders whose intent is written. */
  void send(List<SliceRow> intents) {
    intents.forEach(intent -> open.add(intent.id()));
    parallel.start(intents, SliceRow::account, sender::apply, ready::add);
  }

  /** Returns whether the order is being sent here: nobody else has to ask for it. */
  boolean has(SliceRow order) {
    return open.contains(order.id());
  }

  /** Returns whether every order is known to be answered. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Waits until an order is answered, at most so long. */
  void await(Duration atMost) {
    Parallel.Started<SliceRow, SliceRow> next = next(atMost);
    if (next != null) {
      seen.add(next);
    }
  }

  /** Returns the orders that are answered by now. */
  List<SliceRow> answeredByNow() {
    ready.drainTo(seen);
    List<SliceRow> known = seen.stream().map(this::taken).toList();
    seen.clear();
    return known;
  }

  /** Returns the orders that are answered: the first one is waited for, others not for long. */
  List<SliceRow> answered() {
    List<SliceRow> known = new ArrayList<>(answeredByNow());
    Duration wait = known.isEmpty() ? LONGEST_WAIT : patience;
    while (!open.isEmpty()) {
      Parallel.Started<SliceRow, SliceRow> next = next(wait);
      if (next == null) {
        return known;
      }
      known.add(taken(next));
      wait = patience;
    }
    return known;
  }

  /** Returns what is still being sent, when all of it is answered. */
  List<SliceRow> rest() {
    List<SliceRow> known = new ArrayList<>(answeredByNow());
    while (!open.isEmpty()) {
      await(LONGEST_WAIT);
      known.addAll(answeredByNow());
    }
    return known;
  }

  private SliceRow taken(Parallel.Started<SliceRow, SliceRow> started) {
    open.remove(started.item().id());
    return Parallel.result(started, SliceRow::unsure);
  }

  private Parallel.@Nullable Started<SliceRow, SliceRow> next(Duration atMost) {
    try {
      return ready.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a venue", interrupted);
    }
  }
}
