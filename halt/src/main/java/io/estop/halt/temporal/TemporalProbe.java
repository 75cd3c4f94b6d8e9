package io.estop.halt.temporal;

import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks Temporal who it is, at most once a second, for the health of every process. Thread-safe. */
public final class TemporalProbe {
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final long DEADLINE_MILLIS = 1_000;

  private final WorkflowServiceStubs temporal;
  private final Clock clock;
  // Guarded by this: written and read by whoever asks for health.
  private Instant askedAt = Instant.EPOCH;
  private @Nullable Answer answer;

  public TemporalProbe(WorkflowServiceStubs temporal, Clock clock) {
    this.temporal = temporal;
    this.clock = clock;
  }

  /**
   * What Temporal said.
   *
   * @param up whether it answered
   * @param details its version, or whom was asked and what went wrong
   */
  public record Answer(boolean up, Map<String, String> details) {}

  /**
   * Returns the latest answer, asked for anew when it is older than a second; waits at most one.
   */
  public synchronized Answer ask() {
    if (answer == null || askedAt.plus(FRESH).isBefore(clock.instant())) {
      answer = asked();
      askedAt = clock.instant();
    }
    return answer;
  }

  private Answer asked() {
    try {
      String version =
          temporal
              .blockingStub()
              .withDeadlineAfter(DEADLINE_MILLIS, TimeUnit.MILLISECONDS)
              .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
              .getServerVersion();
      return new Answer(true, Map.of("version", version));
    } catch (StatusRuntimeException silent) {
      return new Answer(
          false,
          Map.of(
              "target",
              String.valueOf(temporal.getOptions().getTarget()),
              "error",
              String.valueOf(silent.getStatus().getCode())));
    }
  }
}
