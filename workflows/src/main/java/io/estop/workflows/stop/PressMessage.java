package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Escalation;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * @param escalation how far it goes later, null where no further
 */
public record PressMessage(
    String stopId,
    String scope,
    String action,
    String trigger,
    String actor,
    String reason,
    String pressedAt,
    @Nullable LaterAction escalation) {

  /**
   * How far a stop goes later, unless a person defers it.
   *
   * @param action CANCEL or FLATTEN, further than the press
   * @param afterSeconds from 1 to 86,400
   */
  public record LaterAction(@Nullable String action, long afterSeconds) {}

  /** A press that escalates by nobody but a person. */
  public PressMessage(
      String stopId,
      String scope,
      String action,
      String trigger,
      String actor,
      String reason,
      String pressedAt) {
    this(stopId, scope, action, trigger, actor, reason, pressedAt, null);
  }

  /** Returns the message of a press. */
  public static PressMessage of(Press press) {
    return new PressMessage(
        press.stopId().value(),
        press.scope().toString(),
        press.action().name(),
        press.cause().trigger().name(),
        press.cause().actor(),
        press.cause().reason(),
        press.pressedAt().toString(),
        press
            .escalation()
            .map(later -> new LaterAction(later.action().name(), later.after().toSeconds()))
            .orElse(null));
  }

  /** Returns the same press, asking for another action and for nothing later. */
  PressMessage going(Action to) {
    return new PressMessage(stopId, scope, to.name(), trigger, actor, reason, pressedAt);
  }

  /** Returns the message, or one that lacks everything and is refused as such. */
  static PressMessage orEmpty(@Nullable PressMessage message) {
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
        moment(required("pressedAt", pressedAt)),
        later());
  }

  private Optional<Escalation> later() {
    if (escalation == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Escalation(
            word("escalation.action", Action.class, escalation.action()),
            Duration.ofSeconds(escalation.afterSeconds())));
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

  private static <E extends Enum<E>> E word(String name, Class<E> words, @Nullable String text) {
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

  private static String required(String name, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return text;
  }
}
