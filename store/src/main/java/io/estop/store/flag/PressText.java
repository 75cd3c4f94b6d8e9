package io.estop.store.flag;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Escalation;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.store.CanonicalJson;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A press as canonical JSON: one form for the table and for files. */
public final class PressText {
  private PressText() {}

  /** Returns the press as an object of texts and numbers. */
  public static Map<String, Object> toMap(Press press) {
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

  /** Returns the press as text. */
  public static String of(Press press) {
    return CanonicalJson.write(toMap(press));
  }

  /**
   * Returns the press that {@link #of} wrote.
   *
   * @throws RuntimeException where the text is none; its message names what is wrong
   */
  public static Press parse(String text) {
    return fromMap(CanonicalJson.read(text));
  }

  /** Returns the press that {@link #toMap} wrote; throws as {@link #parse} does. */
  public static Press fromMap(Map<?, ?> kept) {
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

  private static Optional<Escalation> escalation(Map<?, ?> kept) {
    return Optional.<Object>ofNullable(kept.get("escalateTo"))
        .map(
            action ->
                new Escalation(
                    Action.valueOf(action.toString()),
                    Duration.ofSeconds(Long.parseLong(text(kept, "escalateAfterSeconds")))));
  }

  private static String text(Map<?, ?> kept, String key) {
    Object value = kept.get(key);
    if (value == null) {
      throw new IllegalStateException("a kept press lacks '" + key + "': " + kept);
    }
    return value.toString();
  }
}
