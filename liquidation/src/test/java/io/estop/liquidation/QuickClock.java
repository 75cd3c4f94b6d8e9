package io.estop.liquidation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** A clock that goes faster than the wall's, and a pulse whose waits are as much shorter. */
final class QuickClock extends Clock implements LongSupplier, Pulse {
  private final int factor;
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  QuickClock(int factor) {
    this.factor = factor;
  }

  /** Returns how much of its time went by. */
  Duration passed() {
    return Duration.ofNanos(getAsLong());
  }

  @Override
  public long getAsLong() {
    return (System.nanoTime() - startNanos) * factor;
  }

  @Override
  public Instant instant() {
    return start.plusNanos(getAsLong());
  }

  @Override
  public void beat() {}

  @Override
  public void pause(Duration duration) {
    LockSupport.parkNanos(duration.dividedBy(factor).toNanos());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
