package io.estop.store.breaker;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When each breaker looked last, and what the watchdog did where one did not. */
public final class Breakers {
  private final Database database;
  private final Clock clock;

  public Breakers(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A breaker.
   *
   * @param scope what it watches
   * @param state WATCHING, TRIPPED or BLIND
   * @param why its latest finding, one sentence
   * @param interval between two looks
   * @param tickedAt when it looked last, or began to be expected
   * @param missedStop the stop that was pressed because it looks no more
   * @param missedPressed whether some place took that press
   */
  public record BreakerRow(
      Scope scope,
      String state,
      String why,
      Duration interval,
      Instant tickedAt,
      Optional<StopId> missedStop,
      boolean missedPressed) {}

  /** Returns a scope's breaker, empty where none is expected. */
  public Optional<BreakerRow> find(Scope scope) {
    return database
        .jdbc()
        .sql("select * from breaker where scope = :scope")
        .param("scope", scope.toString())
        .query(Breakers::row)
        .optional();
  }

  /** Returns all breakers that are expected to look. */
  public List<BreakerRow> all() {
    return database.jdbc().sql("select * from breaker order by scope").query(Breakers::row).list();
  }

  private static BreakerRow row(ResultSet row, int number) throws SQLException {
    return new BreakerRow(
        Scope.parse(row.getString("scope")),
        row.getString("state"),
        row.getString("why"),
        Duration.ofMillis(row.getLong("interval_ms")),
        moment(row, "ticked_at"),
        Optional.ofNullable(row.getString("missed_stop")).map(StopId::parse),
        row.getBoolean("missed_pressed"));
  }

  /** Expects a breaker from now on to look at that interval; one that is expected goes on. */
  public void expect(Scope scope, Duration interval) {
    database
        .jdbc()
        .sql(
            """
            insert into breaker (scope, state, why, interval_ms, ticked_at)
            values (:scope, 'WATCHING', 'not looked yet', :interval, :now)
            on conflict (scope) do update set interval_ms = excluded.interval_ms
            where breaker.interval_ms <> excluded.interval_ms
            """)
        .param("scope", scope.toString())
        .param("interval", interval.toMillis())
        .param("now", at(clock.instant()))
        .update();
  }

  /** Expects no breaker of these scopes any more: all but those that are named. */
  public int expectOnly(List<Scope> scopes) {
    return database
        .jdbc()
        .sql("delete from breaker where scope not in (:scopes)")
        .param("scopes", scopes.isEmpty() ? List.of("") : texts(scopes))
        .update();
  }

  private static List<String> texts(List<Scope> scopes) {
    return scopes.stream().map(Scope::toString).toList();
  }

  /**
   * Looks that were missed.
   *
   * @param tickedAt the last one before
   * @param stop that was pressed for it
   * @param pressed whether some place took that press
   */
  public record Missed(Instant tickedAt, StopId stop, boolean pressed) {}

  /** Remembers a look, and that none is missed; returns what was missed until now. */
  public Optional<Missed> ticked(Scope scope, String state, String why) {
    return database
        .jdbc()
        .sql(
            """
            with before as (
              select ticked_at, missed_stop, missed_pressed from breaker where scope = :scope)
            insert into breaker (scope, state, why, ticked_at) values (:scope, :state, :why, :now)
            on conflict (scope) do update set state = excluded.state, why = excluded.why,
              ticked_at = excluded.ticked_at, missed_stop = null, missed_pressed = false
            returning (select missed_stop from before) as missed_stop,
              (select missed_pressed from before) as missed_pressed,
              (select ticked_at from before) as missed_since
            """)
        .param("scope", scope.toString())
        .param("state", state)
        .param("why", why)
        .param("now", at(clock.instant()))
        .query(Breakers::missed)
        .single();
  }

  private static Optional<Missed> missed(ResultSet row, int number) throws SQLException {
    String stop = row.getString("missed_stop");
    return stop == null
        ? Optional.empty()
        : Optional.of(
            new Missed(
                moment(row, "missed_since"), StopId.parse(stop), row.getBoolean("missed_pressed")));
  }

  /**
   * Says which stop is pressed because a breaker looks no more; the first to say so counts until it
   * looks again.
   *
   * @param seen when it looked last, as whoever misses it knows
   * @return whether this is the first
   */
  public boolean missed(Scope scope, Instant seen, StopId stop) {
    return database
            .jdbc()
            .sql(
                "update breaker set missed_stop = :stop, missed_pressed = false"
                    + " where scope = :scope and ticked_at = :seen and missed_stop is null")
            .param("stop", stop.value())
            .param("scope", scope.toString())
            .param("seen", at(seen))
            .update()
        == 1;
  }

  /** Remembers that some place took that press. */
  public void missedPressed(Scope scope, StopId stop) {
    database
        .jdbc()
        .sql(
            "update breaker set missed_pressed = true where scope = :scope and missed_stop = :stop")
        .param("scope", scope.toString())
        .param("stop", stop.value())
        .update();
  }
}
