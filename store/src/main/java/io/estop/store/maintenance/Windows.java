package io.estop.store.maintenance;

import static io.estop.store.Rows.at;
import static io.estop.store.Rows.moment;
import static io.estop.store.Rows.momentIfAny;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.deadman.Span;
import io.estop.store.Database;
import io.estop.store.maintenance.WindowRow.Signed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Maintenance windows. Who approves is another person than who asked, or the database refuses. */
public final class Windows {
  private final Database database;

  public Windows(Database database) {
    this.database = database;
  }

  /** Keeps a new window; returns whether its id is new. */
  public boolean plan(WindowRow window) {
    return database
            .jdbc()
            .sql(
                """
                insert into maintenance_window (window_id, scope, starts_at, ends_at,
                  halt_before_seconds, reason, asked_by, asked_at, stop_id)
                values (:id, :scope, :starts, :ends, :before, :reason, :person, :now, :stop)
                on conflict do nothing
                """)
            .param("id", window.windowId())
            .param("scope", window.scope().toString())
            .param("starts", at(window.span().from()))
            .param("ends", at(window.span().to()))
            .param("before", window.haltBefore().toSeconds())
            .param("reason", window.reason())
            .param("person", window.asked().person())
            .param("now", at(window.asked().at()))
            .param("stop", window.stopId().value())
            .update()
        == 1;
  }

  /** Approves a window that nobody approved or cancelled yet; returns whether it did. */
  public boolean approve(String windowId, Signed by) {
    return change(
        "approved_by = :person, approved_at = :now",
        "approved_at is null and cancelled_at is null",
        windowId,
        by);
  }

  /** Cancels a window that is not cancelled; returns whether it did. */
  public boolean cancel(String windowId, Signed by, String reason) {
    return database
            .jdbc()
            .sql(
                "update maintenance_window set cancelled_by = :person, cancelled_at = :now,"
                    + " cancel_reason = :reason where window_id = :id and cancelled_at is null")
            .param("person", by.person())
            .param("now", at(by.at()))
            .param("reason", reason)
            .param("id", windowId)
            .update()
        == 1;
  }

  private boolean change(String what, String where, String windowId, Signed by) {
    return database
            .jdbc()
            .sql("update maintenance_window set " + what + " where window_id = :id and " + where)
            .param("person", by.person())
            .param("now", at(by.at()))
            .param("id", windowId)
            .update()
        == 1;
  }

  /** Notes that the halt of a window is pressed; returns whether this was the first to note it. */
  public boolean begun(String windowId, Instant now) {
    return database
            .jdbc()
            .sql(
                "update maintenance_window set begun_at = :now"
                    + " where window_id = :id and begun_at is null")
            .param("now", at(now))
            .param("id", windowId)
            .update()
        == 1;
  }

  /** Returns the window with that id. */
  public Optional<WindowRow> find(String windowId) {
    return database
        .jdbc()
        .sql("select * from maintenance_window where window_id = :id")
        .param("id", windowId)
        .query(Windows::row)
        .optional();
  }

  /** Returns the windows whose end is latest, at most that many. */
  public List<WindowRow> newest(int most) {
    return database
        .jdbc()
        .sql("select * from maintenance_window order by ends_at desc limit :most")
        .param("most", most)
        .query(Windows::row)
        .list();
  }

  /** Returns how many windows are not over. */
  public int open(Instant now) {
    return database
        .jdbc()
        .sql(
            "select count(*) from maintenance_window where cancelled_at is null and ends_at > :now")
        .param("now", at(now))
        .query(Integer.class)
        .single();
  }

  /** Returns approved windows that are not over and whose halt nobody pressed yet, next first. */
  public List<WindowRow> waiting(Instant now) {
    return database
        .jdbc()
        .sql(
            """
            select * from maintenance_window where cancelled_at is null and begun_at is null
              and approved_at is not null and ends_at > :now order by starts_at
            """)
        .param("now", at(now))
        .query(Windows::row)
        .list();
  }

  /**
   * Returns when a scope's dead man's switch is paused: approved windows that cover the scope and
   * end after a moment. One that was cancelled paused it until then.
   */
  public List<Span> pauses(Scope scope, Instant endingAfter) {
    return database
        .jdbc()
        .sql(
            """
            select * from maintenance_window where approved_at is not null and ends_at > :after
              and (cancelled_at is null or cancelled_at > starts_at)
            """)
        .param("after", at(endingAfter))
        .query(Windows::row)
        .list()
        .stream()
        .filter(window -> window.scope().covers(scope))
        .map(Windows::pause)
        .toList();
  }

  private static Span pause(WindowRow window) {
    Span span = window.span();
    return window
        .cancelled()
        .filter(cancelled -> cancelled.at().isBefore(span.to()))
        .map(cancelled -> new Span(span.from(), cancelled.at()))
        .orElse(span);
  }

  private static WindowRow row(ResultSet row, int number) throws SQLException {
    return new WindowRow(
        row.getString("window_id"),
        Scope.parse(row.getString("scope")),
        new Span(moment(row, "starts_at"), moment(row, "ends_at")),
        Duration.ofSeconds(row.getLong("halt_before_seconds")),
        row.getString("reason"),
        new Signed(row.getString("asked_by"), moment(row, "asked_at")),
        signed(row, "approved"),
        signed(row, "cancelled"),
        StopId.parse(row.getString("stop_id")),
        momentIfAny(row, "begun_at"));
  }

  private static Optional<Signed> signed(ResultSet row, String word) throws SQLException {
    String person = row.getString(word + "_by");
    return momentIfAny(row, word + "_at").map(when -> new Signed(person, when));
  }
}
