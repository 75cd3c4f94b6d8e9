package io.estop.worker;

import io.estop.halt.Loop;
import io.estop.liquidation.VenueCountdown;
import io.estop.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the countdowns of venues: one thread looks at PostgreSQL for all, and one for each asks its
 * venue, so that neither a silent database nor another venue delays a renewal.
 */
final class CountdownLoops implements AutoCloseable {
  private final List<Loop> loops;

  CountdownLoops(List<VenueCountdown> countdowns, Database database, MeterRegistry meters) {
    this.loops =
        countdowns.isEmpty()
            ? List.of()
            : Stream.concat(
                    Stream.of(looking(countdowns, database, meters)),
                    countdowns.stream().map(countdown -> keeping(countdown, meters)))
                .toList();
  }

  private static Loop looking(
      List<VenueCountdown> countdowns, Database database, MeterRegistry meters) {
    return new Loop(
        "venue-countdowns",
        VenueCountdown.PAUSE,
        () -> {
          if (database.isMigrated()) {
            countdowns.forEach(VenueCountdown::look);
          }
        },
        meters);
  }

  private static Loop keeping(VenueCountdown countdown, MeterRegistry meters) {
    return new Loop(
        "venue-countdown " + countdown.account(), VenueCountdown.PAUSE, countdown::keep, meters);
  }

  void start() {
    loops.forEach(Loop::start);
  }

  /** Ends renewing and disarms nothing: whether others of us live, the venue finds out. */
  @Override
  public void close() {
    loops.forEach(Loop::close);
  }
}
