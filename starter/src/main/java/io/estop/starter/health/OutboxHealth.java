package io.estop.starter.health;

import io.estop.halt.press.KeptPresses;
import io.estop.starter.wiring.Migration;
import io.estop.store.flag.Outbox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** How many presses Temporal has not taken yet, and how many the flag has not. */
@Component("outboxHealthIndicator")
final class OutboxHealth implements HealthIndicator {
  private static final int COUNTED_AT_MOST = 1_000;

  private final Outbox outbox;
  private final KeptPresses kept;
  private final Migration migration;
  // Written by whoever asks for health, read by metrics.
  private volatile int undelivered;

  OutboxHealth(Outbox outbox, KeptPresses kept, Migration migration, MeterRegistry meters) {
    this.outbox = outbox;
    this.kept = kept;
    this.migration = migration;
    Gauge.builder("estop.outbox.undelivered", this, health -> health.undelivered)
        .description("Presses that Temporal has not taken, as of the last look at health")
        .register(meters);
    Gauge.builder("estop.press.kept", kept, presses -> presses.all().size())
        .description("Presses that the flag does not have yet")
        .register(meters);
  }

  @Override
  public Health health() {
    Health.Builder health = troubled(postgres());
    return health.withDetail("kept", kept.all().size()).build();
  }

  private Health.Builder troubled(Health.Builder health) {
    List<String> troubles = kept.troubles();
    return troubles.isEmpty() ? health : health.down().withDetail("troubles", troubles);
  }

  private Health.Builder postgres() {
    if (!migration.isDone()) {
      return Health.down().withDetail("text", "the database is " + migration.text());
    }
    try {
      undelivered = outbox.undelivered(COUNTED_AT_MOST).size();
      return Health.up().withDetail("undelivered", undelivered);
    } catch (DataAccessException unreachable) {
      return Health.down().withDetail("text", "PostgreSQL does not answer");
    }
  }
}
