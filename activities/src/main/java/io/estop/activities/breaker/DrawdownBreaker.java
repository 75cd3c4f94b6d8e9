package io.estop.activities.breaker;

import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.StopId;
import io.estop.model.breaker.DrawdownRule;
import io.estop.model.breaker.DrawdownRule.Judgement;
import io.estop.model.breaker.DrawdownState;
import io.estop.store.Database;
import io.estop.store.breaker.BreakerRow;
import io.estop.store.breaker.Breakers;
import io.estop.store.breaker.Breakers.Trip;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.stop.Stops;
import io.estop.venues.Answer;
import io.estop.workflows.breaker.BreakerActivities.Tick;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * The drawdown rule over the venues' equity, with its state in PostgreSQL. A trip is one record per
 * episode, written with the latched state. Knows no Temporal. Thread-safe.
 */
public final class DrawdownBreaker {
  private static final int ATTEMPTS = 5;
  private static final int SCOPE_IN_ID = 24;
  private static final int HASH_IN_ID = 8;
  private static final String NO_READING = "no reading: ";

  private final Database database;
  private final Breakers breakers;
  private final Stops stops;
  private final Ledger ledger;
  private final EquitySensor sensor;
  private final DrawdownRule rule;
  private final Clock clock;

  public DrawdownBreaker(
      Database database,
      Breakers breakers,
      Stops stops,
      Ledger ledger,
      EquitySensor sensor,
      DrawdownRule rule,
      Clock clock) {
    this.database = database;
    this.breakers = breakers;
    this.stops = stops;
    this.ledger = ledger;
    this.sensor = sensor;
    this.rule = rule;
    this.clock = clock;
  }

  private record Seen(DrawdownState state, String why, long version) {}

  /** Reads, judges and keeps what came of it. A missing reading changes no state. */
  public Tick tick(Scope scope) {
    Answer<BigDecimal> reading = sensor.equity(scope);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Seen seen = seen(scope);
      Judgement judged = judged(seen.state(), reading);
      if (database.inTransaction(() -> keep(scope, seen, judged))) {
        return answer(scope, judged);
      }
    }
    throw new IllegalStateException(
        "the breaker of " + scope + " was changed by others " + ATTEMPTS + " times in one tick");
  }

  /** Returns a trip by its id. */
  Optional<Trip> trip(String tripId) {
    return breakers.findTrip(tripId);
  }

  /** Returns the equity that a re-arm now would take as its base, empty before the first tick. */
  public Optional<BigDecimal> base(Scope scope) {
    return breakers.find(scope).map(row -> row.state().equity());
  }

  /** Watches again from the latest equity; returns that base, empty before the first tick. */
  public Optional<BigDecimal> rearm(Scope scope, String actor) {
    return base(scope).map(base -> rearm(scope, actor, base));
  }

  /** Watches again from a base that people approved; joins the transaction that is open. */
  public BigDecimal rearm(Scope scope, String actor, BigDecimal base) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (database.inTransaction(() -> keepRearmed(scope, actor, base))) {
        return base;
      }
    }
    throw new IllegalStateException(
        "the breaker of " + scope + " was changed by others " + ATTEMPTS + " times in one re-arm");
  }

  private boolean keepRearmed(Scope scope, String actor, BigDecimal base) {
    Seen seen = seen(scope);
    DrawdownState old = seen.state();
    DrawdownState next =
        rule.rearm(
            new DrawdownState(
                old.highWaterMark(), base, old.breaches(), old.episode(), old.latched()));
    String why = "re-armed by " + actor + " from equity " + base.toPlainString();
    boolean kept = breakers.keep(scope, rule.name(), next, why, seen.version());
    if (kept) {
      record(actor, "REARM", scope, Map.of("text", why, "base", base.toPlainString()));
    }
    return kept;
  }

  private Seen seen(Scope scope) {
    Optional<BreakerRow> row = breakers.find(scope);
    return row.map(known -> new Seen(known.state(), known.why(), known.version()))
        .orElseGet(() -> new Seen(DrawdownState.initial(), "", 0));
  }

  private Judgement judged(DrawdownState state, Answer<BigDecimal> reading) {
    if (reading instanceof Answer.Known<BigDecimal> known) {
      Judgement judged = rule.judge(state, known.value());
      return known.value().signum() > 0
          ? judged
          : new Judgement(judged.state(), judged.trips(), NO_READING + judged.why());
    }
    return new Judgement(state, false, NO_READING + reading.failure().orElse("no reason"));
  }

  // State, trip and ledger rows are one transaction: a latched state always has its trip.
  private boolean keep(Scope scope, Seen seen, Judgement judged) {
    if (!breakers.keep(scope, rule.name(), judged.state(), judged.why(), seen.version())) {
      return false;
    }
    if (judged.trips()) {
      recordTrip(scope, judged);
    } else if (seen.state().breaches() == 0 && judged.state().breaches() > 0) {
      record(actor(), "WARN", scope, Map.of("text", judged.why()));
    }
    if (isBlind(judged.why()) && !isBlind(seen.why())) {
      record(actor(), "BLIND", scope, Map.of("text", judged.why()));
    }
    return true;
  }

  private void recordTrip(Scope scope, Judgement judged) {
    String tripId = tripId(scope, judged.state());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Trip trip = new Trip(tripId, rule.name(), judged.why(), stopId(scope, tripId, now), now);
    breakers.trip(scope, trip);
    record(
        actor(),
        "TRIP",
        scope,
        Map.of("text", judged.why(), "trip", tripId, "stop", trip.stopId().value()));
  }

  private Tick answer(Scope scope, Judgement judged) {
    if (judged.state().latched()) {
      return new Tick("TRIPPED", unpressed(tripId(scope, judged.state())), judged.why());
    }
    return new Tick(isBlind(judged.why()) ? "BLIND" : "WATCHING", "", judged.why());
  }

  /** Returns the trip as long as no stop of its id is known, so that a crash loses no press. */
  private String unpressed(String tripId) {
    return breakers
        .findTrip(tripId)
        .filter(trip -> stops.find(trip.stopId()).isEmpty())
        .map(Trip::tripId)
        .orElse("");
  }

  private String tripId(Scope scope, DrawdownState state) {
    return rule.name() + "/" + scope + "/" + state.episode();
  }

  /**
   * Returns an id that no other trip ever had: with the moment in its hash, also after the database
   * was made anew, for the board still remembers the ids of stops that ended.
   */
  private StopId stopId(Scope scope, String tripId, Instant trippedAt) {
    String readable = scope.toString().replaceAll("[^A-Za-z0-9._-]", ".");
    String hash = Sha256.hex(tripId + "\n" + trippedAt).substring(0, HASH_IN_ID);
    String episode = tripId.substring(tripId.lastIndexOf('/') + 1);
    return new StopId(
        String.join(
            "-",
            rule.name(),
            readable.substring(0, Math.min(SCOPE_IN_ID, readable.length())),
            episode,
            hash));
  }

  private String actor() {
    return "rule " + rule.name();
  }

  private static boolean isBlind(String why) {
    return why.startsWith(NO_READING);
  }

  private void record(String actor, String action, Scope scope, Map<String, String> details) {
    ledger.append(new LedgerEntry(actor, action, "breaker/" + scope, details));
  }
}
