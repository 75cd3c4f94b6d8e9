package io.estop.store.flag;

import static io.estop.store.Rows.at;

import io.estop.model.Action;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.store.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Presses that are kept until Temporal has taken them. */
public final class Outbox {
  private final Database database;
  private final Clock clock;

  public Outbox(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Keeps a press. One that is kept already stays as it is, unless this one goes further, or tells
   * who pressed where nobody knew (see {@link Adopted}): then it is kept anew and has to be
   * delivered again. Called under the flag's lock.
   *
   * @return whether it is new
   */
  public boolean keep(Press press) {
    Optional<Press> known = find(press.stopId());
    if (known.filter(kept -> kept.action().includes(press.action())).isPresent()
        && !explains(press, known.get())) {
      return false;
    }
    write(known.map(kept -> press.goingTo(kept.action())).orElse(press));
    if (known.isPresent()) {
      tellStop(press);
    }
    return true;
  }

  // The row of an adopted stop may be there already: it learns who pressed and why.
  private void tellStop(Press press) {
    database
        .jdbc()
        .sql(
            """
            update stop set trigger_kind = :trigger, actor = :actor, reason = :reason
            where stop_id = :stop and actor = :nobody
            """)
        .param("trigger", press.cause().trigger().name())
        .param("actor", press.cause().actor())
        .param("reason", press.cause().reason())
        .param("stop", press.stopId().value())
        .param("nobody", Adopted.NOBODY)
        .update();
  }

  private static boolean explains(Press press, Press kept) {
    return Adopted.is(kept.cause()) && !Adopted.is(press.cause());
  }

  private void write(Press press) {
    database
        .jdbc()
        .sql(
            """
            insert into outbox (stop_id, press, kept_at) values (:stop, :press, :at)
            on conflict (stop_id) do update set press = excluded.press, kept_at = excluded.kept_at,
              delivered_at = null, attempts = 0, last_error = null
            """)
        .param("stop", press.stopId().value())
        .param("press", PressText.of(press))
        .param("at", at(clock.instant()))
        .update();
  }

  /** Marks a press as taken by Temporal; one that goes further and came in between is not. */
  public void delivered(StopId stop, Action action) {
    database
        .jdbc()
        .sql(
            "update outbox set delivered_at = :at, attempts = attempts + 1"
                + " where stop_id = :stop and delivered_at is null"
                + " and press::json->>'action' = :action")
        .param("at", at(clock.instant()))
        .param("stop", stop.value())
        .param("action", action.name())
        .update();
  }

  /** Returns the press that is or was kept under that id. */
  public Optional<Press> find(StopId stop) {
    return database
        .jdbc()
        .sql("select press from outbox where stop_id = :stop")
        .param("stop", stop.value())
        .query((row, number) -> PressText.parse(row.getString("press")))
        .optional();
  }

  /** Records that Temporal did not take a press this time. */
  public void failed(StopId stop, String error) {
    database
        .jdbc()
        .sql("update outbox set attempts = attempts + 1, last_error = :error where stop_id = :stop")
        .param("error", error)
        .param("stop", stop.value())
        .update();
  }

  /** Returns the oldest presses that Temporal has not taken, at most that many. */
  public List<Press> undelivered(int most) {
    return database
        .jdbc()
        .sql("select press from outbox where delivered_at is null order by kept_at limit :most")
        .param("most", most)
        .query((row, number) -> PressText.parse(row.getString("press")))
        .list();
  }
}
