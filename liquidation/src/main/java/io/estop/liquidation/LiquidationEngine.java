package io.estop.liquidation;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.store.Database;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.Claims;
import io.estop.store.plan.Positions;
import io.estop.store.plan.Slices;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Cancels, plans, closes and verifies for any stop. Whoever drives it decides about the order and
 * the time; every step may be repeated after a crash. Knows no Temporal. Thread-safe.
 */
public final class LiquidationEngine {
  private final Venues venues;
  private final Stops stops;
  private final OrderCanceller canceller;
  private final Assessor assessor;
  private final BatchWorker batchWorker;
  private final BookVerifier verifier;
  private final Positions positions;

  /**
   * @param executor bounded by the parallelism of the settings; all requests to venues run on it
   */
  public LiquidationEngine(
      Database database,
      Venues venues,
      LiquidationSettings settings,
      ExecutorService executor,
      Clock clock) {
    EngineParts parts =
        new EngineParts(
            database,
            new Stops(database, clock),
            new Claims(database, clock),
            new Positions(database),
            new Slices(database, clock),
            new Ledger(database, clock),
            venues,
            new FactsReader(venues),
            new OrderDesk(venues, settings, clock),
            new Parallel(executor),
            settings,
            clock);
    this.venues = venues;
    this.stops = parts.stops();
    this.positions = parts.positions();
    this.canceller = new OrderCanceller(parts);
    this.assessor = new Assessor(parts);
    this.batchWorker = new BatchWorker(parts);
    this.verifier = new BookVerifier(parts, canceller);
  }

  /** Returns the scope of a stop, from its row. */
  public Scope scope(StopId stop) {
    return stops
        .find(stop)
        .map(StopRow::scope)
        .orElseThrow(() -> new IllegalStateException("stop " + stop + " has no row yet"));
  }

  /** Returns the names of the venues that a scope touches. */
  public List<String> venuesInScope(Scope scope) {
    return venues.touchedBy(scope).stream().map(venue -> venue.account().venue()).toList();
  }

  /** Cancels the scope's orders at one venue, but those of stops, and confirms them. */
  public OrderCanceller.Result cancelWorkingOrders(
      StopId stop, Scope scope, String venue, Pulse pulse) {
    return canceller.cancelAll(stop, scope, venues.named(venue), pulse);
  }

  /** Reads the venues and writes the plan, or what is new in it. */
  public Assessor.Plan assess(StopId stop) {
    return assessor.assess(stop, scope(stop));
  }

  /** Works on one batch of the plan. */
  public BatchWorker.Left liquidate(StopId stop, int batch, Pulse pulse) {
    return batchWorker.work(stop, batch, pulse);
  }

  /** Marks what is still open at the deadline. */
  public void markResiduals(StopId stop) {
    positions.markResiduals(stop);
  }

  /** Reads what the venues show of the stop's scope. */
  public BookVerifier.Reading verify(StopId stop, boolean firstRead, Pulse pulse) {
    return verifier.read(stop, scope(stop), firstRead, pulse);
  }
}
