package io.estop.workflows.deadman;

import io.estop.workflows.Calls;
import io.estop.workflows.EstopSearchAttributes;
import io.estop.workflows.Handlers;
import io.estop.workflows.Pause;
import io.estop.workflows.deadman.SwitchActivities.Look;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Looks for ever, at its interval and at each moment something is due; warns people, presses what
 * expired until a place took it. What counts stands in PostgreSQL, so that a run that ends, a
 * worker that dies or a Temporal that stops loses no confirmation and no expiry.
 */
public final class DeadMansSwitchWorkflowImpl implements DeadMansSwitchWorkflow {
  private static final Logger log = Workflow.getLogger(DeadMansSwitchWorkflowImpl.class);
  private static final int LONGEST_NAME = 64;

  private String scope = "";
  private String phase = "UNKNOWN";
  private String shown = "";
  private String why = "not looked yet";
  private String dueAt = "";
  private String told = "";
  private long nextMillis;
  private long ticks;
  private boolean woken;
  private @Nullable Promise<Void> pressing;
  private @Nullable Promise<Void> deferring;
  private @Nullable Promise<Void> telling;

  @Override
  public void run(SwitchInput input) {
    scope = input.scope();
    told = input.told() == null ? told : input.told();
    Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.SCOPE.valueSet(scope));
    while (!endsRun(input)) {
      ticks++;
      look();
      if (phase.equals("OFF")) {
        Workflow.await(Workflow::isEveryHandlerFinished);
        return;
      }
      pause(input);
    }
    Workflow.continueAsNew(input.carrying(told));
  }

  /** Says whether the run may end: only with nothing under way. */
  private boolean endsRun(SwitchInput input) {
    boolean longEnough =
        ticks >= Math.max(1, input.ticksPerRun()) || Workflow.getInfo().isContinueAsNewSuggested();
    return longEnough
        && isOver(pressing)
        && isOver(deferring)
        && isOver(telling)
        && Workflow.isEveryHandlerFinished();
  }

  private static boolean isOver(@Nullable Promise<Void> work) {
    return work == null || work.isCompleted();
  }

  private void look() {
    try {
      found(SwitchCalls.look("judge the switch").tick(scope));
    } catch (ActivityFailure failed) {
      rethrowCancelled(failed);
      nextMillis = Long.MAX_VALUE;
      show("UNKNOWN", "the look failed: " + Calls.reason(failed));
    }
  }

  private static void rethrowCancelled(ActivityFailure failed) {
    if (failed.getCause() instanceof CanceledFailure) {
      throw failed;
    }
  }

  private void found(Look look) {
    nextMillis = look.nextMillis();
    dueAt = look.dueAt();
    show(look.phase(), look.why());
    if (!look.unpressed().isEmpty() && isOver(pressing)) {
      pressing =
          beside(
              () -> Async.procedure(SwitchCalls.press("press " + look.unpressed())::press, scope),
              "the press of " + look.unpressed());
    }
    if (!look.deferrable().isEmpty() && isOver(deferring)) {
      SwitchActivities stub =
          SwitchCalls.beside("put off what " + look.deferrable() + " does by itself");
      deferring =
          beside(
              () -> Async.procedure(stub::defer, scope, look.deferrable(), look.confirmedBy()),
              "the deferral");
    }
    if (look.phase().equals("WARNING")) {
      tell("WARNING " + look.episode(), look.why());
    }
  }

  private void tell(String event, String text) {
    if (told.equals(event) || !isOver(telling)) {
      return;
    }
    told = event;
    telling =
        beside(
            () ->
                Async.procedure(
                    SwitchCalls.people("tell people: " + event)::notifyPeople,
                    "dead-mans-switch/" + scope,
                    event,
                    text),
            "the notice " + event);
  }

  /** Begins what the switch waits for only where its run ends; a failure is said. */
  private static Promise<Void> beside(Supplier<Promise<Void>> begin, String what) {
    return begin
        .get()
        .handle(
            (done, failure) -> {
              if (failure != null) {
                log.warn("{} failed; the next look asks again", what, failure);
              }
              return null;
            });
  }

  private void pause(SwitchInput input) {
    Duration longest = Duration.ofMillis(Math.min(input.intervalMillis(), nextMillis));
    Pause.orUntil(() -> woken, longest, "until the next look");
    woken = false;
  }

  @Override
  public SwitchStatus confirm(ConfirmMessage confirmation) {
    return Handlers.guarded(
        () -> {
          ConfirmMessage whole =
              new ConfirmMessage(
                  confirmation.actor().strip(),
                  confirmation.via() == null ? "TEMPORAL" : confirmation.via(),
                  confirmation.confirmationId() == null
                      ? Workflow.randomUUID().toString()
                      : confirmation.confirmationId());
          try {
            Look kept =
                SwitchCalls.look("confirmed by " + whole.actor()).confirm(scopeOfThis(), whole);
            if (kept.phase().equals("OFF")) {
              throw Handlers.refuse("no dead man's switch is armed for " + scopeOfThis());
            }
            found(kept);
            woken = true;
            return status();
          } catch (ActivityFailure failed) {
            throw Handlers.refuse("the confirmation could not be kept: " + Calls.reason(failed));
          }
        });
  }

  // An update may come before the run's first line.
  private String scopeOfThis() {
    String id = Workflow.getInfo().getWorkflowId();
    return id.substring(id.indexOf('/') + 1);
  }

  @Override
  public void checkConfirmation(ConfirmMessage confirmation) {
    Handlers.validated(
        () -> {
          String actor = confirmation == null ? null : confirmation.actor();
          if (actor == null || actor.isBlank() || actor.strip().length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                "actor must be 1 to " + LONGEST_NAME + " characters but was: " + actor);
          }
        });
  }

  @Override
  public SwitchStatus status() {
    return new SwitchStatus(scope, phase, why, dueAt, ticks);
  }

  private void show(String newPhase, String newWhy) {
    phase = newPhase;
    why = newWhy;
    if (!shown.equals(phase)) {
      shown = phase;
      Workflow.upsertTypedSearchAttributes(EstopSearchAttributes.PHASE.valueSet(phase));
    }
    Workflow.setCurrentDetails(
        "**Dead man's switch of `"
            + scope
            + "`: "
            + phase
            + "**\n\n"
            + why
            + "\n\nLook "
            + ticks
            + " of this run.");
  }
}
