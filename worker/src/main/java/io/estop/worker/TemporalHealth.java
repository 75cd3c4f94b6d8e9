package io.estop.worker;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Asks Temporal who it is, at most once a second. */
@Component("temporalHealthIndicator")
final class TemporalHealth implements HealthIndicator {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final long DEADLINE_MILLIS = 1_000;

  private final WorkflowServiceStubs temporal;
  private final Clock clock;
  // Guarded by this: written and read by whoever asks for health.
  private Instant askedAt = Instant.EPOCH;
  private Health answer = Health.unknown().build();

  TemporalHealth(WorkflowServiceStubs temporal, Clock clock) {
    this.temporal = temporal;
    this.clock = clock;
  }

  @Override
  public synchronized Health health() {
    if (askedAt.plus(FRESH).isBefore(clock.instant())) {
      answer = ask();
      askedAt = clock.instant();
    }
    return answer;
  }

  private Health ask() {
    try {
      String version =
          temporal
              .blockingStub()
              .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
              .getServerVersion();
      return Health.up().withDetail("version", version).build();
    } catch (StatusRuntimeException silent) {
      return Health.down()
          .withDetail("target", temporal.getOptions().getTarget())
          .withDetail("error", String.valueOf(silent.getStatus().getCode()))
          .build();
    }
  }
}
