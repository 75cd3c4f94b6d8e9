package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Escalation;
import io.estop.model.Press;
import io.estop.model.liquidation.Directive;
import io.estop.model.liquidation.DirectiveKind;
import io.estop.model.people.Person;
import io.estop.model.people.Role;
import io.estop.workflows.Handlers;
import io.estop.workflows.stop.HaltActivities.DirectiveGiven;
import io.estop.workflows.stop.HaltActivities.Joined;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.UpdateInfo;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Presses that join, and deferrals: what people and rules say to a stop that runs. */
final class StopMessages {
  private static final Logger log = Workflow.getLogger(StopMessages.class);
  private static final int LONGEST_REASON = 500;

  private final StopState state;
  private final StopRecord record;

  StopMessages(StopState state, StopRecord record) {
    this.state = state;
    this.record = record;
  }

  // ---- press

  void checkPress(@Nullable PressMessage press) {
    Press checked = PressMessage.orEmpty(press).toPress();
    if (!checked.scope().toString().equals(state.begun.scope())) {
      throw Handlers.refuse(
          "this stop covers " + state.begun.scope() + " but the press names " + checked.scope());
    }
    if (state.isClosing()) {
      throw Handlers.closing();
    }
  }

  PressReply join(PressMessage message) {
    Workflow.await(() -> state.activated);
    Press press = message.toPress();
    if (!state.recordsBeside) {
      return joinRecorded(message, press);
    }
    boolean own = message.stopId().equals(state.stopId);
    if (state.duplicate && own) {
      return new PressReply(state.stopId, state.action.name(), true);
    }
    // Answered only by a run that carries it out: this one takes no more.
    if (state.duplicate || state.isClosing()) {
      throw Handlers.closing();
    }
    boolean news = state.saw(message);
    if (!own || !state.action.includes(press.action())) {
      if (!held(message, press)) {
        return new PressReply(message.stopId(), state.action.name(), true);
      }
    }
    if (news) {
      press.escalation().ifPresent(later -> pend(later, press.cause().actor()));
    }
    record.details();
    return new PressReply(state.stopId, state.action.name(), false);
  }

  /** A press that nobody waits for: what is wrong with it is shown. */
  void signalled(@Nullable PressMessage press) {
    try {
      Handlers.guarded(
          () -> {
            checkPress(press);
            return join(PressMessage.orEmpty(press));
          });
    } catch (TemporalFailure refused) {
      refused(press, refused);
    }
  }

  private void refused(@Nullable PressMessage press, TemporalFailure refused) {
    if (press != null && state.recordsBeside && Handlers.isClosing(refused)) {
      state.follow(press);
      return;
    }
    log.warn("a signalled press was refused", refused);
    state.text = "a signalled press was refused: " + refused.getMessage();
    record.details();
  }

  /** Holds first; whether PostgreSQL has it delays neither the answer nor the cancels. */
  private boolean held(PressMessage message, Press press) {
    state.joining++;
    try {
      Joined joined =
          StopRecord.promptly(
              HaltActivities.class,
              "join press " + press.stopId(),
              halt -> halt.join(state.stopId, message));
      if (joined != null && joined.ended()) {
        return false;
      }
      if (joined != null && !joined.recorded()) {
        String stopId = state.stopId;
        record.beside("record press " + press.stopId(), halt -> halt.recordJoin(stopId, message));
      }
      if (state.unrecorded && !message.stopId().equals(state.stopId)) {
        // Should this stop turn out to have ended before, the press begins one of its own.
        state.follow(message);
      }
      state.taken++;
      state.goFurther(press.action());
      return true;
    } finally {
      state.joining--;
    }
  }

  private PressReply joinRecorded(PressMessage message, Press press) {
    if (!state.duplicate) {
      boolean another = !message.stopId().equals(state.stopId);
      if (another || !state.action.includes(press.action())) {
        record.record("join press " + press.stopId(), halt -> halt.join(state.stopId, message));
      }
      state.goFurther(press.action());
      record.details();
    }
    return new PressReply(state.stopId, state.action.name(), state.duplicate);
  }

