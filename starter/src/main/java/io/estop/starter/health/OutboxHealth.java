package io.estop.starter.health;

import io.estop.starter.wiring.Migration;
import io.estop.store.flag.Outbox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How many presses Temporal has not taken yet. */
@Component("outboxHealthIndicator")
final class OutboxHealth implements HealthIndicator {
  private static final int COUNTED_AT_MOST = 1_000;

  private final Outbox outbox;
  private final Migration migration;
  // Written by whoever asks for health, read by metrics.
  private volatile int undelivered;

  OutboxHealth(Outbox outbox, Migration migration, MeterRegistry meters) {
    this.outbox = outbox;
    this.migration = migration;
    Gauge.builder("estop.outbox.undelivered", this, health -> health.undelivered)
        .description("Presses that Temporal has not taken, as of the last look at health")
        .register(meters);
  }

  @Override
  public Health health() {
    if (!migration.isDone()) {
      return Health.down().withDetail("text", "the database is " + migration.text()).build();
    }
    try {
      undelivered = outbox.undelivered(COUNTED_AT_MOST).size();
      return Health.up().withDetail("undelivered", undelivered).build();
    } catch (DataAccessException unreachable) {
      return Health.down().withDetail("text", "PostgreSQL does not answer").build();
    }
  }
}
