package io.estop.liquidation;

import io.estop.liquidation.CancelRequest.Keeps;
import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.liquidation.PositionStatus;
import io.estop.store.Database;
import io.estop.store.attribution.Attributions;
import io.estop.store.attribution.ReturnedOrders;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.AccountLockRows;
import io.estop.store.plan.Claims;
import io.estop.store.plan.DirectiveRows;
import io.estop.store.plan.Fills;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.plan.Slices;
import io.estop.store.plan.WorkLock;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import io.estop.store.task.BookReadings;
import io.estop.store.task.Tasks;
import io.estop.venues.Venue;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cancels, plans, closes and verifies for any stop. Whoever drives it decides about the order and
 * the time; every step may be repeated after a crash. Knows no Temporal. Thread-safe.
 */
public final class LiquidationEngine {
  private static final int CANCEL_PASSES = 12;
  private static final int SWEEP_PASSES = 3;

  private final EngineParts parts;
  private final OrderCanceller canceller;
  private final Assessor assessor;
  private final BatchWorker batchWorker;
  private final BookVerifier verifier;
  private final Residuals residuals;
  private final HandBack handBack;
  private final AccountLocks locks;

  /**
   * @param executor bounded by the parallelism of the settings; all requests to venues run on it
   * @param lane orders of components that only reduce
   */
  public LiquidationEngine(
      Database database,
      Venues venues,
      LiquidationSettings settings,
      ExecutorService executor,
      LaneOrders lane,
      Clock clock) {
    this(database, venues, settings, executor, lane, clock, new WorkLock(database)::isFree);
  }

  /**
   * @param executor bounded by the parallelism of the settings; all requests to venues run on it,
   *     those of one account on their share of it
   * @param lane orders of components that only reduce
   * @param turn whether it is this driver's turn to close positions of a stop
   */
  public LiquidationEngine(
      Database database,
      Venues venues,
      LiquidationSettings settings,
      ExecutorService executor,
      LaneOrders lane,
      Clock clock,
      Turn turn) {
    this(
        database,
        venues,
        settings,
        executor,
        new BoundedStore(System::nanoTime),
        lane,
        clock,
        turn,
        new FactsReader(venues));
  }

  private LiquidationEngine(
      Database database,
      Venues venues,
      LiquidationSettings settings,
      ExecutorService executor,
      BoundedStore store,
      LaneOrders lane,
      Clock clock,
      Turn turn,
      FactsReader factsReader) {
    this.parts =
        new EngineParts(
            database,
            new Flag(database, clock),
            new Stops(database, clock),
            new Claims(database, clock),
            new Positions(database),
            new Slices(database, clock),
            new Fills(database),
            new Tasks(database, clock),
            new BookReadings(database, clock),
            new DirectiveRows(database),
            new Ledger(database, clock),
            new Attributions(database, clock),
            new ReturnedOrders(database),
            new AccountLockRows(database, clock),
            store,
            lane,
            venues,
            factsReader,
            new OrderDesk(venues, settings, clock),
            new Parallel(executor, share(settings, venues)),
            turn,
            settings,
            clock);
    this.canceller = new OrderCanceller(parts);
    this.locks = new AccountLocks(parts);
    this.assessor = new Assessor(parts, canceller);
    this.batchWorker = new BatchWorker(parts, canceller);
    this.verifier = new BookVerifier(parts, canceller, new Reconciler(parts));
    this.residuals = new Residuals(parts);
    this.handBack = new HandBack(parts);
  }

