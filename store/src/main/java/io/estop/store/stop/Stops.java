package io.estop.store.stop;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;
import static io.estop.store.Rows.momentIfAny;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Escalations;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.store.Database;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Stops as rows. */
public final class Stops {
  private static final String SELECT =
      """
      select stop.*, array(select alias from stop_alias where stop_alias.stop_id = stop.stop_id
        order by pressed_at) as aliases
      from stop
      """;

  private final Database database;
  private final Clock clock;

  public Stops(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Inserts a stop in its first phase; one that is there only learns of its new run. */
  public void insert(Press press, String workflowId, String runId) {
    database
        .jdbc()
        .sql(
            """
            insert into stop (stop_id, scope, action, trigger_kind, actor, reason, pressed_at, phase,
              workflow_id, run_id, changed_at)
            values (:stop, :scope, :action, :trigger, :actor, :reason, :pressedAt, :phase,
              :workflow, :run, :now)
            on conflict (stop_id) do update set run_id = excluded.run_id
            """)
        .param("stop", press.stopId().value())
        .param("scope", press.scope().toString())
        .param("action", press.action().name())
        .param("trigger", press.cause().trigger().name())
        .param("actor", press.cause().actor())
        .param("reason", press.cause().reason())
        .param("pressedAt", at(press.pressedAt()))
        .param("phase", Phase.ACTIVATING.name())
        .param("workflow", workflowId)
        .param("run", runId)
        .param("now", at(clock.instant()))
        .update();
  }

  /**
   * Stores a further press as an alias and raises the stop's action where the press goes further.
   */
  public void join(StopId stop, Press press, Action action) {
    database
        .jdbc()
        .sql(
            "insert into stop_alias (alias, stop_id, pressed_at) values (:alias, :stop, :at)"
                + " on conflict do nothing")
        .param("alias", press.stopId().value())
        .param("stop", stop.value())
        .param("at", at(press.pressedAt()))
        .update();
    escalate(stop, action);
  }

  /** Records how far a stop goes now. */
  public void escalate(StopId stop, Action action) {
    database
        .jdbc()
        .sql("update stop set action = :action, changed_at = :now where stop_id = :stop")
        .param("action", action.name())
        .param("now", at(clock.instant()))
        .param("stop", stop.value())
        .update();
  }

  /** Records the steps further that a stop takes by itself from now on. */
  public void escalations(StopId stop, Escalations escalations) {
    database
        .jdbc()
        .sql("update stop set escalations = :escalations, changed_at = :now where stop_id = :stop")
        .param("escalations", EscalationsText.write(escalations))
        .param("now", at(clock.instant()))
        .param("stop", stop.value())
        .update();
  }

  /** Records which run carries a stop on. */
  public void carriedOnBy(StopId stop, String runId) {
    database
        .jdbc()
        .sql("update stop set run_id = :run, changed_at = :now where stop_id = :stop")
        .param("run", runId)
        .param("now", at(clock.instant()))
        .param("stop", stop.value())
        .update();
  }

  /** Returns the oldest stop of a scope that has not ended: there should be one at most. */
  public Optional<StopRow> liveOn(Scope scope) {
    return database
        .jdbc()
        .sql(SELECT + " where ended_at is null and scope = :scope order by pressed_at limit 1")
        .param("scope", scope.toString())
        .query(Stops::row)
        .optional();
  }

  /** Records where a stop is; returns false where it has ended, which nothing changes any more. */
  public boolean enter(StopId stop, Phase phase, int rounds, Optional<String> runId) {
    int changed =
        database
            .jdbc()
            .sql(
                """
            update stop set phase = :phase, rounds = :rounds, run_id = coalesce(:run, run_id),
              changed_at = :now
            where stop_id = :stop and ended_at is null
            """)
            .param("phase", phase.name())
            .param("rounds", rounds)
            .param("run", runId.orElse(null))
            .param("now", at(clock.instant()))
            .param("stop", stop.value())
            .update();
    return changed == 1;
  }

  /** Adds to the count of confirmed cancels. */
  public void addCancelled(StopId stop, int cancelled) {
    database
        .jdbc()
        .sql(
            "update stop set working_orders_cancelled = working_orders_cancelled + :count,"
                + " changed_at = :now where stop_id = :stop")
        .param("count", cancelled)
        .param("now", at(clock.instant()))
        .param("stop", stop.value())
        .update();
  }

  /** Records the latest verified state. */
  public void outcome(StopId stop, Outcome outcome, String text) {
    database
        .jdbc()
        .sql(
            """
            update stop set outcome = :outcome, outcome_text = :text, outcome_at = :now,
              first_flat_at = case when :outcome = 'FLAT' then coalesce(first_flat_at, :now)
                else first_flat_at end,
              changed_at = :now
            where stop_id = :stop
            """)
        .param("outcome", outcome.name())
        .param("text", text)
        .param("now", at(clock.instant()))
        .param("stop", stop.value())
        .update();
  }

  /**
   * Returns whether a stop has not ended, and keeps it from ending until the transaction does: what
   * claims for a stop that ends meanwhile would claim for ever.
   */
  public boolean stillLives(StopId stop) {
    return database
        .jdbc()
        .sql("select ended_at is null from stop where stop_id = :stop for share")
        .param("stop", stop.value())
        .query(Boolean.class)
        .optional()
        .orElse(false);
  }

  /** Ends a stop for good. */
  public void end(StopId stop) {
    database
        .jdbc()
        .sql(
            "update stop set phase = 'CLOSED', ended_at = coalesce(ended_at, :now),"
                + " changed_at = :now where stop_id = :stop")
        .param("now", at(clock.instant()))
        .param("stop", stop.value())
        .update();
  }

  /** Returns the stop with that id, or the one that a press with that id joined. */
  public Optional<StopRow> find(StopId stop) {
    return database
        .jdbc()
        .sql(
            SELECT
                + " where stop_id = :stop or stop_id ="
                + " (select stop_id from stop_alias where alias = :stop)"
                + " order by stop.stop_id = :stop desc limit 1")
        .param("stop", stop.value())
        .query(Stops::row)
        .optional();
  }

  /** Returns the newest stops, at most that many. */
  public List<StopRow> newest(int most) {
    return database
        .jdbc()
        .sql(SELECT + " order by pressed_at desc limit :most")
        .param("most", most)
        .query(Stops::row)
        .list();
  }

  /** Returns the stops that have not ended. */
  public List<StopRow> live() {
    return database
        .jdbc()
        .sql(SELECT + " where ended_at is null order by pressed_at")
        .query(Stops::row)
        .list();
  }

  /**
   * Returns the ids under which the newest ended stops were pressed, aliases included, the oldest
   * of them first, at most that many.
   */
  public List<StopId> newestEnded(int most) {
    return database
        .jdbc()
        .sql(
            """
            select stop_id from (
              select stop_id, ended_at from stop where ended_at is not null
              union all
              select alias, ended_at from stop_alias join stop using (stop_id)
                where ended_at is not null
              order by ended_at desc limit :most) newest
            order by ended_at
            """)
        .param("most", most)
        .query((row, number) -> StopId.parse(row.getString("stop_id")))
        .list();
  }

  private static StopRow row(ResultSet row, int number) throws SQLException {
    return new StopRow(
        StopId.parse(row.getString("stop_id")),
        Scope.parse(row.getString("scope")),
        Action.valueOf(row.getString("action")),
        new Cause(
            TriggerKind.valueOf(row.getString("trigger_kind")),
            row.getString("actor"),
            row.getString("reason")),
        moment(row, "pressed_at"),
        Phase.valueOf(row.getString("phase")),
        Optional.ofNullable(row.getString("outcome")).map(Outcome::valueOf),
        Optional.ofNullable(row.getString("outcome_text")).orElse(""),
        momentIfAny(row, "outcome_at"),
        momentIfAny(row, "first_flat_at"),
        row.getInt("rounds"),
        row.getInt("working_orders_cancelled"),
        row.getString("workflow_id"),
        row.getString("run_id"),
        aliases(row.getArray("aliases")),
        momentIfAny(row, "ended_at"),
        EscalationsText.read(row.getString("escalations")));
  }

  private static List<StopId> aliases(Array aliases) throws SQLException {
    return Arrays.stream((String[]) aliases.getArray()).map(StopId::parse).toList();
  }
}
