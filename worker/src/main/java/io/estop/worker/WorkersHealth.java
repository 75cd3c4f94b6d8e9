package io.estop.worker;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says whether workers take tasks, and otherwise what they wait for. */
@Component("workersHealthIndicator")
class WorkersHealth implements HealthIndicator {
  private final WorkersLifecycle workers;

  WorkersHealth(WorkersLifecycle workers) {
    this.workers = workers;
  }

  @Override
  public Health health() {
    return (workers.isPolling() ? Health.up() : Health.down())
        .withDetail("state", workers.state())
        .build();
  }
}
