package io.estop.starter.stop;

import io.estop.halt.press.KeptPress;
import io.estop.halt.press.KeptPresses;
import io.estop.model.Outcome;
import io.estop.model.RegulatoryOrder;
import io.estop.model.StopId;
import io.estop.model.hold.PressAnswer;
import io.estop.model.liquidation.ImplementationShortfall;
import io.estop.model.liquidation.PositionStatus;
import io.estop.starter.stop.StopJson.AcknowledgementJson;
import io.estop.starter.stop.StopJson.CountsJson;
import io.estop.starter.stop.StopJson.EscalationJson;
import io.estop.starter.stop.StopJson.EventJson;
import io.estop.starter.stop.StopJson.PositionJson;
import io.estop.starter.stop.StopJson.ReconciliationJson;
import io.estop.starter.stop.StopJson.ShortfallSplitJson;
import io.estop.starter.stop.StopJson.Summary;
import io.estop.store.component.Components;
import io.estop.store.component.Components.Acknowledgement;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.FillRow;
import io.estop.store.plan.Fills;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.plan.Slices;
import io.estop.store.stop.StopRow;
import io.estop.store.task.BookReadings;
import io.estop.store.task.TaskRow;
import io.estop.store.task.Tasks;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Puts a stop together from the store. */
@Component
final class StopView {
  private static final int MOST_TASKS = 100;

  private final StopReader stops;
  private final Positions positions;
  private final Slices slices;
  private final Fills fills;
  private final Tasks tasks;
  private final BookReadings readings;
  private final Components components;
  private final Ledger ledger;
  private final KeptPresses kept;

  StopView(
      StopReader stops,
      Positions positions,
      Slices slices,
      Fills fills,
      Tasks tasks,
      BookReadings readings,
      Components components,
      Ledger ledger,
      KeptPresses kept) {
    this.stops = stops;
    this.kept = kept;
    this.positions = positions;
    this.slices = slices;
    this.fills = fills;
    this.tasks = tasks;
    this.readings = readings;
    this.components = components;
    this.ledger = ledger;
  }

  /** Returns the newest stops, newest first. */
  List<Summary> newest() {
    return stops.newest().stream().map(StopView::summary).toList();
  }

  /**
   * Returns one stop with everything that is known of it. One that is kept but not in the flag is
   * shown without PostgreSQL too.
   */
  Optional<StopJson> find(StopId stop) {
    Optional<KeptPress> waiting = kept.find(stop);
    try {
      return stops
          .find(stop)
          .map(row -> json(row, waiting.map(KeptPress::answer).orElseGet(() -> promise(row))))
          .or(() -> waiting.map(StopView::pressed));
    } catch (DataAccessException | TransactionException unreachable) {
      if (waiting.isEmpty()) {
        throw unreachable;
      }
      return waiting.map(StopView::pressed);
    }
  }

  private PressAnswer promise(StopRow row) {
    return stops.isInFlag(row.stopId()) ? PressAnswer.ACCEPTED : PressAnswer.KEPT_NOT_HALTED;
  }

  private static StopJson pressed(KeptPress waiting) {
    return json(StopReader.waiting(waiting.press()), waiting.answer(), Details.NONE);
  }

  /** What the store knows of a stop beside its row. */
  private record Details(
      List<PositionRow> positions,
      List<Acknowledgement> acknowledgements,
      int ordersSent,
      List<FillRow> fills,
      List<TaskRow> tasks,
      ReconciliationJson reconciliation,
      List<EventJson> events) {
    private static final Details NONE =
        new Details(
            List.of(),
            List.of(),
            0,
            List.of(),
            List.of(),
            new ReconciliationJson(List.of(), List.of()),
            List.of());
  }

  private StopJson json(StopRow stop, PressAnswer promise) {
    return json(
        stop,
        promise,
        new Details(
            positions.all(stop.stopId()),
            components.acknowledgements(stop.stopId()),
            slices.count(stop.stopId()),
            fills.of(stop.stopId()),
            tasks.all(stop.stopId()),
            Reconciliation.of(readings, stop.stopId()),
            Events.of(ledger, stop.stopId())));
  }

