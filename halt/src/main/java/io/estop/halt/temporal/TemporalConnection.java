package io.estop.halt.temporal;

import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;

/** How every process speaks to Temporal. */
public final class TemporalConnection {
  // After an outage the next attempt comes within this time instead of up to two minutes.
  private static final Duration RECONNECT = Duration.ofSeconds(2);

  private TemporalConnection() {}

  /** Returns the options with what the halt needs: no compression, and a quick return. */
  public static WorkflowServiceStubsOptions.Builder tune(
      WorkflowServiceStubsOptions.Builder options) {
    return options
        .setGrpcCompression(GrpcCompression.NONE)
        .setConnectionBackoffResetFrequency(RECONNECT);
  }
}
