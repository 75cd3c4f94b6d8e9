package io.estop.store.flag;

import static io.estop.store.Rows.at;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Escalation;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.store.CanonicalJson;
import io.estop.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * Keeps a press. One that is kept already stays as it is, unless this one goes further: then it
   * is kept anew and has to be delivered again. Called under the flag's lock.
   *
   * @return whether it is new
   */
  public boolean keep(Press press) {
    if (find(press.stopId()).filter(kept -> kept.action().includes(press.action())).isPresent()) {
      return false;
    }
    database
        .jdbc()
        .sql(
            """
            insert into outbox (stop_id, press, kept_at) values (:stop, :press, :at)
            on conflict (stop_id) do update set press = excluded.press, kept_at = excluded.kept_at,
              delivered_at = null, attempts = 0, last_error = null
            """)
        .param("stop", press.stopId().value())
        .param("press", CanonicalJson.write(toMap(press)))
        .param("at", at(clock.instant()))
        .update();
    return true;
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

  private Optional<Press> find(StopId stop) {
    return database
        .jdbc()
        .sql("select press from outbox where stop_id = :stop")
        .param("stop", stop.value())
        .query((row, number) -> press(CanonicalJson.read(row.getString("press"))))
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
        .query((row, number) -> press(CanonicalJson.read(row.getString("press"))))
        .list();
  }

  private static Map<String, Object> toMap(Press press) {
    Map<String, Object> kept = new HashMap<>();
    kept.put("stopId", press.stopId().value());
    kept.put("scope", press.scope().toString());
    kept.put("action", press.action().name());
    kept.put("trigger", press.cause().trigger().name());
    kept.put("actor", press.cause().actor());
    kept.put("reason", press.cause().reason());
    kept.put("pressedAt", press.pressedAt().toString());
    press
        .escalation()
        .ifPresent(
            later -> {
              kept.put("escalateTo", later.action().name());
              kept.put("escalateAfterSeconds", later.after().toSeconds());
            });
    return kept;
  }

  private static Press press(Map<String, Object> kept) {
    Cause cause =
        new Cause(
            TriggerKind.valueOf(text(kept, "trigger")), text(kept, "actor"), text(kept, "reason"));
    return new Press(
        StopId.parse(text(kept, "stopId")),
        Scope.parse(text(kept, "scope")),
        Action.valueOf(text(kept, "action")),
        cause,
        Instant.parse(text(kept, "pressedAt")),
        escalation(kept));
  }

  private static Optional<Escalation> escalation(Map<String, Object> kept) {
    return Optional.ofNullable(kept.get("escalateTo"))
        .map(
            action ->
                new Escalation(
                    Action.valueOf(action.toString()),
                    Duration.ofSeconds(Long.parseLong(text(kept, "escalateAfterSeconds")))));
  }

  private static String text(Map<String, Object> kept, String key) {
    Object value = kept.get(key);
    if (value == null) {
      throw new IllegalStateException("a kept press lacks '" + key + "': " + kept);
    }
    return value.toString();
  }
}
