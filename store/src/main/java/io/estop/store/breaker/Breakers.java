package io.estop.store.breaker;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.breaker.DrawdownState;
import io.estop.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * State and trips of circuit breakers; a change counts only against the version it was made from.
 */
public final class Breakers {
  private final Database database;
  private final Clock clock;

  public Breakers(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A rule that fired.
   *
   * @param tripId rule and episode: one press however often it fires
   * @param rule its name
   * @param why one sentence
   * @param stopId of the stop it presses
   * @param trippedAt when
   */
  public record Trip(String tripId, String rule, String why, StopId stopId, Instant trippedAt) {}

  /** Returns what the breaker of a scope remembers, empty before its first tick. */
  public Optional<BreakerRow> find(Scope scope) {
    return database
        .jdbc()
        .sql("select * from breaker where scope = :scope")
        .param("scope", scope.toString())
        .query(
            (row, number) ->
                new BreakerRow(
                    new DrawdownState(
                        row.getBigDecimal("high_water_mark"),
                        row.getBigDecimal("equity"),
                        row.getInt("breaches"),
                        row.getLong("episode"),
                        row.getBoolean("latched")),
                    row.getString("why"),
                    row.getLong("version"),
                    moment(row, "ticked_at")))
        .optional();
  }

  /**
   * Keeps a new state, if nobody changed it since the given version (0 for the first).
   *
   * @return whether it was kept
   */
  public boolean keep(Scope scope, String rule, DrawdownState state, String why, long seenVersion) {
    return database
            .jdbc()
            .sql(
                """
                insert into breaker (scope, rule, high_water_mark, equity, breaches, episode,
                  latched, why, version, ticked_at)
                values (:scope, :rule, :mark, :equity, :breaches, :episode, :latched, :why,
                  :seen + 1, :now)
                on conflict (scope) do update set high_water_mark = excluded.high_water_mark,
                  equity = excluded.equity, breaches = excluded.breaches,
                  episode = excluded.episode, latched = excluded.latched, why = excluded.why,
                  version = excluded.version, ticked_at = excluded.ticked_at
                where breaker.version = :seen
                """)
            .param("scope", scope.toString())
            .param("rule", rule)
            .param("mark", state.highWaterMark())
            .param("equity", state.equity())
            .param("breaches", state.breaches())
            .param("episode", state.episode())
            .param("latched", state.latched())
            .param("why", why)
            .param("seen", seenVersion)
            .param("now", at(clock.instant()))
            .update()
        == 1;
  }

  /** Records a trip; one that is there stays as it is. */
  public void trip(Scope scope, Trip trip) {
    database
        .jdbc()
        .sql(
            """
            insert into breaker_trip (trip_id, scope, rule, why, stop_id, tripped_at)
            values (:trip, :scope, :rule, :why, :stop, :at) on conflict do nothing
            """)
        .param("trip", trip.tripId())
        .param("scope", scope.toString())
        .param("rule", trip.rule())
        .param("why", trip.why())
        .param("stop", trip.stopId().value())
        .param("at", at(trip.trippedAt()))
        .update();
  }

  /** Returns the trip with that id. */
  public Optional<Trip> findTrip(String tripId) {
    return database
        .jdbc()
        .sql("select * from breaker_trip where trip_id = :trip")
        .param("trip", tripId)
        .query(
            (row, number) ->
                new Trip(
                    row.getString("trip_id"),
                    row.getString("rule"),
                    row.getString("why"),
                    StopId.parse(row.getString("stop_id")),
                    moment(row, "tripped_at")))
        .optional();
  }
}
