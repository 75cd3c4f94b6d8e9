package io.estop.store.deadman;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.deadman.ArmedHours;
import io.estop.model.deadman.SwitchPhase;
import io.estop.model.deadman.SwitchSettings;
import io.estop.model.deadman.SwitchState;
import io.estop.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Dead man's switches; a change counts only against the version it was made from. */
public final class Switches {
  private static final int MOST_KEPT = 10_000;

  private final Database database;

  public Switches(Database database) {
    this.database = database;
  }

  /**
   * One confirmation.
   *
   * @param confirmationId of whoever confirms: the same one counts once
   * @param scope whose switch
   * @param person who
   * @param via API, CLI, CONSOLE, SLACK or TEMPORAL
   * @param at when
   */
  public record Confirmation(
      String confirmationId, Scope scope, String person, String via, Instant at) {}

  /** Returns the time by the database's clock. */
  public Instant now() {
    return database
        .jdbc()
        .sql("select clock_timestamp() as now")
        .query((row, number) -> moment(row, "now"))
        .single();
  }

  /** Returns every switch, in the order of their scopes. */
  public List<SwitchRow> all() {
    return database
        .jdbc()
        .sql("select * from dead_mans_switch order by scope")
        .query(Switches::row)
        .list();
  }

  /** Returns the switch of a scope. */
  public Optional<SwitchRow> find(Scope scope) {
    return database
        .jdbc()
        .sql("select * from dead_mans_switch where scope = :scope")
        .param("scope", scope.toString())
        .query(Switches::row)
        .optional();
  }

  /**
   * Keeps a switch, if nobody changed it since its version was read.
   *
   * @return whether it was kept
   */
  public boolean keep(SwitchRow row) {
    return database
            .jdbc()
            .sql(
                """
                insert into dead_mans_switch (scope, enabled, timeout_seconds, warning_seconds,
                  hours, interval_millis, confirmed_at, confirmed_by, confirmed_via, episode,
                  warned, expired, stop_id, pressed, phase, due_at, ticked_at, version)
                values (:scope, :enabled, :timeout, :warning, :hours, :interval, :confirmedAt,
                  :confirmedBy, :confirmedVia, :episode, :warned, :expired, :stop, :pressed,
                  :phase, :due, :ticked, :seen + 1)
                on conflict (scope) do update set enabled = excluded.enabled,
                  timeout_seconds = excluded.timeout_seconds,
                  warning_seconds = excluded.warning_seconds, hours = excluded.hours,
                  interval_millis = excluded.interval_millis,
                  confirmed_at = excluded.confirmed_at, confirmed_by = excluded.confirmed_by,
                  confirmed_via = excluded.confirmed_via, episode = excluded.episode,
                  warned = excluded.warned, expired = excluded.expired,
                  stop_id = excluded.stop_id, pressed = excluded.pressed, phase = excluded.phase,
                  due_at = excluded.due_at, ticked_at = excluded.ticked_at,
                  version = excluded.version
                where dead_mans_switch.version = :seen
                """)
            .param("scope", row.scope().toString())
            .param("enabled", row.enabled())
            .param("timeout", row.settings().timeout().toSeconds())
            .param("warning", row.settings().warning().toSeconds())
            .param("hours", row.settings().hours().toString())
            .param("interval", row.interval().toMillis())
            .param("confirmedAt", at(row.state().confirmedAt()))
            .param("confirmedBy", row.confirmedBy())
            .param("confirmedVia", row.confirmedVia())
            .param("episode", row.state().episode())
            .param("warned", row.state().warned())
            .param("expired", row.state().expired())
            .param("stop", row.stopId().map(StopId::value).orElse(null))
            .param("pressed", row.pressed())
            .param("phase", row.phase().name())
            .param("due", at(row.dueAt()))
            .param("ticked", at(row.tickedAt()))
            .param("seen", row.version())
            .update()
        == 1;
  }

  /**
   * Keeps a confirmation; the oldest beyond a bound are forgotten, the ledger has them.
   *
   * @return whether it is new
   */
  public boolean keep(Confirmation confirmation) {
    boolean added =
        database
                .jdbc()
                .sql(
                    """
                    insert into switch_confirmation (confirmation_id, scope, person, via,
                      confirmed_at)
                    values (:id, :scope, :person, :via, :at) on conflict do nothing
                    """)
                .param("id", confirmation.confirmationId())
                .param("scope", confirmation.scope().toString())
                .param("person", confirmation.person())
                .param("via", confirmation.via())
                .param("at", at(confirmation.at()))
                .update()
            == 1;
    if (added) {
      forgetOld(confirmation.scope());
    }
    return added;
  }

  /** Returns whether a confirmation with that id is kept. */
  public boolean knows(String confirmationId) {
    return database
        .jdbc()
        .sql("select exists (select from switch_confirmation where confirmation_id = :id)")
        .param("id", confirmationId)
        .query(Boolean.class)
        .single();
  }

  private void forgetOld(Scope scope) {
    database
        .jdbc()
        .sql(
            """
            delete from switch_confirmation where scope = :scope and confirmed_at < (
              select confirmed_at from switch_confirmation where scope = :scope
              order by confirmed_at desc offset :most limit 1)
            """)
        .param("scope", scope.toString())
        .param("most", MOST_KEPT)
        .update();
  }

  private static SwitchRow row(ResultSet row, int number) throws SQLException {
    return new SwitchRow(
        Scope.parse(row.getString("scope")),
        row.getBoolean("enabled"),
        new SwitchSettings(
            Duration.ofSeconds(row.getLong("timeout_seconds")),
            Duration.ofSeconds(row.getLong("warning_seconds")),
            ArmedHours.parse(row.getString("hours"))),
        Duration.ofMillis(row.getLong("interval_millis")),
        new SwitchState(
            moment(row, "confirmed_at"),
            row.getLong("episode"),
            row.getBoolean("warned"),
            row.getBoolean("expired")),
        row.getString("confirmed_by"),
        row.getString("confirmed_via"),
        Optional.ofNullable(row.getString("stop_id")).map(StopId::parse),
        row.getBoolean("pressed"),
        SwitchPhase.valueOf(row.getString("phase")),
        moment(row, "due_at"),
        moment(row, "ticked_at"),
        row.getLong("version"));
  }
}
