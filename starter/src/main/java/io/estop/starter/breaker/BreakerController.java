package io.estop.starter.breaker;

import io.estop.breaker.rules.RuleBook;
import io.estop.model.Scope;
import io.estop.model.breaker.Rule;
import io.estop.starter.breaker.BreakerJson.RuleJson;
import io.estop.starter.breaker.BreakerJson.TripJson;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.starter.wiring.TemporalCalls;
import io.estop.store.breaker.Breakers.BreakerRow;
import io.estop.store.breaker.EquityMarks.EquityMark;
import io.estop.store.breaker.RuleRow;
import io.estop.store.breaker.Trip;
import io.estop.workflows.WorkflowIds;
import io.estop.workflows.breaker.BreakerStatus;
import io.estop.workflows.breaker.CircuitBreakerWorkflow;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What breakers remember (database) and what their runs say (Temporal); either may be silent. */
@RestController
final class BreakerController {
  private static final int TRIPS = 20;

  private final BreakerRows rows;
  private final RuleBook book;
  private final WorkflowClient client;
  private final TemporalCalls temporal;

  BreakerController(
      BreakerRows rows, RuleBook book, WorkflowClient client, TemporalCalls temporal) {
    this.rows = rows;
    this.book = book;
    this.client = client;
    this.temporal = temporal;
  }

  /** All breakers, without what only Temporal knows. */
  record BreakersJson(List<BreakerJson> breakers) {}

  @GetMapping("/api/v1/breakers")
  BreakersJson all() {
    return new BreakersJson(
        book.scopes().stream().map(scope -> json(scope, kept(scope), null, null)).toList());
  }

  @GetMapping("/api/v1/breakers/{scope}")
  BreakerJson one(@PathVariable String scope) {
    Scope watched = Values.scope(scope);
    Known known = known(watched);
    try {
      return json(watched, known.kept(), status(watched), known.trouble());
    } catch (Problem silent) {
      if (known.kept().breaker().isEmpty()) {
        throw silent;
      }
      return json(watched, known.kept(), null, silent.getMessage());
    }
  }

  /** What PostgreSQL has of a scope. */
  private record Kept(
      Optional<BreakerRow> breaker,
      Optional<EquityMark> mark,
      List<RuleRow> rules,
      List<Trip> trips) {
    static Kept nothing() {
      return new Kept(Optional.empty(), Optional.empty(), List.of(), List.of());
    }
  }

  private record Known(Kept kept, @Nullable String trouble) {}

  private Known known(Scope watched) {
    try {
      return new Known(kept(watched), null);
    } catch (DataAccessException | TransactionException unreachable) {
      return new Known(Kept.nothing(), "PostgreSQL does not answer");
    }
  }

  private Kept kept(Scope watched) {
    return new Kept(
        rows.breakers().find(watched),
        rows.marks().find(watched),
        rows.rules().of(watched),
        rows.trips().newest(watched, TRIPS));
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

  private BreakerJson json(
      Scope watched, Kept kept, @Nullable BreakerStatus status, @Nullable String trouble) {
    EquityMark mark = kept.mark().orElse(null);
    BreakerRow row = kept.breaker().orElse(null);
    String state = row == null ? "UNKNOWN" : row.state();
    return new BreakerJson(
        watched.toString(),
        WorkflowIds.breaker(watched),
        status == null && trouble != null ? "UNKNOWN" : status == null ? state : status.state(),
        why(row, status),
        status == null ? null : status.ticks(),
        mark == null ? null : mark.mark().toPlainString(),
        mark == null ? null : mark.equity().toPlainString(),
        row == null ? null : row.tickedAt().toString(),
        rules(watched, kept.rules()),
        kept.trips().stream().map(TripJson::of).toList(),
        trouble);
  }

  private List<RuleJson> rules(Scope watched, List<RuleRow> known) {
    List<RuleJson> all = new ArrayList<>();
    for (Rule rule : book.of(watched)) {
      List<RuleRow> own =
          known.stream().filter(row -> row.key().rule().equals(rule.name())).toList();
      own.forEach(row -> all.add(RuleJson.of(rule, row.key().subject(), Optional.of(row))));
      if (own.isEmpty()) {
        all.add(RuleJson.of(rule, rule.subject().orElse(""), Optional.empty()));
      }
    }
    return all;
  }

  private static String why(@Nullable BreakerRow row, @Nullable BreakerStatus status) {
    if (status != null && !status.why().isEmpty()) {
      return status.why();
    }
    return row == null ? "" : row.why();
  }
}
