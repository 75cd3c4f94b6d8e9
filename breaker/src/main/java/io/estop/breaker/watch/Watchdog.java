package io.estop.breaker.watch;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.store.Database;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.breaker.Breakers;
import io.estop.store.breaker.Breakers.BreakerRow;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Halts the scope of a breaker that looks no more: its run, Temporal or its worker is gone. Counts
 * by a clock that never jumps, and only what it saw itself without a gap: a database that was away
 * and a system that begins are no silence. Several processes watch; an episode presses one stop,
 * for its id follows from the last look. Called by one thread.
 */
public final class Watchdog {
  /** Between two turns. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
  private static final String ACTOR = "watchdog";
  private static final Duration GRACE = Duration.ofSeconds(30);
  private static final int INTERVALS = 3;
  private static final int HASH_IN_ID = 8;
  private static final int READABLE = 24;

  private final Breakers breakers;
  private final Alarms alarms;
  private final Ledger ledger;
  private final Predicate<Press> presses;
  private final LongSupplier nanos;
  private final Clock clock;
  private final Map<Scope, Seen> seen = new HashMap<>();

  /**
   * @param presses a stop; true where some place took it
   * @param nanos of a clock that never jumps
   */
  public Watchdog(Database database, Predicate<Press> presses, LongSupplier nanos, Clock clock) {
    this.breakers = new Breakers(database, clock);
    this.alarms = new Alarms(database, clock);
    this.ledger = new Ledger(database, clock);
    this.presses = presses;
    this.nanos = nanos;
    this.clock = clock;
  }

  /** Since when, by the steady clock, a breaker's last look is this one. */
  private record Seen(Instant tickedAt, long since) {}

  /** Looks once. Throws what PostgreSQL throws while it is not there, and then begins anew. */
  public void turn() {
    try {
      List<BreakerRow> rows = breakers.all();
      seen.keySet().retainAll(rows.stream().map(BreakerRow::scope).collect(Collectors.toSet()));
      rows.forEach(this::look);
    } catch (RuntimeException silent) {
      seen.clear();
      throw silent;
    }
  }

  private void look(BreakerRow row) {
    long now = nanos.getAsLong();
    Seen before = seen.get(row.scope());
    if (before == null || !before.tickedAt().equals(row.tickedAt())) {
      seen.put(row.scope(), new Seen(row.tickedAt(), now));
      alarms.clear(ACTOR, AlarmKind.BREAKER_SILENT, row.scope().toString(), Duration.ZERO);
    } else if (now - before.since() > patience(row).toNanos() && !row.missedPressed()) {
      missed(row);
    }
  }

  /** Returns how long a breaker may be silent. */
  static Duration patience(BreakerRow row) {
    return row.interval().multipliedBy(INTERVALS).plus(GRACE);
  }

  private void missed(BreakerRow row) {
    StopId stop = row.missedStop().orElseGet(() -> stopId(row));
    String text =
        "the circuit breaker of "
            + row.scope()
            + " has not looked since "
            + row.tickedAt()
            + ", longer than "
            + patience(row).toSeconds()
            + " s";
    boolean first = breakers.missed(row.scope(), row.tickedAt(), stop);
    boolean taken =
        presses.test(
            new Press(
                stop,
                row.scope(),
                Action.HALT,
                new Cause(TriggerKind.SYSTEM_HEALTH, ACTOR, text),
                clock.instant()));
    log.error("{}: {} is {}", text, stop, taken ? "pressed" : "tried again");
    if (first) {
      alarms.raise(ACTOR, AlarmKind.BREAKER_SILENT, row.scope().toString(), text);
      ledger.append(
          new LedgerEntry(
              ACTOR,
              "MISSED",
              "breaker/" + row.scope(),
              Map.of("text", text, "stop", stop.value())));
    }
    if (taken) {
      breakers.missedPressed(row.scope(), stop);
    }
  }

  private static StopId stopId(BreakerRow row) {
    return new StopId(
        "breaker-silent-"
            + StopId.readable(row.scope().toString(), READABLE)
            + "-"
            + Sha256.hex(row.scope() + "\n" + row.tickedAt()).substring(0, HASH_IN_ID));
  }
}
