package io.estop.starter.maintenance;

import io.estop.halt.maintenance.Maintenance;
import io.estop.halt.maintenance.Maintenance.Plan;
import io.estop.halt.maintenance.MaintenanceRefusedException;
import io.estop.model.deadman.Span;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.starter.people.Caller;
import io.estop.starter.problem.Problem;
import io.estop.starter.problem.Values;
import io.estop.store.maintenance.WindowRow;
import io.estop.store.maintenance.WindowRow.Signed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Maintenance windows over REST. */
@RestController
@RequestMapping("/api/v1/maintenance")
final class MaintenanceController {
  private static final int MOST = 200;
  private static final int LONGEST_REASON = 500;
  private static final Duration HALT_BEFORE = Duration.ofMinutes(1);

  private final Maintenance maintenance;
  private final MaintenanceSchedules schedules;

  MaintenanceController(Maintenance maintenance, MaintenanceSchedules schedules) {
    this.maintenance = maintenance;
    this.schedules = schedules;
  }

  /** The body of a plan; {@code haltBeforeSeconds} is 60 where absent. */
  record PlanRequest(
      @Nullable String windowId,
      @Nullable String scope,
      @Nullable String startsAt,
      @Nullable String endsAt,
      @Nullable Long haltBeforeSeconds,
      @Nullable String reason) {}

  /** The body of a cancellation. */
  record CancelRequest(@Nullable String reason) {}

  /**
   * A window as REST shows it.
   *
   * @param state PLANNED, APPROVED, BEGUN, OVER, CANCELLED or LAPSED
   * @param stopId of the stop that halts for it
   */
  record WindowJson(
      String windowId,
      String scope,
      String state,
      String startsAt,
      String endsAt,
      String haltAt,
      String reason,
      String askedBy,
      @Nullable String approvedBy,
      @Nullable String cancelledBy,
      String stopId,
      @Nullable String begunAt) {

    static WindowJson of(WindowRow row, Instant now) {
      return new WindowJson(
          row.windowId(),
          row.scope().toString(),
          row.state(now).name(),
          row.span().from().toString(),
          row.span().to().toString(),
          row.haltAt().toString(),
          row.reason(),
          row.asked().person(),
          row.approved().map(Signed::person).orElse(null),
          row.cancelled().map(Signed::person).orElse(null),
          row.stopId().value(),
          row.begunAt().map(Instant::toString).orElse(null));
    }
  }

  @GetMapping
  List<WindowJson> newest() {
    return asked(
        () -> {
          Instant now = maintenance.now();
          return maintenance.newest(MOST).stream().map(row -> WindowJson.of(row, now)).toList();
        });
  }

  @PostMapping
  WindowJson plan(@RequestBody PlanRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::requests, "plan a maintenance");
    return answer(() -> maintenance.plan(toPlan(body), person.name()));
  }

  @PostMapping("/{windowId}/approve")
  WindowJson approve(@PathVariable String windowId, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::approves, "approve a maintenance");
    return answer(() -> maintenance.approve(windowId, person.name()));
  }

  @PostMapping("/{windowId}/cancel")
  WindowJson cancel(
      @PathVariable String windowId, @RequestBody CancelRequest body, HttpServletRequest request) {
    Person person = Caller.allowed(request, Role::requests, "cancel a maintenance");
    String reason = Values.text("reason", body.reason(), LONGEST_REASON);
    WindowJson cancelled = answer(() -> maintenance.cancel(windowId, person.name(), reason));
    schedules.remove(windowId);
    return cancelled;
  }

  private static Plan toPlan(PlanRequest body) {
    long before =
        body.haltBeforeSeconds() == null ? HALT_BEFORE.toSeconds() : body.haltBeforeSeconds();
    return new Plan(
        body.windowId() == null ? UUID.randomUUID().toString() : body.windowId(),
        Values.scope(body.scope()),
        new Span(moment("startsAt", body.startsAt()), moment("endsAt", body.endsAt())),
        Duration.ofSeconds(before),
        Values.text("reason", body.reason(), LONGEST_REASON));
  }

  private static Instant moment(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw Problem.value(field + " is missing");
    }
    try {
      return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeParseException malformed) {
      throw Problem.value(
          field + " must be an ISO instant, as in 2026-01-31T12:00:00Z, but was: " + text);
    }
  }

  private WindowJson answer(Supplier<WindowRow> work) {
    return asked(() -> WindowJson.of(work.get(), maintenance.now()));
  }

  private static <T> T asked(Supplier<T> work) {
    try {
      return work.get();
    } catch (MaintenanceRefusedException refused) {
      throw new Problem(status(refused), String.valueOf(refused.getMessage()));
    } catch (IllegalArgumentException malformed) {
      throw Problem.value(String.valueOf(malformed.getMessage()));
    } catch (DataAccessException | TransactionException silent) {
      throw new Problem(
          HttpStatus.SERVICE_UNAVAILABLE,
          "PostgreSQL does not answer, nothing was done; ask again");
    }
  }

  private static HttpStatus status(MaintenanceRefusedException refused) {
    return switch (refused.kind()) {
      case VALUE -> HttpStatus.UNPROCESSABLE_CONTENT;
      case UNKNOWN -> HttpStatus.NOT_FOUND;
      case SAME_PERSON -> HttpStatus.FORBIDDEN;
      case STATE -> HttpStatus.CONFLICT;
    };
  }
}
