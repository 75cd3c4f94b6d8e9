package io.estop.starter.stop;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Escalation;
import io.estop.model.Press;
import io.estop.model.RegulatoryOrder;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.people.Person;
import io.estop.starter.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a press.
 *
 * @param stopId made by the presser
 * @param scope text form
 * @param action HALT, CANCEL or FLATTEN
 * @param reason one sentence
 * @param trigger ADMINISTRATOR_COMMAND when absent
 * @param escalation how far the stop goes later, absent where no further
 * @param regulatory what a REGULATORY_ACTION rests on, absent for every other trigger
 */
record StopRequest(
    @Nullable String stopId,
    @Nullable String scope,
    @Nullable String action,
    @Nullable String reason,
    @Nullable String trigger,
    @Nullable LaterAction escalation,
    @Nullable Regulatory regulatory) {

  /** Who ordered a regulatory action, under which name, by which document. */
  record Regulatory(
      @Nullable String authority, @Nullable String reference, @Nullable String documentSha256) {

    RegulatoryOrder toOrder() {
      return new RegulatoryOrder(
          required("regulatory.authority", authority),
          required("regulatory.reference", reference),
          required("regulatory.documentSha256", documentSha256));
    }
  }

  /** How far the stop goes later, unless a person defers it. */
  record LaterAction(@Nullable String action, @Nullable Long afterSeconds) {

    Escalation toEscalation() {
      if (afterSeconds == null) {
        throw new IllegalArgumentException("escalation.afterSeconds is missing");
      }
      return new Escalation(
          actionOf(required("escalation.action", action)), Duration.ofSeconds(afterSeconds));
    }
  }

  private static final Set<TriggerKind> OF_PEOPLE =
      EnumSet.of(
          TriggerKind.ADMINISTRATOR_COMMAND,
          TriggerKind.REGULATORY_ACTION,
          TriggerKind.SCHEDULED_MAINTENANCE);

  /**
   * Returns the press, checked.
   *
   * @throws Problem 422 naming the field, the value and the bound
   */
  Press toPress(Person person, Instant now) {
    try {
      return new Press(
          StopId.parse(required("stopId", stopId)),
          Scope.parse(required("scope", scope)),
          actionOf(required("action", action)),
          new Cause(kind(), person.name(), reasonWithOrder()),
          now,
          Optional.ofNullable(escalation).map(LaterAction::toEscalation));
    } catch (IllegalArgumentException malformed) {
      throw Problem.value(String.valueOf(malformed.getMessage()));
    }
  }

  private String reasonWithOrder() {
    String why = required("reason", reason);
    if (kind() != TriggerKind.REGULATORY_ACTION) {
      if (regulatory != null) {
        throw new IllegalArgumentException(
            "regulatory is for the trigger REGULATORY_ACTION alone but the trigger was: " + kind());
      }
      return why;
    }
    if (regulatory == null) {
      throw new IllegalArgumentException(
          "regulatory is missing: REGULATORY_ACTION needs authority, reference and documentSha256");
    }
    return regulatory.toOrder().reason(why);
  }

  private TriggerKind kind() {
    if (trigger == null) {
      return TriggerKind.ADMINISTRATOR_COMMAND;
    }
    return OF_PEOPLE.stream()
        .filter(kind -> kind.name().equals(trigger))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "trigger must be one of " + OF_PEOPLE + " but was: " + trigger));
  }

  private static Action actionOf(String word) {
    return Arrays.stream(Action.values())
        .filter(action -> action.name().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "action must be HALT, CANCEL or FLATTEN but was: " + word));
  }

  private static String required(String field, @Nullable String text) {
    if (text == null || text.isBlank()) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return text;
  }
}