  /**
   * Returns an engine for which no time of this machine passes: whoever explores what can happen
   * runs everything on one thread, and a run is the same each time.
   *
   * @param thread on which requests to venues and questions to PostgreSQL run
   */
  public static LiquidationEngine onOneThread(
      Database database,
      Venues venues,
      LiquidationSettings settings,
      ExecutorService thread,
      LaneOrders lane,
      Clock clock) {
    BoundedStore store =
        new BoundedStore(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()), thread);
    return new LiquidationEngine(
        database,
        venues,
        settings,
        thread,
        store,
        lane,
        clock,
        new WorkLock(database)::isFree,
        FactsReader.inTurns(venues));
  }

  private static int share(LiquidationSettings settings, Venues venues) {
    return Math.max(1, settings.parallelism() / Math.max(1, venues.all().size()));
  }

  /** Returns the scope of a stop, from its row. */
  public Scope scope(StopId stop) {
    return row(stop).scope();
  }

  private StopRow row(StopId stop) {
    return parts
        .stops()
        .find(stop)
        .orElseThrow(() -> new IllegalStateException("stop " + stop + " has no row yet"));
  }

  /** Returns the names of the venues that a scope touches. */
  public List<String> venuesInScope(Scope scope) {
    return parts.venues().touchedBy(scope).stream()
        .map(venue -> venue.account().venue())
        .distinct()
        .toList();
  }

  /**
   * Cancels the scope's orders at one venue, but those of stops, and confirms them. What guards a
   * position stays, and unless the stop is known to flatten, what the reduce lane admitted. Goes on
   * without PostgreSQL.
   */
  public OrderCanceller.Result cancelWorkingOrders(
      StopId stop, Scope scope, String venue, Pulse pulse) {
    Keeps keeps = action(stop) == Action.FLATTEN ? Keeps.GUARDS : Keeps.GUARDS_AND_LANE;
    return at(scope, venue).stream()
        .map(
            one ->
                canceller.cancelAll(
                    new CancelRequest(stop, scope, one, keeps, CANCEL_PASSES, false), pulse))
        .reduce(OrderCanceller.Result::and)
        .orElseThrow(() -> new IllegalStateException(scope + " touches nothing at " + venue));
  }

  /**
   * Cancels foreign orders that came since, in few passes. Under HALT nothing; under FLATTEN also
   * what guarded positions. Goes on without PostgreSQL, then as under CANCEL.
   */
  public OrderCanceller.Result sweep(StopId stop, Scope scope, String venue, Pulse pulse) {
    Action action = action(stop);
    if (action == Action.HALT) {
      return OrderCanceller.Result.nothing();
    }
    Keeps keeps = action == Action.FLATTEN ? Keeps.NOTHING : Keeps.GUARDS_AND_LANE;
    return at(scope, venue).stream()
        .map(
            one ->
                canceller.cancelAll(
                    new CancelRequest(stop, scope, one, keeps, SWEEP_PASSES, true), pulse))
        .reduce(OrderCanceller.Result::and)
        .orElseThrow(() -> new IllegalStateException(scope + " touches nothing at " + venue));
  }

  /** Returns how many records of cancels wait until PostgreSQL answers. */
  public int unrecorded() {
    return parts.store().waiting();
  }

  private List<Venue> at(Scope scope, String name) {
    return parts.venues().touchedBy(scope).stream()
        .filter(venue -> venue.account().venue().equals(name))
        .toList();
  }

  /** How far the stop goes; CANCEL while nobody knows. */
  private Action action(StopId stop) {
    return parts
        .store()
        .ask(() -> parts.stops().find(stop).map(StopRow::action).orElse(Action.CANCEL))
        .orElse(Action.CANCEL);
  }

  /** Locks the accounts that the stop covers as a whole, once it is flat. */
  public LockResult lockAccounts(StopId stop) {
    return parts.settings().cancels().lockAccounts()
        ? locks.lock(row(stop))
        : new LockResult(List.of(), List.of());
  }

  /** Gives up the stop's share of its account locks. */
  public LockResult unlockAccounts(StopId stop) {
    return locks.unlock(row(stop).stopId());
  }

  /** Reads the venues and writes the plan, or what is new in it. */
  public Assessor.Plan assess(StopId stop, Pulse pulse) {
    handBack.follow(stop, parts.positions().all(stop));
    Assessor.Plan plan = assessor.assess(stop, scope(stop), pulse);
    boolean work = plan.rows().stream().anyMatch(row -> row.status() == PositionStatus.OPEN);
    if (!work) {
      return plan;
    }
    LockResult cleared = locks.clearTheWay(stop, scope(stop));
    return plan.missingToo(cleared.failed());
  }

  /** Works on one batch of the plan; no deadline is near. */
  public BatchWorker.Left liquidate(StopId stop, int batch, Pulse pulse) {
    return liquidate(stop, batch, Optional.empty(), pulse);
  }

  /**
   * Works on one batch of the plan. Two that do so at once, by mistake, send nothing twice. What is
   * left says for how long there is nothing to do ({@link BatchWorker.Left#dueIn}): a driver that
   * asks again sooner loses a look at the batch and nothing else.
   *
   * @param deadline when the time for liquidation is over; near it everything is due
   */
  public BatchWorker.Left liquidate(
      StopId stop, int batch, Optional<Instant> deadline, Pulse pulse) {
    return batchWorker.work(stop, batch, deadline, pulse);
  }

  /** Returns whether somebody else closes the positions of the stop now: break-glass does. */
  public boolean standsAside(StopId stop) {
    return !parts.database().inTransaction(() -> parts.turn().mayIntend(stop));
  }

  /** Returns every position of the stop as it is known. */
  public List<PositionRow> plan(StopId stop) {
    return parts.positions().all(stop);
  }

  /** Marks what is still open at the deadline: each of it is a task for a person from then on. */
  public void markResiduals(StopId stop) {
    residuals.mark(stop);
  }

  /** Reads what the venues show of the stop's scope. */
  public BookVerifier.Reading verify(StopId stop, boolean firstRead, Pulse pulse) {
    return verifier.read(stop, scope(stop), firstRead, pulse);
  }
}
