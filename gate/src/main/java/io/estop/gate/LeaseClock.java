package io.estop.gate;

import io.estop.gate.board.Lease;
import io.estop.gate.board.Reading;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which leases count, and for how long by the gate's own clock, whatever the clock of Redis does
 * (rules R8, R9). Feed's lock guards.
 */
final class LeaseClock {
  /** So much may lie between two clocks that both run well. */
  private static final long DRIFT_MILLIS = 100;

  private static final long NONE = -1;

  private boolean begun;
  private long firstRedisMillis;
  private long firstReadAt;
  private long shownReadAt;
  private long notReadBeforeNanos;
  private long lastRedisMillis;
  private long lastAskedNanos;
  private long lastAnsweredNanos;

  /**
   * Returns how long the lease of a reading counts from the moment it was asked for, in
   * nanoseconds; 0 where it does not. To be called once for each reading, in their order.
   */
  long count(Reading reading, long askedNanos, long answeredNanos) {
    Lease lease = reading.lease();
    if (!begun || wentBack(reading, askedNanos) || isAhead(lease, reading)) {
      begin(reading, lease);
    }
    long before = lastAskedNanos;
    lastRedisMillis = reading.redisMillis();
    lastAskedNanos = askedNanos;
    lastAnsweredNanos = answeredNanos;
    if (lease == null || !isOfThisTime(lease)) {
      return 0;
    }
    if (lease.readAtMillis() > shownReadAt) {
      shownReadAt = lease.readAtMillis();
      notReadBeforeNanos = before;
    }
    boolean counts = reading.leased() && lease.readAtMillis() == shownReadAt;
    return counts ? left(lease, reading, askedNanos) : 0;
  }

  // More time went by here, at the least, than there: the readings' own duration proves nothing.
  private boolean wentBack(Reading reading, long askedNanos) {
    long passed = TimeUnit.NANOSECONDS.toMillis(askedNanos - lastAnsweredNanos);
    return reading.redisMillis() + DRIFT_MILLIS < lastRedisMillis + passed;
  }

  // Read by a clock that was set back since.
  private static boolean isAhead(@Nullable Lease lease, Reading reading) {
    return lease != null && lease.readAtMillis() > reading.redisMillis();
  }

  private void begin(Reading reading, @Nullable Lease lease) {
    begun = true;
    firstRedisMillis = reading.redisMillis();
    firstReadAt = lease == null ? NONE : lease.readAtMillis();
    shownReadAt = NONE;
  }

  // Read after the first reading, and not the one found there.
  private boolean isOfThisTime(Lease lease) {
    return lease.readAtMillis() > firstRedisMillis && lease.readAtMillis() != firstReadAt;
  }

  // Redis says how much is left. Its clock may have gone ahead and back unseen; the reading before
  // the one that first showed this lease was earlier than the lease by any clock.
  private long left(Lease lease, Reading reading, long askedNanos) {
    long byRedis = TimeUnit.MILLISECONDS.toNanos(lease.endsAtMillis() - reading.redisMillis());
    long length = TimeUnit.MILLISECONDS.toNanos(lease.endsAtMillis() - lease.readAtMillis());
    return Math.max(0, Math.min(byRedis, length - (askedNanos - notReadBeforeNanos)));
  }
}
