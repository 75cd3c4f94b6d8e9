package io.estop.starter.breaker;

import io.estop.model.Scope;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.starter.wiring.TemporalCalls;
import io.estop.store.breaker.BreakerRow;
import io.estop.store.breaker.Breakers;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.breaker.BreakerStatus;
import io.estop.workflows.breaker.CircuitBreakerWorkflow;
import io.temporal.client.WorkflowClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What a breaker remembers (database) and what its run says (Temporal); either may be silent. */
@RestController
final class BreakerController {
  private final Breakers breakers;
  private final WorkflowClient client;
  private final TemporalCalls temporal;

  BreakerController(Breakers breakers, WorkflowClient client, TemporalCalls temporal) {
    this.breakers = breakers;
    this.client = client;
    this.temporal = temporal;
  }

  /**
   * A breaker as REST shows it. Amounts are decimal texts; null where nothing is known.
   *
   * @param state WATCHING, TRIPPED, BLIND, or UNKNOWN while its run does not answer
   */
  record BreakerJson(
      String scope,
      String workflowId,
      String state,
      String why,
      @Nullable Long ticks,
      @Nullable String highWaterMark,
      @Nullable String equity,
      @Nullable Integer breaches,
      @Nullable Long episode,
      @Nullable Boolean latched,
      @Nullable String tickedAt,
      @Nullable String trouble) {}

  @GetMapping("/api/v1/breakers/{scope}")
  BreakerJson one(@PathVariable String scope) {
    Scope watched = Values.scope(scope);
    Row row = row(watched);
    try {
      return json(watched, row, status(watched), row.trouble());
    } catch (Problem silent) {
      if (row.found().isEmpty()) {
        throw silent;
      }
      return json(watched, row, null, silent.getMessage());
    }
  }

  private record Row(Optional<BreakerRow> found, @Nullable String trouble) {}

  private Row row(Scope watched) {
    try {
      return new Row(breakers.find(watched), null);
    } catch (DataAccessException | TransactionException unreachable) {
      return new Row(Optional.empty(), "PostgreSQL does not answer");
    }
  }

  private BreakerStatus status(Scope watched) {
    return temporal.call(
        "the circuit breaker of " + watched,
        TemporalCalls.QUERY,
        () ->
            client
                .newWorkflowStub(CircuitBreakerWorkflow.class, WorkflowIds.breaker(watched))
                .status());
  }

  private static BreakerJson json(
      Scope watched, Row row, @Nullable BreakerStatus status, @Nullable String trouble) {
    BreakerRow kept = row.found().orElse(null);
    return new BreakerJson(
        watched.toString(),
        WorkflowIds.breaker(watched),
        status == null ? "UNKNOWN" : status.state(),
        why(kept, status),
        status == null ? null : status.ticks(),
        kept == null ? null : kept.state().highWaterMark().toPlainString(),
        kept == null ? null : kept.state().equity().toPlainString(),
        kept == null ? null : kept.state().breaches(),
        kept == null ? null : kept.state().episode(),
        kept == null ? null : kept.state().latched(),
        kept == null ? null : kept.tickedAt().toString(),
        trouble);
  }

  private static String why(@Nullable BreakerRow kept, @Nullable BreakerStatus status) {
    if (status != null && !status.why().isEmpty()) {
      return status.why();
    }
    return kept == null ? "" : kept.why();
  }
}
