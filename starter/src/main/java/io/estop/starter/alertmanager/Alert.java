package io.estop.starter.alertmanager;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Escalation;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One alert of a notification, checked.
 *
 * @param name of the alert
 * @param firing false: resolved
 * @param stopId made of fingerprint and beginning: the same alert is the same stop however often it
 *     is sent
 * @param scope that it names in the label {@code estop_scope}
 * @param action of the label {@code estop_action}; empty: by the trigger
 * @param trigger of the label {@code estop_trigger}, else SYSTEM_HEALTH
 * @param mild whether its severity asks people to look, not to stop
 * @param reason one sentence
 */
record Alert(
    String name,
    boolean firing,
    StopId stopId,
    Scope scope,
    Optional<Action> action,
    TriggerKind trigger,
    boolean mild,
    String reason) {
  private static final Set<String> MILD = Set.of("warning", "info", "none");
  private static final int LONGEST_REASON = 400;
  private static final Set<TriggerKind> AUTOMATIC =
      EnumSet.range(TriggerKind.DRAWDOWN, TriggerKind.DATA_QUALITY);

  /** Returns whether an alert is meant for us at all. */
  static boolean isOurs(JsonNode alert) {
    return alert.path("labels").has("estop_scope");
  }

  /** Returns the name of an alert, for people. */
  static String name(JsonNode alert) {
    return text(alert.path("labels"), "alertname").orElse("an alert without a name");
  }

  /**
   * Reads an alert.
   *
   * @throws IllegalArgumentException naming label, value and what it must be
   */
  static Alert read(JsonNode alert) {
    JsonNode labels = alert.path("labels");
    String status = text(alert, "status").orElse("");
    if (!status.equals("firing") && !status.equals("resolved")) {
      throw new IllegalArgumentException("status must be firing or resolved but was: " + status);
    }
    return new Alert(
        name(alert),
        status.equals("firing"),
        stopId(alert),
        Scope.parse(text(labels, "estop_scope").orElse("")),
        text(labels, "estop_action")
            .map(word -> word(word, EnumSet.allOf(Action.class), "estop_action")),
        text(labels, "estop_trigger")
            .map(word -> word(word, AUTOMATIC, "estop_trigger"))
            .orElse(TriggerKind.SYSTEM_HEALTH),
        text(labels, "severity").filter(MILD::contains).isPresent(),
        reason(alert));
  }

  private static StopId stopId(JsonNode alert) {
    String fingerprint = text(alert, "fingerprint").orElse("");
    if (!fingerprint.matches("[A-Za-z0-9]{1,32}")) {
      throw new IllegalArgumentException(
          "fingerprint must be 1 to 32 letters and digits but was: " + fingerprint);
    }
    return new StopId("alert-" + fingerprint + "-" + startsAt(alert).toEpochMilli());
  }

  private static Instant startsAt(JsonNode alert) {
    String startsAt = text(alert, "startsAt").orElse("");
    try {
      return OffsetDateTime.parse(startsAt).toInstant();
    } catch (DateTimeException malformed) {
      throw new IllegalArgumentException(
          "startsAt must be a moment as 2026-11-23T15:00:00Z but was: " + startsAt, malformed);
    }
  }

  private static <T extends Enum<T>> T word(String word, Set<T> known, String label) {
    return known.stream()
        .filter(one -> one.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    label + " must be one of " + known + " but was: " + word));
  }

  private static String reason(JsonNode alert) {
    String said =
        Stream.of("summary", "description", "message")
            .flatMap(key -> text(alert.path("annotations"), key).stream())
            .findFirst()
            .map(words -> ": " + words.strip().replaceAll("[\\s\\p{Cntrl}]+", " "))
            .orElse("");
    return Cause.cut("alert " + name(alert) + said, LONGEST_REASON);
  }

  private static Optional<String> text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isString() && !value.asString().isBlank()
        ? Optional.of(value.asString())
        : Optional.empty();
  }

  /** Returns whether it presses: a mild one does only where it names an action. */
  boolean presses() {
    return firing && (action.isPresent() || !mild);
  }

  /** Returns its press; where it names no action, as its trigger does, with what follows. */
  Press press(String sender, Instant now) {
    return new Press(
        stopId,
        scope,
        action.orElse(trigger.atOnce(scope)),
        new Cause(trigger, sender, reason),
        now,
        action.isPresent() ? Optional.<Escalation>empty() : trigger.later(scope));
  }
}
