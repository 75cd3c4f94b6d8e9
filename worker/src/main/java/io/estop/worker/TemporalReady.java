package io.estop.worker;

import io.estop.workflows.EstopSearchAttributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.RegisterNamespaceRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes Temporal ready for workers: the namespace exists and every search attribute is registered.
 * Upserting an unknown one would fail the workflow's task for ever.
 */
final class TemporalReady {
  private static final Logger log = LoggerFactory.getLogger(TemporalReady.class);
  private static final long CALL_SECONDS = 5;
  private static final Duration RETENTION = Duration.ofDays(30);

  private final WorkflowServiceStubs service;
  private final String namespace;

  TemporalReady(WorkflowServiceStubs service, String namespace) {
    this.service = service;
    this.namespace = namespace;
  }

  /** Does what is missing; throws gRPC's exception while Temporal is not there. */
  void ensure() {
    ensureNamespace();
    OperatorServiceStubs operator =
        OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(service.getRawChannel())
                .validateAndBuildWithDefaults());
    Map<String, IndexedValueType> missing = new HashMap<>(EstopSearchAttributes.all());
    missing.keySet().removeAll(registered(operator));
    if (!missing.isEmpty()) {
      operator
          .blockingStub()
          .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace)
                  .putAllSearchAttributes(missing)
                  .build());
      log.info("registered search attributes {}", missing.keySet());
    }
  }

  private java.util.Set<String> registered(OperatorServiceStubs operator) {
    try {
      return operator
          .blockingStub()
          .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
          .listSearchAttributes(
              ListSearchAttributesRequest.newBuilder().setNamespace(namespace).build())
          .getCustomAttributesMap()
          .keySet();
    } catch (StatusRuntimeException failed) {
      if (failed.getStatus().getCode() != Status.Code.UNIMPLEMENTED) {
        throw failed;
      }
      // The SDK's in-memory server cannot list them: all are added, which it takes twice.
      return java.util.Set.of();
    }
  }

  private void ensureNamespace() {
    try {
      service
          .blockingStub()
          .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
          .describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace(namespace).build());
    } catch (StatusRuntimeException failed) {
      if (failed.getStatus().getCode() != Status.Code.NOT_FOUND) {
        throw failed;
      }
      service
          .blockingStub()
          .withDeadlineAfter(CALL_SECONDS, TimeUnit.SECONDS)
          .registerNamespace(
              RegisterNamespaceRequest.newBuilder()
                  .setNamespace(namespace)
                  .setWorkflowExecutionRetentionPeriod(
                      com.google.protobuf.Duration.newBuilder().setSeconds(RETENTION.toSeconds()))
                  .build());
      log.info("registered namespace {}", namespace);
    }
  }
}
