package io.estop.gate;

import io.estop.gate.GateMemory.Move;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Tells listeners how holds moved, on a thread of their own. */
final class Listeners {
  private final List<GateListener> listeners;
  private final ExecutorService thread;
  private final Failures failures;

  Listeners(List<GateListener> listeners, ExecutorService thread, Failures failures) {
    this.listeners = List.copyOf(listeners);
    this.thread = thread;
    this.failures = failures;
  }

  void tell(List<Move> moves) {
    if (!listeners.isEmpty()) {
      moves.forEach(move -> tell(move.before(), move.now()));
    }
  }

  private void tell(@Nullable Hold before, @Nullable Hold now) {
    if (now == null) {
      if (before != null) {
        tellEach(GateListener::onResume, before.at(Mode.LIVE, BigDecimal.ONE));
      }
    } else if (before == null) {
      if (now.mode() != Mode.LIVE) {
        tellEach(GateListener::onPause, now);
      }
    } else if (GateMemory.isStricter(now, before)) {
      tellEach(GateListener::onPause, now);
    } else if (GateMemory.isStricter(before, now)) {
      tellEach(GateListener::onResume, now);
    }
  }

  private void tellEach(BiConsumer<GateListener, Hold> what, Hold hold) {
    for (GateListener listener : listeners) {
      thread.execute(() -> tellOne(what, listener, hold));
    }
  }

  private void tellOne(BiConsumer<GateListener, Hold> what, GateListener listener, Hold hold) {
    try {
      what.accept(listener, hold);
    } catch (RuntimeException thrown) {
      failures.count("listener " + listener + " failed on " + hold, thrown);
    }
  }
}
