package io.estop.embedded.temporal;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The few questions that a start has for a Temporal server. */
final class TemporalClient {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final int RETENTION_DAYS = 3;

  private TemporalClient() {}

  static boolean answers(TemporalChoice.Given given) {
    return isServing(given.address(), PATIENCE);
  }

  /** Tells whether a server answers at the address within the time. */
  static boolean isServing(String address, Duration within) {
    WorkflowServiceStubs stubs = stubs(address);
    try {
      stubs.connect(within);
      return true;
    } catch (RuntimeException e) {
      // Whatever it is that answers there, or does not: it is no Temporal server.
      return false;
    } finally {
      stubs.shutdownNow();
    }
  }

  /** Tells whether the server knows the namespace and answers for it. */
  static boolean knows(String address, String namespace) {
    WorkflowServiceStubs stubs = stubs(address);
    try {
      describe(stubs, namespace);
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    } finally {
      stubs.shutdownNow();
    }
  }

  /** Registers the namespace where the server does not know it yet. */
  static void ensureNamespace(String address, String namespace) {
    WorkflowServiceStubs stubs = stubs(address);
    try {
      describe(stubs, namespace);
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw e;
      }
      register(stubs, namespace);
    } finally {
      stubs.shutdownNow();
    }
  }

  private static void describe(WorkflowServiceStubs stubs, String namespace) {
    stubs
        .blockingStub()
        .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
  }

  private static void register(WorkflowServiceStubs stubs, String namespace) {
    stubs
        .blockingStub()
        .registerNamespace(
            RegisterNamespaceRequest.newBuilder()
                .setNamespace(namespace)
                .setWorkflowExecutionRetentionPeriod(Durations.fromDays(RETENTION_DAYS))
                .build());
  }

  private static WorkflowServiceStubs stubs(String address) {
    return WorkflowServiceStubs.newServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
  }
}
