package io.estop.starter.health;

import io.estop.halt.keeper.Candidate;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says whether the lease under which LIVE counts is renewed, and whether this process does it. */
@Component("keeperHealthIndicator")
final class KeeperHealth implements HealthIndicator {
  private final Candidate candidate;

  KeeperHealth(Candidate candidate) {
    this.candidate = candidate;
  }

  @Override
  public Health health() {
    Candidate.State state = candidate.state();
    return (state.leased() ? Health.up() : Health.down())
        .withDetail("leased", state.leased())
        .withDetail("elected", state.elected())
        .withDetail("lastLook", state.lastLook().toString())
        .withDetail("text", state.text())
        .build();
  }
}
