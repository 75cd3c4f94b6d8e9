package io.estop.workflows.maintenance;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** One window of ten minutes that is due now, and what was halted for it. */
final class FakeMaintenance implements MaintenanceActivities {
  static final Duration LENGTH = Duration.ofMinutes(10);

  private final LongSupplier millis;
  private final long end;
  private final List<String> halted = new ArrayList<>();
  private long silentUntil;
  private boolean unknown;
  private boolean cancelled;
  private long lastTry;
  private int tries;

  FakeMaintenance(LongSupplier millis) {
    this.millis = millis;
    this.end = millis.getAsLong() + LENGTH.toMillis();
  }

  @Override
  public synchronized boolean begin(String windowId) {
    tries++;
    lastTry = millis.getAsLong();
    if (unknown) {
      throw ApplicationFailure.newNonRetryableFailure(
          "no maintenance window has the id " + windowId, "UNKNOWN");
    }
    if (cancelled || lastTry >= end) {
      return false;
    }
    if (lastTry < silentUntil) {
      throw new IllegalStateException("no place took the stop");
    }
    halted.add(windowId);
    return true;
  }

  synchronized void cancel() {
    cancelled = true;
  }

  synchronized void forget() {
    unknown = true;
  }

  /** From now on no place takes a press, for so long. */
  synchronized void silence(Duration time) {
    silentUntil = millis.getAsLong() + time.toMillis();
  }

  synchronized List<String> halted() {
    return List.copyOf(halted);
  }

  synchronized int tries() {
    return tries;
  }

  /** Returns how long after its end the window was tried last; negative: before. */
  synchronized Duration triedAfterItsEnd() {
    return Duration.ofMillis(lastTry - end);
  }
}
