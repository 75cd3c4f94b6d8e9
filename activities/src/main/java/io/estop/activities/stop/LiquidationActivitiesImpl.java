package io.estop.activities.stop;

import io.estop.liquidation.Assessor;
import io.estop.liquidation.BatchWorker;
import io.estop.liquidation.BookVerifier;
import io.estop.liquidation.LiquidationEngine;
import io.estop.liquidation.LockResult;
import io.estop.liquidation.OrderCanceller;
import io.estop.liquidation.Risk;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.workflows.stop.LiquidationActivities;
import io.estop.workflows.stop.PlanSummary;
import io.temporal.activity.Activity;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Drives the engine, with heartbeats. */
public final class LiquidationActivitiesImpl implements LiquidationActivities {
  private static final String ASIDE = "somebody closes this stop by break-glass";

  private final LiquidationEngine engine;
  private final ScheduledExecutorService timer;

  public LiquidationActivitiesImpl(LiquidationEngine engine, ScheduledExecutorService timer) {
    this.engine = engine;
    this.timer = timer;
  }

  @Override
  public List<String> venuesInScope(String stopId, @Nullable String scope) {
    return engine.venuesInScope(scope(stopId, scope));
  }

  @Override
  public Cancelled cancelWorkingOrders(String stopId, String venue, @Nullable String scope) {
    Scope covered = scope(stopId, scope);
    OrderCanceller.Result result =
        beating(pulse -> engine.cancelWorkingOrders(StopId.parse(stopId), covered, venue, pulse));
    return new Cancelled(
        venue, result.cancelled(), result.open(), result.missing(), result.unattributed());
  }

  @Override
  public Swept sweep(String stopId, @Nullable String scope) {
    Scope swept = scope(stopId, scope);
    int cancelled = 0;
    int open = 0;
    List<String> missing = new ArrayList<>();
    List<String> stubborn = new ArrayList<>();
    for (String venue : engine.venuesInScope(swept)) {
      OrderCanceller.Result result =
          beating(pulse -> engine.sweep(StopId.parse(stopId), swept, venue, pulse));
      cancelled += result.cancelled();
      open += result.open();
      stubborn.addAll(result.stubborn());
      if (!result.missing().isEmpty()) {
        missing.add(venue + ": " + result.missing());
      }
    }
    if (engine.unrecorded() > 0) {
      missing.add("PostgreSQL: " + engine.unrecorded() + " records of cancels wait for it");
    }
    return new Swept(cancelled, open, List.copyOf(missing), List.copyOf(stubborn));
  }

  private Scope scope(String stopId, @Nullable String scope) {
    return scope == null ? engine.scope(StopId.parse(stopId)) : Scope.parse(scope);
  }

  @Override
  public AccountLocks lockAccounts(String stopId) {
    return locks(engine.lockAccounts(StopId.parse(stopId)));
  }

  @Override
  public AccountLocks unlockAccounts(String stopId) {
    return locks(engine.unlockAccounts(StopId.parse(stopId)));
  }

  private static AccountLocks locks(LockResult result) {
    return new AccountLocks(result.changed(), result.failed());
  }

  @Override
  public PlanSummary assess(String stopId) {
    StopId stop = StopId.parse(stopId);
    if (engine.standsAside(stop)) {
      // Whoever breaks the glass has a plan already, or makes one.
      return summary(new Assessor.Plan(engine.plan(stop), List.of(ASIDE)));
    }
    return summary(beating(pulse -> engine.assess(stop, pulse)));
  }

  private static PlanSummary summary(Assessor.Plan plan) {
    Map<String, List<Integer>> byVenue = new TreeMap<>();
    plan.rows().stream()
        .filter(row -> row.status() == PositionStatus.OPEN)
        .forEach(
            row ->
                byVenue
                    .computeIfAbsent(row.account().toString(), key -> new ArrayList<>())
                    .add(row.batch()));
    byVenue.replaceAll((venue, batches) -> batches.stream().distinct().sorted().toList());
    List<Integer> batches =
        byVenue.values().stream().flatMap(List::stream).distinct().sorted().toList();
    BigDecimal risk = plan.rows().stream().map(Risk::left).reduce(BigDecimal.ZERO, BigDecimal::add);
    return new PlanSummary(
        plan.rows().size(),
        count(plan, PositionStatus.WORTHLESS),
        count(plan, PositionStatus.CLAIMED_BY),
        batches,
        risk.toPlainString(),
        plan.missing(),
        byVenue);
  }

  private static int count(Assessor.Plan plan, PositionStatus status) {
    return (int) plan.rows().stream().filter(row -> row.status() == status).count();
  }

  @Override
  public BatchResult liquidateBatch(
      String stopId, int batch, int round, @Nullable Instant deadline) {
    Optional<Instant> end = Optional.ofNullable(deadline);
    BatchWorker.Left left =
        beating(pulse -> engine.liquidate(StopId.parse(stopId), batch, end, pulse));
    String reasons =
        left.reasons().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .sorted()
            .collect(Collectors.joining(", "));
    return new BatchResult(
        batch,
        left.open(),
        left.useless(),
        left.riskLeft().toPlainString(),
        left.open() == 0 ? "" : "batch " + batch + ": " + reasons,
        left.dueIn().toMillis(),
        left.opensAt().orElse(null));
  }

  @Override
  public void markResiduals(String stopId) {
    engine.markResiduals(StopId.parse(stopId));
  }

  @Override
  public BookReading verifyBook(String stopId, boolean firstRead) {
    if (engine.standsAside(StopId.parse(stopId))) {
      return new BookReading(false, 0, 0, 0, 0, "", ASIDE);
    }
    BookVerifier.Reading reading =
        beating(pulse -> engine.verify(StopId.parse(stopId), firstRead, pulse));
    return new BookReading(
        reading.missing().isEmpty(),
        reading.open().size(),
        reading.listed().size(),
        reading.workingOrders(),
        reading.inFlight(),
        reading.digest(),
        sentence(reading));
  }

  private static String sentence(BookVerifier.Reading reading) {
    if (!reading.missing().isEmpty()) {
      return "no word from " + reading.missing();
    }
    Map<String, Integer> counts =
        Map.of(
            "positions open", reading.open().size(),
            "working orders", reading.workingOrders(),
            "own orders in flight", reading.inFlight());
    String found =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    String examples =
        reading.open().isEmpty()
            ? ""
            : ": " + reading.open().stream().limit(5).collect(Collectors.joining(", "));
    String listed =
        reading.listed().isEmpty()
            ? ""
            : "; worthless or dust: " + String.join(", ", reading.listed());
    return found + examples + listed + reading.remarks();
  }

  private <T> T beating(Function<HeartbeatPulse, T> work) {
    try (HeartbeatPulse pulse = new HeartbeatPulse(Activity.getExecutionContext(), timer)) {
      return work.apply(pulse);
    }
  }
}