  /** Adds what a press asks for later, counted from now; it may shorten and never lengthens. */
  void pend(Escalation later, String actor) {
    var before = state.escalations;
    state.escalations = before.plus(later, now(), actor).beyond(state.action);
    if (!state.escalations.equals(before)) {
      record.escalation(
          "PENDING",
          actor,
          state
                  .escalations
                  .next()
                  .map(next -> next.action() + " follows at " + StopState.at(next.dueAt()))
                  .orElse("nothing follows")
              + " unless deferred: asked for by "
              + actor);
    }
  }

  // ---- deferral

  void checkDeferral(@Nullable DeferMessage deferral) {
    if (deferral == null) {
      throw Handlers.refuse("a deferral needs the person, a length and a reason");
    }
    checkPerson(deferral.actor(), deferral.role(), "defer");
    String reason = deferral.reason();
    if (reason == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw Handlers.refuse(
          "reason must be 1 to "
              + LONGEST_REASON
              + " characters but had "
              + (reason == null ? 0 : reason.length()));
    }
    if (state.isClosing() || state.duplicate) {
      throw Handlers.refuse("this stop is closing: it goes no further by itself");
    }
    state.escalations.deferral(Duration.ofSeconds(deferral.seconds()), now());
  }

  private static void checkPerson(@Nullable String actor, @Nullable String word, String what) {
    Role role =
        Arrays.stream(Role.values())
            .filter(known -> known.name().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    Handlers.refuse(
                        "role must be one of "
                            + Arrays.toString(Role.values())
                            + " but was: "
                            + word));
    Person person = new Person(String.valueOf(actor), role);
    if (!person.role().presses()) {
      throw Handlers.refuse(
          "role " + role + " cannot " + what + ": that is for those who may press");
    }
  }

  StopStatus defer(DeferMessage deferral) {
    Workflow.await(() -> state.activated);
    checkDeferral(deferral);
    Instant until = state.escalations.deferral(Duration.ofSeconds(deferral.seconds()), now());
    state.escalations = state.escalations.deferred(until, deferral.actor(), deferral.reason());
    record.escalation(
        "DEFERRED",
        deferral.actor(),
        deferral.actor()
            + " put off what follows until "
            + StopState.at(until)
            + ": "
            + deferral.reason());
    return state.status();
  }

  // ---- directives

  void checkDirective(DirectiveKind kind, @Nullable DirectiveMessage message) {
    if (message == null) {
      throw Handlers.refuse("a directive needs the person and a reason");
    }
    checkPerson(message.actor(), message.role(), "direct a stop");
    Directive directive = message.toDirective(kind, now());
    if (kind == DirectiveKind.TAKE_OVER
        && directive.account().isEmpty()
        && directive.symbol().isEmpty()) {
      throw Handlers.refuse("taking over needs a symbol or an account: nobody closes all by hand");
    }
    if (state.action != Action.FLATTEN) {
      throw Handlers.refuse("this stop goes to " + state.action + ": it closes no positions");
    }
    if (state.isClosing() || state.duplicate) {
      throw Handlers.refuse("this stop is closing: it sends no more orders");
    }
  }

  /** Recorded before it is answered: whoever sends the next order reads it. */
  StopStatus direct(DirectiveKind kind, DirectiveMessage message) {
    Workflow.await(() -> state.activated);
    checkDirective(kind, message);
    String id = Workflow.getCurrentUpdateInfo().map(UpdateInfo::getUpdateId).orElseThrow();
    DirectiveGiven given = new DirectiveGiven(state.stopId, id, kind, now(), message);
    record.record("directive " + kind, halt -> halt.recordDirective(given));
    state.directions++;
    record.notice(
        "DIRECTIVE " + kind + " " + StopState.at(now()),
        message.actor() + ": " + kind + " " + subject(message) + ": " + message.reason());
    return state.status();
  }

  private static String subject(DirectiveMessage message) {
    String symbol = message.symbol() == null ? "all positions" : message.symbol();
    return message.account() == null ? symbol : symbol + " in " + message.account();
  }

  static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }
}
