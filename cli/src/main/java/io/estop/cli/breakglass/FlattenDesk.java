package io.estop.cli.breakglass;

import io.estop.cli.Failure;
import io.estop.liquidation.Flattening;
import io.estop.liquidation.Flattening.Verdict;
import io.estop.liquidation.LiquidationEngine;
import io.estop.liquidation.LiquidationSettings;
import io.estop.liquidation.Pulse;
import io.estop.liquidation.Venues;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.store.Database;
import io.estop.store.election.SessionLock;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.WorkLock;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import io.estop.venues.EnvironmentCheck;
import io.estop.venues.Venue;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Closes by hand what a stop has left, under the lock on its work: while it is held every workflow
 * stands aside, and whoever holds it knows within a second and a half when it is lost.
 */
final class FlattenDesk implements AutoCloseable {
  private static final String RUN = "break-glass";
  private static final Duration WORD = Duration.ofMillis(400);
  private static final int LOCK_TRIES = 10;

  private final GlassSettings settings;
  private final Places places;
  private final Database database;
  private final Clock clock = Clock.systemUTC();
  private final List<Venue> venues = new ArrayList<>();
  private final ExecutorService requests;
  private final ExecutorService batches = Executors.newCachedThreadPool();
  private final ScheduledExecutorService words = Executors.newSingleThreadScheduledExecutor();

  /**
   * How long what may take.
   *
   * @param closing for closing positions
   * @param hearing for components to say that they deny
   */
  record Times(Duration closing, Duration hearing) {}

  FlattenDesk(GlassSettings settings, Places places, ExecutorService requests) {
    this.settings = settings;
    this.places = places;
    this.database = places.database();
    this.requests = requests;
  }

  /** Flattens; what was done stands in the stop's own rows and ledger. */
  Verdict flatten(Press press, Times times, Consumer<String> lines) {
    for (GlassVenue one : settings.venues()) {
      venues.add(one.open());
    }
    venues.forEach(FlattenDesk::requireOurs);
    try (SessionLock lock = lock(press.stopId())) {
      words.scheduleWithFixedDelay(lock::hold, 0, WORD.toMillis(), TimeUnit.MILLISECONDS);
      begin(press);
      new GateHearing(places.board(), database, clock, System::nanoTime, FlattenDesk::sleep)
          .hear(press.stopId(), times.hearing(), lines);
      Flattening flattening =
          new Flattening(
              engine(lock, times.closing()),
              batches,
              quietPeriod(),
              clock,
              (phase, rounds, sentence) -> at(press.stopId(), phase, rounds, sentence, lines));
      Verdict verdict =
          flattening.run(press.stopId(), press.scope(), times.closing(), new SleepingPulse(lock));
      end(press.stopId(), verdict);
      return verdict;
    } finally {
      words.shutdownNow();
    }
  }

  private static void requireOurs(Venue venue) {
    EnvironmentCheck check = EnvironmentCheck.of(venue);
    if (check instanceof EnvironmentCheck.Other other) {
      throw Failure.usage(other.sentence() + ": nothing was closed");
    }
  }

  private SessionLock lock(StopId stop) {
    SessionLock lock =
        new SessionLock(
            new SessionLock.Login(
                settings.postgresUrl(), settings.postgresUser(), settings.postgresPassword()),
            settings.environment(),
            WorkLock.name(stop));
    // Workflows share it for the length of a transaction: soon there is a gap.
    SessionLock.Standing standing = lock.hold();
    for (int i = 1; i < LOCK_TRIES && !standing.held(); i++) {
      sleep(WORD);
      standing = lock.hold();
    }
    if (!standing.held()) {
      lock.close();
      throw Failure.refused(
          "the work on stop "
              + stop
              + " could not be taken: "
              + standing.text()
              + "; the hold stands, nothing was closed");
    }
    return lock;
  }

  private LiquidationEngine engine(SessionLock lock, Duration closing) {
    return new LiquidationEngine(
        database,
        new Venues(venues),
        LiquidationSettings.standard(longestRequest()).within(closing),
        requests,
        // Under FLATTEN nothing that a reduce lane let in stays.
        Set::of,
        clock,
        stop -> lock.isHeld());
  }

  private Duration longestRequest() {
    return settings.venues().stream()
        .map(GlassVenue::requestTimeout)
        .max(Duration::compareTo)
        .orElse(Duration.ofSeconds(2));
  }

  private Duration quietPeriod() {
    return longestRequest().multipliedBy(3).dividedBy(2);
  }

  // ---- the stop's own rows

  private void begin(Press press) {
    Stops stops = new Stops(database, clock);
    database.runInTransaction(
        () -> {
          Optional<StopRow> known = stops.find(press.stopId());
          if (known.isEmpty()) {
            stops.insert(press, "estop/" + press.scope(), RUN);
          } else {
            stops.escalate(press.stopId(), press.action());
          }
          new Ledger(database, clock)
              .append(
                  new LedgerEntry(
                      press.cause().actor(),
                      "BREAK_GLASS",
                      LedgerEntry.stop(press.stopId()),
                      Map.of("text", "closes without Temporal: " + press.cause().reason())));
        });
  }

  private void at(StopId stop, Phase phase, int rounds, String sentence, Consumer<String> lines) {
    lines.accept(phase + " " + sentence);
    database.runInTransaction(
        () -> {
          if (new Stops(database, clock).enter(stop, phase, rounds, Optional.of(RUN))) {
            new Ledger(database, clock)
                .append(
                    new LedgerEntry(
                        RUN,
                        "PHASE",
                        LedgerEntry.stop(stop),
                        Map.of("phase", phase.name(), "text", sentence, "round", rounds)));
          }
        });
  }

  private void end(StopId stop, Verdict verdict) {
    Outcome outcome = verdict.outcome();
    database.runInTransaction(
        () -> {
          new Stops(database, clock).outcome(stop, outcome, verdict.text());
          new Ledger(database, clock)
              .append(
                  new LedgerEntry(
                      RUN,
                      "OUTCOME",
                      LedgerEntry.stop(stop),
                      Map.of("outcome", outcome.name(), "text", verdict.text())));
        });
  }

  private static void sleep(Duration duration) {
    try {
      TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failure.unreachable("interrupted: run it again, nothing is done twice");
    }
  }

  /** Waits in this process, and ends where the lock is gone: somebody else may work then. */
  private record SleepingPulse(SessionLock lock) implements Pulse {
    @Override
    public void beat() {
      if (!lock.isHeld()) {
        throw Failure.unreachable(
            "the lock on the work of this stop is lost: run it again, nothing is done twice");
      }
    }

    @Override
    public void pause(Duration duration) {
      beat();
      sleep(duration);
    }
  }

  @Override
  public void close() {
    batches.shutdownNow();
    venues.forEach(Venue::close);
  }
}
