package io.estop.liquidation;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.liquidation.ClosingPrice;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Account;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.Slices;
import io.estop.store.stop.Stops;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;

/** One stop, its engine and its venue, on a real database and a clock that the test moves. */
final class Desk {
  final MovedClock clock = new MovedClock();
  final FakeVenue venue;
  final StopId stop;
  final Pulse pulse = new MovingPulse();
  private final RealPostgres postgres;
  private final ExecutorService executor;

  Desk(RealPostgres postgres, ExecutorService executor, String stopId, long seed) {
    this.postgres = postgres;
    this.executor = executor;
    // An account of its own: claims of other stops stay out of the way.
    this.venue = new FakeVenue(new Account("paper", stopId), clock, seed);
    this.stop = StopId.parse(stopId);
    begin(stopId, "firm");
  }

  StopId begin(String stopId, String scope) {
    Press press =
        new Press(
            StopId.parse(stopId),
            Scope.parse(scope),
            Action.FLATTEN,
            new Cause(TriggerKind.ADMINISTRATOR_COMMAND, "ann", "test"),
            clock.instant());
    new Stops(postgres.database(), clock).insert(press, "estop/" + scope, "run");
    return press.stopId();
  }

  /** A new process on the same database. */
  LiquidationEngine engine() {
    return engine(List.of(venue));
  }

  LiquidationEngine engine(List<FakeVenue> venues) {
    return new LiquidationEngine(
        postgres.database(), new Venues(venues), settings(), executor, clock);
  }

  static LiquidationSettings settings() {
    return new LiquidationSettings(
        new ClosingPrice(new BigDecimal("1.0"), new BigDecimal("25"), new BigDecimal("0.1")),
        100,
        1,
        7,
        FakeVenue.REQUEST.multipliedBy(6),
        FakeVenue.REQUEST,
        FakeVenue.REQUEST,
        Duration.ofMillis(300),
        Duration.ofSeconds(8),
        BigDecimal.ONE);
  }

  List<BatchWorker.Left> round(LiquidationEngine engine) {
    return batches().stream().map(batch -> engine.liquidate(stop, batch, pulse)).toList();
  }

  List<Integer> batches() {
    return rows(stop).stream()
        .filter(row -> row.status() == PositionStatus.OPEN)
        .map(PositionRow::batch)
        .distinct()
        .toList();
  }

  List<PositionRow> rows(StopId of) {
    return new Positions(postgres.database()).all(of);
  }

  PositionRow row(String symbol) {
    return rows(stop).stream()
        .filter(row -> row.instrument().symbol().equals(symbol))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  List<SliceRow> orders(int batch) {
    List<Integer> numbers =
        rows(stop).stream().filter(row -> row.batch() == batch).map(PositionRow::number).toList();
    return new Slices(postgres.database(), clock).of(stop, numbers);
  }

  /** Waiting moves the clock and takes no time. */
  private final class MovingPulse implements Pulse {
    @Override
    public void beat() {
      venue.betweenSteps.run();
    }

    @Override
    public void pause(Duration duration) {
      clock.advance(duration);
      venue.betweenSteps.run();
    }
  }
}