  private static StopJson json(StopRow stop, PressAnswer promise, Details details) {
    List<PositionRow> rows = details.positions();
    Execution execution = new Execution(rows, details.fills());
    List<Acknowledgement> acknowledgements = details.acknowledgements();
    return new StopJson(
        stop.stopId().value(),
        stop.scope().toString(),
        stop.action().name(),
        promise.name(),
        stop.cause().trigger().name(),
        stop.cause().actor(),
        stop.cause().reason(),
        stop.phase().name(),
        stop.outcome().map(Outcome::name).orElse(null),
        stop.outcomeText(),
        text(stop.outcomeAt()),
        stop.pressedAt().toString(),
        text(stop.endedAt()),
        stop.workflowId(),
        stop.runId().isEmpty() ? null : stop.runId(),
        stop.aliases().stream().map(StopId::value).toList(),
        stop.endedAt().isPresent()
            ? null
            : stop.escalations().next().map(EscalationJson::of).orElse(null),
        counts(stop, details),
        Figures.riskTotal(rows).toPlainString(),
        Figures.riskRemoved(rows).toPlainString(),
        execution.total(stop.pressedAt()),
        deniedAfterMillis(stop, acknowledgements),
        rows.stream().map(row -> position(row, execution)).toList(),
        TaskJson.first(details.tasks(), MOST_TASKS),
        details.reconciliation(),
        acknowledgements.stream().map(StopView::acknowledgement).toList(),
        details.events(),
        RegulatoryOrder.in(stop.cause().reason()).orElse(null));
  }

  private static Summary summary(StopRow stop) {
    return new Summary(
        stop.stopId().value(),
        stop.scope().toString(),
        stop.action().name(),
        stop.cause().trigger().name(),
        stop.cause().actor(),
        stop.cause().reason(),
        stop.phase().name(),
        stop.outcome().map(Outcome::name).orElse(null),
        text(stop.outcomeAt()),
        stop.pressedAt().toString(),
        text(stop.endedAt()),
        stop.workflowId());
  }

  private static CountsJson counts(StopRow stop, Details details) {
    List<PositionRow> rows = details.positions();
    return new CountsJson(
        rows.size(),
        count(rows, PositionStatus.OPEN),
        count(rows, PositionStatus.CLOSED),
        count(rows, PositionStatus.WORTHLESS),
        count(rows, PositionStatus.DUST),
        count(rows, PositionStatus.CLAIMED_BY),
        count(rows, PositionStatus.RESIDUAL),
        (int) details.tasks().stream().filter(task -> task.state().isUnfinished()).count(),
        stop.workingOrdersCancelled(),
        details.ordersSent(),
        stop.rounds());
  }

  private static int count(List<PositionRow> rows, PositionStatus status) {
    return (int) rows.stream().filter(row -> row.status() == status).count();
  }

  /** Returns how long it took until every expected component kept the hold; null before that. */
  private static @Nullable Long deniedAfterMillis(StopRow stop, List<Acknowledgement> all) {
    if (all.isEmpty() || all.stream().anyMatch(one -> one.acknowledgedAt().isEmpty())) {
      return null;
    }
    return all.stream()
        .flatMap(one -> one.acknowledgedAt().stream())
        .max(Comparator.naturalOrder())
        .map(last -> Math.max(0, Duration.between(stop.pressedAt(), last).toMillis()))
        .orElse(null);
  }

  private static PositionJson position(PositionRow row, Execution execution) {
    Optional<BigDecimal> arrivalMid = Figures.arrivalMid(row);
    Optional<ImplementationShortfall> shortfall = execution.shortfall(row);
    return new PositionJson(
        row.number(),
        row.instrument().symbol(),
        row.instrument().assetClass().word(),
        row.account().toString(),
        Figures.plain(row.startQuantity()),
        Figures.plain(row.openQuantity()),
        row.status().name(),
        row.reason().name(),
        row.detail(),
        row.method().name(),
        Figures.plain(row.risk()),
        arrivalMid.map(Figures::plain).orElse(null),
        execution.averageFill(row).map(Figures::plain).orElse(null),
        shortfall.map(Execution::cost).orElse(null),
        shortfall.map(ShortfallSplitJson::of).orElse(null),
        arrivalMid.map(mid -> row.expectedCost().toPlainString()).orElse(null));
  }

  private static AcknowledgementJson acknowledgement(Acknowledgement one) {
    return new AcknowledgementJson(
        one.component(), text(one.acknowledgedAt()), one.instances(), one.unfinished());
  }

  private static @Nullable String text(Optional<Instant> moment) {
    return moment.map(Instant::toString).orElse(null);
  }
}
