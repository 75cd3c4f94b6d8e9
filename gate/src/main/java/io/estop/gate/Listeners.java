package io.estop.gate;

import io.estop.gate.GateMemory.Move;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells listeners how holds moved, on a thread of their own. Told in two steps, so that a change
 * that moves many gates wakes a thread which they share once and not once each.
 */
final class Listeners {
  private final List<GateListener> listeners;
  private final ExecutorService thread;
  private final Failures failures;
  // Added to under Feed's lock, in order; emptied on the listeners' thread.
  private final Queue<Runnable> notices = new ConcurrentLinkedQueue<>();

  Listeners(List<GateListener> listeners, ExecutorService thread, Failures failures) {
    this.listeners = List.copyOf(listeners);
    this.thread = thread;
    this.failures = failures;
  }

  /**
   * Notes how holds moved. They are told once one of the two methods below has woken the thread.
   */
  void note(List<Move> moves) {
    if (!listeners.isEmpty()) {
      moves.forEach(move -> note(move.before(), move.now()));
    }
  }

  /** Wakes the thread where there is anything to tell. */
  void wake() {
    wake(List.of(this));
  }

  /** The same for the listeners of many gates: once for each thread. */
  static void wake(Collection<Listeners> many) {
    Map<ExecutorService, List<Listeners>> byThread = new IdentityHashMap<>();
    for (Listeners one : many) {
      if (!one.notices.isEmpty()) {
        byThread.computeIfAbsent(one.thread, thread -> new ArrayList<>()).add(one);
      }
    }
    byThread.forEach(Listeners::wake);
  }

  private static void wake(ExecutorService thread, List<Listeners> sharing) {
    try {
      thread.execute(() -> sharing.forEach(Listeners::tell));
    } catch (RejectedExecutionException ended) {
      sharing.forEach(one -> one.drop(ended));
    }
  }

  private void drop(RejectedExecutionException ended) {
    notices.clear();
    failures.count("the listeners' thread has ended: nobody is told from now on", ended);
  }

  private void tell() {
    for (Runnable next = notices.poll(); next != null; next = notices.poll()) {
      next.run();
    }
  }

  private void note(@Nullable Hold before, @Nullable Hold now) {
    if (now == null) {
      if (before != null) {
        noteEach(GateListener::onResume, before.at(Mode.LIVE, BigDecimal.ONE));
      }
    } else if (before == null) {
      if (now.mode() != Mode.LIVE) {
        noteEach(GateListener::onPause, now);
      }
    } else if (GateMemory.isStricter(now, before)) {
      noteEach(GateListener::onPause, now);
    } else if (GateMemory.isStricter(before, now)) {
      noteEach(GateListener::onResume, now);
    }
  }

  private void noteEach(BiConsumer<GateListener, Hold> what, Hold hold) {
    for (GateListener listener : listeners) {
      notices.add(() -> tellOne(what, listener, hold));
    }
  }

  private void tellOne(BiConsumer<GateListener, Hold> what, GateListener listener, Hold hold) {
    try {
      what.accept(listener, hold);
    } catch (RuntimeException | Error thrown) {
      // Errors too: the listeners of other gates stand behind this one.
      failures.count("listener " + listener + " failed on " + hold, thrown);
    }
  }
}
