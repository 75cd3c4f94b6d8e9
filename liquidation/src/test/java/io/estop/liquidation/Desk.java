package io.estop.liquidation;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.liquidation.ClosingPrice;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PlannerSettings;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Account;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.plan.DirectiveRows;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.Slices;
import io.estop.store.stop.Stops;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;

/** One stop, its engine and its venue, on a real database and a clock that the test moves. */
final class Desk {
  final MovedClock clock;
  final FakeVenue venue;
  final StopId stop;
  final Pulse pulse = new MovingPulse();
  final Set<String> lane = new HashSet<>();
  private int said;
  private final RealPostgres postgres;
  private final ExecutorService executor;

  Desk(RealPostgres postgres, ExecutorService executor, String stopId, long seed) {
    this(postgres, executor, stopId, seed, "firm");
  }

  Desk(RealPostgres postgres, ExecutorService executor, String stopId, long seed, String scope) {
    this.postgres = postgres;
    this.executor = executor;
    // An account of its own: claims of other stops stay out of the way.
    this.clock = new MovedClock();
    this.venue = new FakeVenue(new Account("paper", stopId), clock, seed);
    this.stop = StopId.parse(stopId);
    begin(stopId, scope);
  }

  /** Another stop at the same venue. */
  Desk(Desk first, String stopId, String scope) {
    this.postgres = first.postgres;
    this.executor = first.executor;
    this.venue = first.venue;
    this.clock = first.clock;
    this.stop = begin(stopId, scope);
  }

  StopId begin(String stopId, String scope) {
    return begin(stopId, scope, Action.FLATTEN);
  }

  StopId begin(String stopId, String scope, Action action) {
    Press press =
        new Press(
            StopId.parse(stopId),
            Scope.parse(scope),
            action,
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
    return engine(venues, postgres.database());
  }

  /** One that knows how the broker names its own orders. */
  LiquidationEngine engineThatLeaves(String prefix) {
    return engine(
        List.of(venue), postgres.database(), new CancelSettings(true, List.of(prefix), true));
  }

  LiquidationEngine engine(List<FakeVenue> venues, Database database) {
    return engine(venues, database, CancelSettings.standard());
  }

  /** One that works on batches in another way. */
  LiquidationEngine engine(WorkSettings work) {
    LiquidationSettings usual = settings(CancelSettings.standard());
    return new LiquidationEngine(
        postgres.database(),
        new Venues(List.of(venue)),
        new LiquidationSettings(
            usual.price(),
            usual.planner(),
            usual.parallelism(),
            usual.sendWindow(),
            usual.requestTimeout(),
            usual.absentMargin(),
            usual.repriceAfter(),
            usual.batchBudget(),
            usual.cryptoDustNotional(),
            usual.cancels(),
            work),
        executor,
        () -> Set.copyOf(lane),
        clock);
  }

  /** Plans a position in another way than the planner did. */
  void plan(String symbol, Method method, String schedule) {
    postgres
        .database()
        .jdbc()
        .sql(
            "update planned_position set method = :method, schedule = nullif(:schedule, ''),"
                + " impact = case when :schedule = '' then null else '0.01 0.02 100000.0 0.1 0.1' end"
                + " where stop_id = :stop and symbol = :symbol")
        .param("method", method.name())
        .param("schedule", schedule)
        .param("stop", stop.value())
        .param("symbol", symbol)
        .update();
  }

  /** Plans each position in a batch of its number. */
  void eachInItsOwnBatch() {
    postgres
        .database()
        .jdbc()
        .sql("update planned_position set batch = number where stop_id = :stop")
        .param("stop", stop.value())
        .update();
  }

  /** What a person says of a position, "" for all of them. */
  void say(DirectiveKind kind, String symbol) {
    new DirectiveRows(postgres.database())
        .add(
            stop,
            "request-" + ++said,
            new Directive(
                kind,
                Optional.empty(),
                Optional.of(symbol).filter(one -> !one.isEmpty()),
                "ann",
                "she knows",
                clock.instant()));
  }

  private LiquidationEngine engine(
      List<FakeVenue> venues, Database database, CancelSettings cancels) {
    return new LiquidationEngine(
        database, new Venues(venues), settings(cancels), executor, () -> Set.copyOf(lane), clock);
  }

  static LiquidationSettings settings(CancelSettings cancels) {
    return new LiquidationSettings(
        new ClosingPrice(new BigDecimal("1.0"), new BigDecimal("25"), new BigDecimal("0.1")),
        PlannerSettings.standard(),
        1,
        FakeVenue.REQUEST.multipliedBy(6),
        FakeVenue.REQUEST,
        FakeVenue.REQUEST,
        Duration.ofMillis(300),
        Duration.ofSeconds(8),
        BigDecimal.ONE,
        cancels);
  }

  List<BatchWorker.Left> round(LiquidationEngine engine) {
    return batches().stream().map(batch -> engine.liquidate(stop, batch, pulse)).toList();
  }

  /** A round, and then the wait that the batches ask for, as any driver waits. */
  void roundAndWait(LiquidationEngine engine) {
    round(engine).stream()
        .map(BatchWorker.Left::dueIn)
        .max(Duration::compareTo)
        .ifPresent(clock::advance);
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

  /** What the ledger says of a stop, one action after the other. */
  List<String> record(StopId of) {
    return postgres
        .database()
        .jdbc()
        .sql("select action from ledger where subject = :stop order by sequence")
        .param("stop", "stop/" + of)
        .query(String.class)
        .list();
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
