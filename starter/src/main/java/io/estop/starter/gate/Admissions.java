package io.estop.starter.gate;

import io.estop.gate.Admission;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Orders that were let in over HTTP and have not exited. Whoever does not say that an order is sent
 * is taken to have sent it: it stays listed as unfinished for {@link #LONGEST}, then it exits.
 * Bounded by the gate, which lets in no more than 1,000. Thread-safe.
 */
final class Admissions implements AutoCloseable {
  /** How long an order may be inside. */
  static final Duration LONGEST = Duration.ofSeconds(5);

  private final Map<String, Admission> inside = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "estop-admissions");
            thread.setDaemon(true);
            return thread;
          });

  /** Keeps an order that was let in until it exits, or for so long. */
  void enter(String component, String orderId, Admission admission) {
    String key = key(component, orderId);
    Admission before = inside.put(key, admission);
    if (before != null) {
      before.close();
    }
    timer.schedule(() -> expire(key, admission), LONGEST.toMillis(), TimeUnit.MILLISECONDS);
  }

  // Only this one: the same id may have been let in anew meanwhile.
  private void expire(String key, Admission admission) {
    inside.remove(key, admission);
    admission.close();
  }

  /** Ends what let the order in; nothing where it is not inside. */
  void exit(String component, String orderId) {
    Admission admission = inside.remove(key(component, orderId));
    if (admission != null) {
      admission.close();
    }
  }

  private static String key(String component, String orderId) {
    return component + "\t" + orderId;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    inside.values().forEach(Admission::close);
  }
}
