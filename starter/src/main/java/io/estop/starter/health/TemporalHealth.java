package io.estop.starter.health;

import io.estop.halt.temporal.TemporalProbe;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says whether Temporal answers. */
@Component("temporalHealthIndicator")
final class TemporalHealth implements HealthIndicator {
  private final TemporalProbe probe;

  TemporalHealth(WorkflowServiceStubs temporal, Clock clock) {
    this.probe = new TemporalProbe(temporal, clock);
  }

  @Override
  public Health health() {
    TemporalProbe.Answer answer = probe.ask();
    return (answer.up() ? Health.up() : Health.down()).withDetails(answer.details()).build();
  }
}
