package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import java.time.Instant;
import java.util.Arrays;

/**
 * A press as it travels through Temporal: plain texts, so that a person can type one in Temporal
 * UI.
 *
 * @param stopId made by the presser
 * @param scope text form of the scope
 * @param action HALT, CANCEL or FLATTEN
 * @param trigger one of {@link TriggerKind}
 * @param actor person or rule
 * @param reason one sentence
 * @param pressedAt ISO instant
 */
public record PressMessage(
    String stopId,
    String scope,
    String action,
    String trigger,
    String actor,
    String reason,
    String pressedAt) {

  /** Returns the message of a press. */
  public static PressMessage of(Press press) {
    return new PressMessage(
        press.stopId().value(),
        press.scope().toString(),
        press.action().name(),
        press.cause().trigger().name(),
        press.cause().actor(),
        press.cause().reason(),
        press.pressedAt().toString());
  }

  /** Returns the message, or one that lacks everything and is refused as such. */
  static PressMessage orEmpty(@org.jspecify.annotations.Nullable PressMessage message) {
    return message == null ? new PressMessage("", "", "", "", "", "", "") : message;
  }

  /**
   * Returns the press, checked.
   *
   * @throws IllegalArgumentException naming the bad value and what was expected
   */
  public Press toPress() {
    return new Press(
        StopId.parse(required("stopId", stopId)),
        Scope.parse(required("scope", scope)),
        word("action", Action.class, action),
        new Cause(
            word("trigger", TriggerKind.class, trigger),
            required("actor", actor),
            required("reason", reason)),
        moment(required("pressedAt", pressedAt)));
  }

  private static Instant moment(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException malformed) {
      throw new IllegalArgumentException(
          "pressedAt must be an ISO instant, as in 2026-01-31T12:00:00Z, but was: " + text,
          malformed);
    }
  }

  private static <E extends Enum<E>> E word(
      String name, Class<E> words, @org.jspecify.annotations.Nullable String text) {
    String given = required(name, text);
    return Arrays.stream(words.getEnumConstants())
        .filter(word -> word.name().equals(given))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name
                        + " must be one of "
                        + Arrays.toString(words.getEnumConstants())
                        + " but was: "
                        + given));
  }

  private static String required(String name, @org.jspecify.annotations.Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }
}
