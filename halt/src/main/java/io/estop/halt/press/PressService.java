package io.estop.halt.press;

import io.estop.halt.press.HoldPlaces.Held;
import io.estop.halt.press.PressResult.Place;
import io.estop.halt.temporal.StopStarter;
import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.hold.PressAnswer;
import io.estop.store.flag.Outbox;
import io.estop.workflows.WorkflowIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Presses the stop: board and flag first, then Temporal, so that the halt waits for nothing. What
 * the flag did not take is kept in a file and retried until the flag has it; what Temporal did not
 * take stands in the outbox and is delivered later. Thread-safe.
 */
public final class PressService {
  private static final int DELIVERED_AT_ONCE = 20;
  private static final int RETRIED_AT_ONCE = 20;
  // A disk that is slower than this is a place that does not answer.
  private static final Duration FILE = Duration.ofSeconds(1);
  private static final Press REHEARSAL =
      new Press(
          StopId.parse("rehearsal"),
          Scope.parse("drill:rehearsal"),
          Action.HALT,
          new Cause(TriggerKind.ADMINISTRATOR_COMMAND, "rehearsal", "rehearsal"),
          Instant.EPOCH);

  private final HoldPlaces places;
  private final Outbox outbox;
  private final KeptPresses kept;
  private final TemporalDelivery temporal;
  private final ExecutorService disk;
  // Written and read by the one thread that calls retryKept: where the last turn ended.
  private int next;

  /**
   * @param kept what the flag does not have yet
   * @param calls bounded; calls Temporal
   * @param disk bounded; writes kept presses
   */
  public PressService(
      HoldPlaces places,
      Outbox outbox,
      KeptPresses kept,
      StopStarter starter,
      ExecutorService calls,
      ExecutorService disk,
      Duration temporalBound) {
    this.places = places;
    this.outbox = outbox;
    this.kept = kept;
    this.temporal = new TemporalDelivery(starter, outbox, calls, temporalBound);
    this.disk = disk;
  }

  /**
   * Presses. Pressing again with the same stop id changes nothing and answers the same.
   *
   * @throws PressRefusedException if it cannot be carried out as asked; nothing was done
   */
  public PressResult press(Press press) {
    return follow(press, hold(press));
  }

  /**
   * Does the first half of a press: the hold on board and flag. {@link #follow} does the second.
   *
   * @throws PressRefusedException if it cannot be carried out as asked; nothing was done
   */
  public Held hold(Press press) {
    ScopeSupport.check(press);
    kept.requireSameScope(press);
    return places.hold(press);
  }

  /**
   * Does the second half of a press: keeps what the flag does not have, and tells Temporal.
   *
   * @param held what {@link #hold} said of the same press
   */
  public PressResult follow(Press press, Held held) {
    if (held.answer() == PressAnswer.ENDED) {
      kept.settle(press.stopId());
      return result(press, PressAnswer.ENDED, held.places());
    }
    Place keptAt = keep(press, held);
    Place delivered = temporal.deliver(press);
    List<Place> all = new ArrayList<>(held.places());
    all.add(keptAt);
    all.add(delivered);
    PressAnswer answer = answer(held, keptAt.done() || delivered.done());
    if (answer == PressAnswer.KEPT_NOT_HALTED && !keptAt.done()) {
      kept.remember(press, answer);
    }
    return result(press, answer, all);
  }

  /**
   * Goes the way of a press on board and flag without any effect. Returns whether both answered.
   */
  public boolean rehearse() {
    ScopeSupport.check(REHEARSAL);
    kept.requireSameScope(REHEARSAL);
    return places.rehearse(REHEARSAL);
  }

  // Rule R2: accepted is what the flag has, and nothing else.
  private static PressAnswer answer(Held held, boolean keptSomewhere) {
    return held.answer() == PressAnswer.NOT_KEPT && keptSomewhere
        ? PressAnswer.KEPT_NOT_HALTED
        : held.answer();
  }

  private Place keep(Press press, Held held) {
    if (held.answer() == PressAnswer.ACCEPTED) {
      kept.settle(press.stopId());
      return new Place("outbox", true, "");
    }
    PressAnswer promised =
        held.answer() == PressAnswer.NOT_KEPT ? PressAnswer.KEPT_NOT_HALTED : held.answer();
    Future<Place> written = disk.submit(() -> kept.keep(press, promised));
    try {
      return written.get(FILE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      return new Place("outbox", false, "no answer of the disk within " + FILE.toMillis() + " ms");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof PressRefusedException refused) {
        throw refused;
      }
      return new Place("outbox", false, String.valueOf(failed.getCause()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return new Place("outbox", false, "interrupted");
    }
  }

  /**
   * Tries again what the flag does not have: holds it on whichever place answers, and hands it to
   * Temporal while the flag is silent. Called by one thread; needs no PostgreSQL. Returns how many
   * the flag took now.
   */
  public int retryKept() {
    kept.load();
    List<KeptPress> all = kept.all();
    int settled = 0;
    int turns = Math.min(all.size(), RETRIED_AT_ONCE);
    for (int turn = 0; turn < turns; turn++) {
      settled += retry(all.get(Math.floorMod(next++, all.size()))) ? 1 : 0;
    }
    return settled;
  }

  private boolean retry(KeptPress one) {
    StopId stop = one.press().stopId();
    try {
      Held held = places.hold(one.press());
      if (held.answer() == PressAnswer.ENDED) {
        kept.settle(stop);
        return true;
      }
      keep(one.press(), held);
      if (held.answer() != PressAnswer.ACCEPTED) {
        temporal.deliver(one.press());
        return false;
      }
      return true;
    } catch (PressRefusedException refused) {
      kept.giveUp(stop, String.valueOf(refused.getMessage()));
      return false;
    }
  }

  /** Delivers presses of the outbox that Temporal has not taken; returns how many it took now. */
  public int deliverKept() {
    int delivered = 0;
    for (Press press : outbox.undelivered(DELIVERED_AT_ONCE)) {
      Place place = temporal.deliver(press);
      if (!place.done()) {
        outbox.failed(press.stopId(), place.detail());
        return delivered;
      }
      delivered++;
    }
    return delivered;
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
