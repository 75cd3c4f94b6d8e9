package io.estop.starter.health;

import io.estop.halt.keeper.Keeper;
import io.estop.halt.keeper.Keeper.Look;
import io.estop.starter.wiring.Migration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Lets the keeper look and remembers what it said. */
@Component("keeperHealthIndicator")
public final class KeeperWatch implements HealthIndicator {
  // The keeper looks once a second; three missed looks are a finding.
  private static final Duration STALE = Duration.ofSeconds(3);

  private final Keeper keeper;
  private final Migration migration;
  private final Clock clock;
  private final Counter leasedLooks;
  private final Counter unleasedLooks;
  // Written by the keeper's thread, read by health and metrics.
  private volatile Seen seen = new Seen(Instant.EPOCH, new Look(false, "has not looked yet"));
  private volatile Instant leasedAt = Instant.EPOCH;

  private record Seen(Instant at, Look look) {}

  KeeperWatch(Keeper keeper, Migration migration, Clock clock, MeterRegistry meters) {
    this.keeper = keeper;
    this.migration = migration;
    this.clock = clock;
    this.leasedLooks = looks(meters, "true");
    this.unleasedLooks = looks(meters, "false");
    Gauge.builder("estop.lease.held", this, watch -> watch.isLeased() ? 1 : 0)
        .description("1 while the keeper renews the lease under which LIVE counts")
        .register(meters);
    Gauge.builder("estop.lease.renewed.timestamp.seconds", this, watch -> watch.renewedSeconds())
        .description("When the lease was last renewed, in seconds since 1970")
        .register(meters);
  }

  private static Counter looks(MeterRegistry meters, String leased) {
    return Counter.builder("estop.keeper.look.total")
        .description("Looks of the keeper")
        .tag("leased", leased)
        .register(meters);
  }

  /** Looks once. Runs on the keeper's thread; throws what the keeper throws. */
  public void look() {
    if (!migration.isDone()) {
      remember(new Look(false, "the database is " + migration.text()));
      return;
    }
    try {
      remember(keeper.look());
    } catch (RuntimeException failed) {
      remember(new Look(false, "PostgreSQL: " + firstLine(failed)));
      throw failed;
    }
  }

  private void remember(Look look) {
    Instant now = clock.instant();
    seen = new Seen(now, look);
    if (look.leased()) {
      leasedAt = now;
      leasedLooks.increment();
    } else {
      unleasedLooks.increment();
    }
  }

  private static String firstLine(RuntimeException failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
  }

  private boolean isLeased() {
    // A look that copies a press from one place to the other renews nothing, and need not.
    return !leasedAt.plus(STALE).isBefore(clock.instant());
  }

  private double renewedSeconds() {
    return leasedAt.toEpochMilli() / 1_000.0;
  }

  @Override
  public Health health() {
    Seen last = seen;
    boolean leased = isLeased();
    Health.Builder health = leased ? Health.up() : Health.down();
    return health
        .withDetail("leased", leased)
        .withDetail("lastLook", last.at().toString())
        .withDetail("text", last.look().text())
        .build();
  }
}
