package io.estop.starter.stop;

import io.estop.model.liquidation.ImplementationShortfall;
import io.estop.model.liquidation.RiskCurve;
import io.estop.model.liquidation.RiskCurve.Removal;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.starter.stop.StopJson.ExecutionJson;
import io.estop.starter.stop.StopJson.ShortfallSplitJson;
import io.estop.store.plan.FillRow;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a stop's fills cost, position by position and together, and when risk went with them. */
final class Execution {
  private static final int PRICE_SCALE = 6;

  private final List<PositionRow> positions;
  private final Map<Integer, List<FillRow>> fills;

  Execution(List<PositionRow> positions, List<FillRow> fills) {
    this.positions = List.copyOf(positions);
    this.fills = fills.stream().collect(Collectors.groupingBy(FillRow::number));
  }

  private List<FillRow> fills(PositionRow position) {
    return fills.getOrDefault(position.number(), List.of());
  }

  /**
   * Returns what a position's fills cost; empty without fills, without an arrival mid, and where a
   * fill has no price.
   */
  Optional<ImplementationShortfall> shortfall(PositionRow position) {
    Optional<Quote> arrival = position.arrival().filter(Quote::isTwoSided);
    List<FillRow> filled = fills(position);
    if (arrival.isEmpty()
        || filled.isEmpty()
        || filled.stream().anyMatch(row -> row.fill().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(
        ImplementationShortfall.of(
            position.instrument(),
            Side.closing(position.startQuantity()),
            arrival.get(),
            filled.stream().flatMap(row -> row.fill().stream()).toList()));
  }

  /** Returns the mean price of a position's fills; empty before the first, or without its price. */
  Optional<BigDecimal> averageFill(PositionRow position) {
    List<FillRow> filled = fills(position);
    if (filled.isEmpty() || filled.stream().anyMatch(row -> row.fill().isEmpty())) {
      return Optional.empty();
    }
    BigDecimal quantity =
        filled.stream().map(FillRow::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Optional.of(
        filled.stream()
            .flatMap(row -> row.fill().stream())
            .map(fill -> fill.quantity().multiply(fill.price()))
            .reduce(BigDecimal.ZERO, BigDecimal::add)
            .divide(quantity, PRICE_SCALE, RoundingMode.HALF_EVEN));
  }

  /** Returns the figures of all positions. */
  ExecutionJson total(Instant pressedAt) {
    int untold = 0;
    BigDecimal expected = BigDecimal.ZERO;
    List<ImplementationShortfall> told = new ArrayList<>();
    for (PositionRow position : positions) {
      Optional<ImplementationShortfall> shortfall = shortfall(position);
      if (shortfall.isPresent()) {
        told.add(shortfall.get());
        expected = expected.add(position.expectedCost());
      } else if (!fills(position).isEmpty()) {
        untold++;
      }
    }
    Optional<ImplementationShortfall> sum = told.stream().reduce(ImplementationShortfall::plus);
    RiskCurve curve = riskCurve();
    return new ExecutionJson(
        sum.map(Execution::cost).orElse(null),
        sum.map(ShortfallSplitJson::of).orElse(null),
        sum.isPresent() ? expected.toPlainString() : null,
        untold,
        millis(pressedAt, curve.removed(50)),
        millis(pressedAt, curve.removed(90)),
        millis(pressedAt, curve.removed(99)),
        RiskLine.of(curve, pressedAt));
  }

  /** Returns the cost in cents. */
  static String cost(ImplementationShortfall shortfall) {
    return shortfall.inCents().cost().toPlainString();
  }

  private static @Nullable Long millis(Instant pressedAt, Optional<Instant> moment) {
    return moment.map(at -> Math.max(0, Duration.between(pressedAt, at).toMillis())).orElse(null);
  }

  /**
   * Returns how the risk went that fills take. What is worthless, dust, or closed by others went at
   * a moment that no row tells: it is no part of the curve.
   */
  private RiskCurve riskCurve() {
    BigDecimal start = BigDecimal.ZERO;
    List<Removal> removals = new ArrayList<>();
    for (PositionRow position : positions) {
      BigDecimal byFills = BigDecimal.ZERO;
      for (FillRow fill : fills(position)) {
        BigDecimal risk = risk(position, fill);
        byFills = byFills.add(risk);
        removals.add(new Removal(fill.knownAt(), risk));
      }
      BigDecimal otherwise = Figures.riskRemoved(position).subtract(byFills).max(BigDecimal.ZERO);
      start = start.add(position.risk()).subtract(otherwise);
    }
    return RiskCurve.of(start.max(BigDecimal.ZERO), removals);
  }

  private static BigDecimal risk(PositionRow position, FillRow fill) {
    BigDecimal quantity = position.startQuantity().abs();
    return quantity.signum() == 0
        ? BigDecimal.ZERO
        : position.risk().multiply(fill.quantity()).divide(quantity, MathContext.DECIMAL64);
  }
}
