package io.estop.halt.supervise;

import io.estop.halt.temporal.StopStarter;
import io.estop.model.Escalation;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.Claims;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts an active stop again that has no live run: terminated, cancelled, or gone with Temporal's
 * database. The new run has the same stop id, so its rows, orders and claims go on and nothing is
 * done twice; its hold stood all the while. Where a stop of the scope runs under another id, the
 * stop waits until that one is over. Two supervisors at once start one run: the workflow id sees to
 * it. Called by one thread.
 */
public final class Supervisor {
  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
  private static final String ACTOR = "supervisor";

  /** A run that ends tells its row first; one look earlier would see it between the two. */
  private static final Duration CONFIRMED_AFTER = Duration.ofSeconds(2);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final Database database;
  private final Flag flag;
  private final Stops stops;
  private final Claims claims;
  private final Ledger ledger;
  private final StopStarter starter;
  private final Clock clock;
  // Written and read by the one thread that looks: stops that were seen without a run.
  private final Map<StopId, Missing> missing = new HashMap<>();

  /** Since when a stop has no run, and when it may be started next. */
  private record Missing(Instant since, Instant next, Duration pause) {}

  public Supervisor(Database database, StopStarter starter, Clock clock) {
    this.database = database;
    this.flag = new Flag(database, clock);
    this.stops = new Stops(database, clock);
    this.claims = new Claims(database, clock);
    this.ledger = new Ledger(database, clock);
    this.starter = starter;
    this.clock = clock;
  }

  /**
   * Looks once; returns the stops that were started again. Throws what PostgreSQL or Temporal
   * throws while one of them is not there.
   */
  public List<StopId> look() {
    List<StopRow> live = stops.live();
    missing.keySet().retainAll(live.stream().map(StopRow::stopId).collect(Collectors.toSet()));
    return live.stream().filter(this::look).map(StopRow::stopId).toList();
  }

  private boolean look(StopRow stop) {
    if (starter.runs(stop.scope())) {
      missing.remove(stop.stopId());
      return false;
    }
    Instant now = clock.instant();
    Missing seen =
        missing.computeIfAbsent(
            stop.stopId(), id -> new Missing(now, now.plus(CONFIRMED_AFTER), FIRST_PAUSE));
    if (now.isBefore(seen.next())) {
      return false;
    }
    Duration twice = seen.pause().multipliedBy(2);
    missing.put(
        stop.stopId(),
        new Missing(
            seen.since(),
            now.plus(seen.pause()),
            twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE));
    return startAgain(stop, seen.since(), now);
  }

  private boolean startAgain(StopRow stop, Instant since, Instant now) {
    if (isReleased(stop)) {
      endReleased(stop);
      return false;
    }
    if (!starter.startAgain(press(stop, now))) {
      return false;
    }
    log.warn("stop {} had no run since {} and was started again", stop.stopId(), since);
    ledger.append(
        new LedgerEntry(
            ACTOR,
            "RESTART",
            LedgerEntry.stop(stop.stopId()),
            Map.of(
                "text",
                "Temporal has no run of it since "
                    + since
                    + ": it was started again under the same id; its hold stood all the while")));
    return true;
  }

  private static Press press(StopRow stop, Instant now) {
    Optional<Escalation> later =
        stop.escalations()
            .next()
            .filter(next -> !stop.action().includes(next.action()))
            .map(
                next -> new Escalation(next.action(), within(Duration.between(now, next.dueAt()))));
    return new Press(
        stop.stopId(), stop.scope(), stop.action(), stop.cause(), stop.pressedAt(), later);
  }

  private static Duration within(Duration left) {
    Duration shortest = Duration.ofSeconds(1);
    if (left.compareTo(shortest) < 0) {
      return shortest;
    }
    return left.compareTo(Escalation.LONGEST) > 0 ? Escalation.LONGEST : left;
  }

  /** Returns whether a recovery released it while it had no run that could end itself. */
  private boolean isReleased(StopRow stop) {
    Set<StopId> held = flag.read().holds().keySet();
    return flag.isOver(stop.stopId())
        && !held.contains(stop.stopId())
        && stop.aliases().stream().noneMatch(held::contains);
  }

  private void endReleased(StopRow stop) {
    database.runInTransaction(
        () -> {
          stops.end(stop.stopId());
          claims.release(stop.stopId());
          ledger.append(
              new LedgerEntry(
                  ACTOR,
                  "CLOSE",
                  LedgerEntry.stop(stop.stopId()),
                  Map.of("text", "it was released while it had no run", "phase", "CLOSED")));
        });
    log.info("stop {} was released while it had no run: ended", stop.stopId());
  }
}
