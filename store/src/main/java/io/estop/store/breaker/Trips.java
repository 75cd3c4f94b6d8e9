package io.estop.store.breaker;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What rules did. A trip is there once, is pressed at least once and recorded once. */
public final class Trips {
  private static final int AT_ONCE = 100;

  private final Database database;

  public Trips(Database database) {
    this.database = database;
  }

  /** Adds a trip; returns false where it is there, which stays as it is. */
  public boolean add(Trip trip) {
    return database
            .jdbc()
            .sql(
                """
                insert into breaker_trip (trip_id, scope, rule, subject, trigger_kind, why, stop_id,
                  joined_to, tripped_at, pressed, recorded)
                values (:trip, :scope, :rule, :subject, :trigger, :why, :stop, :joined, :at,
                  :pressed, false) on conflict do nothing
                """)
            .param("trip", trip.tripId())
            .param("scope", trip.scope().toString())
            .param("rule", trip.rule())
            .param("subject", trip.subject())
            .param("trigger", trip.trigger().name())
            .param("why", trip.why())
            .param("stop", trip.stopId().value())
            .param("joined", trip.joinedTo().map(StopId::value).orElse(null))
            .param("at", at(trip.trippedAt()))
            .param("pressed", trip.joinedTo().isPresent())
            .update()
        == 1;
  }

  /** Returns the trip with that id. */
  public Optional<Trip> find(String tripId) {
    return database
        .jdbc()
        .sql("select * from breaker_trip where trip_id = :trip")
        .param("trip", tripId)
        .query(Trips::row)
        .optional();
  }

  /** Returns the oldest trips of a scope that no place took a press of, older than a moment. */
  public List<Trip> unpressed(Scope scope, Instant before) {
    return open(scope, "not pressed and tripped_at <= :before", before);
  }

  /** Returns the oldest trips of a scope that are not in the ledger, older than a moment. */
  public List<Trip> unrecorded(Scope scope, Instant before) {
    return open(scope, "not recorded and tripped_at <= :before", before);
  }

  private List<Trip> open(Scope scope, String which, Instant before) {
    return database
        .jdbc()
        .sql(
            "select * from breaker_trip where scope = :scope and not (pressed and recorded) and "
                + which
                + " order by tripped_at, trip_id limit :most")
        .param("scope", scope.toString())
        .param("before", at(before))
        .param("most", AT_ONCE)
        .query(Trips::row)
        .list();
  }

  /**
   * Returns trips since a moment that press by themselves and whose stop is neither known by a row
   * yet nor released: what is on its way.
   */
  public List<Trip> onTheirWay(Instant since) {
    return database
        .jdbc()
        .sql(
            """
            select * from breaker_trip trip where joined_to is null and tripped_at >= :since
              and not exists (select 1 from stop where stop.stop_id = trip.stop_id)
              and not exists (select 1 from stop_alias where alias = trip.stop_id)
              and not exists (select 1 from hold_release where stop_id = trip.stop_id)
            order by tripped_at, trip_id limit :most
            """)
        .param("since", at(since))
        .param("most", AT_ONCE)
        .query(Trips::row)
        .list();
  }

  /** Returns the newest trips of a scope. */
  public List<Trip> newest(Scope scope, int most) {
    return database
        .jdbc()
        .sql("select * from breaker_trip where scope = :scope order by tripped_at desc limit :most")
        .param("scope", scope.toString())
        .param("most", most)
        .query(Trips::row)
        .list();
  }

  /** Remembers that some place took the press. */
  public void pressed(String tripId) {
    change("pressed", tripId);
  }

  /** Remembers that the ledger has it; returns whether that is new. */
  public boolean recorded(String tripId) {
    return change("recorded", tripId);
  }

  private boolean change(String column, String tripId) {
    return database
            .jdbc()
            .sql(
                "update breaker_trip set "
                    + column
                    + " = true where trip_id = :trip and not "
                    + column)
            .param("trip", tripId)
            .update()
        == 1;
  }

  private static Trip row(ResultSet row, int number) throws SQLException {
    return new Trip(
        row.getString("trip_id"),
        Scope.parse(row.getString("scope")),
        row.getString("rule"),
        row.getString("subject"),
        TriggerKind.valueOf(row.getString("trigger_kind")),
        row.getString("why"),
        StopId.parse(row.getString("stop_id")),
        Optional.ofNullable(row.getString("joined_to")).map(StopId::parse),
        moment(row, "tripped_at"));
  }
}
