package io.estop.embedded.demo;

import io.estop.embedded.process.Await;
import io.estop.gate.GateListener;
import io.estop.model.hold.Hold;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** When the demo's own gate heard of each stop; it denies already when it tells so. */
final class HeardHolds implements GateListener {

  // A stop without a hold within this is one whose press went wrong: nothing is printed then.
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Clock clock;
  private final LongSupplier nanos;
  private final ConcurrentMap<String, Heard> first = new ConcurrentHashMap<>();

  HeardHolds(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  private record Heard(long nanos, Instant at) {}

  @Override
  public void onPause(Hold hold) {
    first.putIfAbsent(hold.stopId().value(), new Heard(nanos.getAsLong(), clock.instant()));
  }

  /** Returns the milliseconds from a moment of this process's monotonic clock, waiting a little. */
  Optional<Long> millisSince(long pressedNanos, String stopId) {
    Await.until(() -> first.containsKey(stopId), LONGEST);
    @Nullable Heard heard = first.get(stopId);
    return Optional.ofNullable(heard)
        .map(it -> Math.max(0, (it.nanos() - pressedNanos) / 1_000_000));
  }

  /** Returns the milliseconds from a press of another process, by the clock of this machine. */
  Optional<Long> millisSince(Instant pressedAt, String stopId) {
    return Optional.ofNullable(first.get(stopId))
        .map(heard -> Math.max(0, Duration.between(pressedAt, heard.at()).toMillis()));
  }
}
