package io.estop.starter.stop;

import io.estop.model.Outcome;
import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.starter.stop.StopJson.AcknowledgementJson;
import io.estop.starter.stop.StopJson.CountsJson;
import io.estop.starter.stop.StopJson.PositionJson;
import io.estop.starter.stop.StopJson.Summary;
import io.estop.store.component.Components;
import io.estop.store.component.Components.Acknowledgement;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.plan.Slices;
import io.estop.store.stop.StopRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts a stop together from the store. */
@Component
final class StopView {
  private final StopReader stops;
  private final Positions positions;
  private final Slices slices;
  private final Components components;
  private final Ledger ledger;

  StopView(
      StopReader stops, Positions positions, Slices slices, Components components, Ledger ledger) {
    this.stops = stops;
    this.positions = positions;
    this.slices = slices;
    this.components = components;
    this.ledger = ledger;
  }

  /** Returns the newest stops, newest first. */
  List<Summary> newest() {
    return stops.newest().stream().map(StopView::summary).toList();
  }

  /** Returns one stop with everything that is known of it. */
  Optional<StopJson> find(StopId stop) {
    return stops.find(stop).map(this::json);
  }

  private StopJson json(StopRow stop) {
    List<PositionRow> rows = positions.all(stop.stopId());
    List<Acknowledgement> acknowledgements = components.acknowledgements(stop.stopId());
    return new StopJson(
        stop.stopId().value(),
        stop.scope().toString(),
        stop.action().name(),
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
        counts(stop, rows),
        Figures.riskTotal(rows).toPlainString(),
        Figures.riskRemoved(rows).toPlainString(),
        deniedAfterMillis(stop, acknowledgements),
        rows.stream().map(StopView::position).toList(),
        acknowledgements.stream().map(StopView::acknowledgement).toList(),
        Events.of(ledger, stop.stopId()));
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

  private CountsJson counts(StopRow stop, List<PositionRow> rows) {
    return new CountsJson(
        rows.size(),
        count(rows, PositionStatus.OPEN),
        count(rows, PositionStatus.CLOSED),
        count(rows, PositionStatus.WORTHLESS),
        count(rows, PositionStatus.DUST),
        count(rows, PositionStatus.CLAIMED_BY),
        count(rows, PositionStatus.RESIDUAL),
        stop.workingOrdersCancelled(),
        slices.count(stop.stopId()),
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

  private static PositionJson position(PositionRow row) {
    return new PositionJson(
        row.number(),
        row.instrument().symbol(),
        row.instrument().assetClass().word(),
        row.account().toString(),
        plain(row.startQuantity()),
        plain(row.openQuantity()),
        row.status().name(),
        row.reason().name(),
        row.detail(),
        row.method().name(),
        plain(row.risk()),
        Figures.arrivalMid(row).map(StopView::plain).orElse(null),
        Figures.averageFill(row).map(StopView::plain).orElse(null),
        Figures.shortfall(row).map(BigDecimal::toPlainString).orElse(null));
  }

  private static AcknowledgementJson acknowledgement(Acknowledgement one) {
    return new AcknowledgementJson(
        one.component(), text(one.acknowledgedAt()), one.instances(), one.unfinished());
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  private static @Nullable String text(Optional<Instant> moment) {
    return moment.map(Instant::toString).orElse(null);
  }
}
