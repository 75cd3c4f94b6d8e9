package io.estop.breaker.watch;

import io.estop.breaker.watch.Judge.Event;
import io.estop.model.Scope;
import io.estop.model.Sha256;
import io.estop.model.StopId;
import io.estop.model.breaker.Rule.Verdict;
import io.estop.store.Database;
import io.estop.store.breaker.RuleRow.Key;
import io.estop.store.breaker.Trip;
import io.estop.store.breaker.Trips;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trips and what else rules did, as rows and in the ledger. Joins the transaction that is open. */
final class TripRecord {
  private static final int READABLE = 18;
  private static final int HASH_IN_ID = 8;

  private final Database database;
  private final Trips trips;
  private final Covering covering;
  private final Ledger ledger;
  private final Clock clock;

  TripRecord(Database database, Trips trips, Covering covering, Ledger ledger, Clock clock) {
    this.database = database;
    this.trips = trips;
    this.covering = covering;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Records what readings did and returns the trips among it.
   *
   * @param begun trips whose press began already, by the state that they are of
   * @param recordTrips whether the ledger has them at once
   */
  List<Trip> keep(List<Event> events, Map<Key, Trip> begun, boolean recordTrips) {
    List<LedgerEntry> entries = new ArrayList<>();
    List<Trip> added = new ArrayList<>();
    begun.values().forEach(trip -> added.add(kept(trip)));
    for (Event event : events) {
      switch (event.verdict()) {
        case TRIPS -> {
          if (!begun.containsKey(event.row().key())) {
            added.add(kept(judged(event)));
          }
        }
        case WARNS -> entries.add(entry(event, "WARN"));
        case CALMS -> entries.add(entry(event, "CALM"));
        case NOTHING, IGNORED -> {}
      }
    }
    ledger.append(entries);
    if (recordTrips) {
      added.forEach(this::recorded);
    }
    return List.copyOf(added);
  }

  /**
   * A rule latches once an episode, so an id that is known is one of an episode that was forgotten,
   * or of another process that judged at the same moment: this is another trip, and its stop must
   * be pressed.
   */
  private Trip kept(Trip trip) {
    if (trips.add(trip)) {
      return trip;
    }
    Trip another = trip.named(trip.tripId() + "@" + trip.trippedAt().toEpochMilli());
    if (!trips.add(another)) {
      throw new IllegalStateException(
          "trips " + trip.tripId() + " and " + another.tripId() + " are both known already");
    }
    return another;
  }

  /** Records what rules would have done that may only observe. */
  List<Trip> wouldHave(List<Event> events) {
    ledger.append(
        events.stream()
            .filter(event -> event.verdict() == Verdict.TRIPS || event.verdict() == Verdict.WARNS)
            .map(
                event ->
                    entry(event, event.verdict() == Verdict.TRIPS ? "WOULD_TRIP" : "WOULD_WARN"))
            .toList());
    return List.of();
  }

  /** Puts a trip into the ledger; once, however often it is asked for. */
  void recorded(Trip trip) {
    database.runInTransaction(
        () -> {
          if (trips.recorded(trip.tripId())) {
            ledger.append(entry(trip));
          }
        });
  }

  private static LedgerEntry entry(Event event, String action) {
    return new LedgerEntry(
        "rule " + event.rule().name(),
        action,
        "breaker/" + event.rule().scope(),
        Map.of("text", event.row().why(), "subject", event.reading().subject()));
  }

  private static LedgerEntry entry(Trip trip) {
    Map<String, String> details = new HashMap<>();
    details.put("text", trip.why());
    details.put("trip", trip.tripId());
    details.put("trigger", trip.trigger().name());
    if (trip.joinedTo().isPresent()) {
      details.put("joined", trip.joinedTo().get().value());
    } else {
      details.put("stop", trip.stopId().value());
    }
    return new LedgerEntry(trip.actor(), "TRIP", "breaker/" + trip.scope(), details);
  }

  private Trip judged(Event event) {
    Trip alone = alone(event);
    return covering.of(alone).map(alone::joining).orElse(alone);
  }

  /** Returns the trip of a rule that fired, whatever else is stopped. */
  Trip alone(Event event) {
    Scope scope = event.rule().scope();
    String subject = event.reading().subject();
    long episode = event.row().state().episode();
    String tripId =
        event.rule().name()
            + "/"
            + scope
            + (subject.isEmpty() ? "" : "#" + subject)
            + "/"
            + episode;
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new Trip(
        tripId,
        scope,
        event.rule().name(),
        subject,
        event.rule().metric().trigger(),
        event.row().why(),
        stopId(event, tripId, now),
        Optional.empty(),
        now);
  }

  /**
   * Returns an id that no other trip ever had: with the moment in its hash, also after the database
   * was made anew, for the board still remembers the ids of stops that ended.
   */
  private static StopId stopId(Event event, String tripId, Instant trippedAt) {
    return new StopId(
        String.join(
            "-",
            StopId.readable(event.rule().name(), READABLE),
            StopId.readable(event.rule().scope().toString(), READABLE),
            String.valueOf(event.row().state().episode()),
            Sha256.hex(tripId + "\n" + trippedAt).substring(0, HASH_IN_ID)));
  }
}
