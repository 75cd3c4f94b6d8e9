package io.estop.halt;

import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;

/** How every process speaks to Temporal. */
public final class TemporalConnection {
  // After an outage the next attempt comes within this time instead of up to two minutes.
  private static final Duration RECONNECT = Duration.ofSeconds(2);

  private TemporalConnection() {}

  /** Sets what the halt needs: no compression on short messages, and a quick return. */
  public static void tune(WorkflowServiceStubsOptions.Builder options) {
    options.setGrpcCompression(GrpcCompression.NONE).setConnectionBackoffResetFrequency(RECONNECT);
  }
}
