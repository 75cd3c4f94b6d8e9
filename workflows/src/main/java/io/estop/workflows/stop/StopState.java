package io.estop.workflows.stop;

import io.estop.model.Action;
import io.estop.model.Escalations;
import io.estop.model.Outcome;
import io.estop.model.PendingEscalation;
import io.estop.model.Phase;
import io.estop.workflows.stop.HaltActivities.KnownStop;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one run of a stop knows. Written and read by the workflow's own threads, of which Temporal
 * lets one run at a time.
 */
final class StopState {
  // A press that is delivered again after so many others may shorten an escalation once more.
  private static final int PRESSES_REMEMBERED = 500;

  PressMessage begun;
  String stopId;
  Action action = Action.HALT;
  @Nullable Action carriedOut;
  Phase phase = Phase.ACTIVATING;
  @Nullable Outcome outcome;
  String text = "holds are being asserted";
  StopSettings settings = new StopSettings(2_000, 1_000, 4_000, 300_000, 30_000);
  PlanSummary plan = PlanSummary.none();
  Escalations escalations = Escalations.none();
  int round;

  /** Whether the run began with records beside and escalations; those of older versions did not. */
  boolean recordsBeside;

  /** Whether an earlier run handed this one its state. */
  final boolean handedOn;

  boolean activated;
  boolean duplicate;

  /** What does not work now, by its kind, as people have been told. */
  final Map<String, String> troubles = new LinkedHashMap<>();

  /** Whether a run that died left this stop: nobody knows how far it really got. */
  boolean resumed;

  boolean locked;

  /** People were told of this outcome; only another one is news. */
  boolean revisiting;

  /**
   * The book is the one of the look before: doing the same again would fill the ledger for ever.
   */
  boolean unchanged;

  int noticesUnderWay;
  boolean released;
  boolean releaseTold;
  @Nullable CloseMessage closing;

  /** How many presses had been taken when the close came. */
  int takenAtClose;

  /** No message is taken any more: the run ends, whatever comes. */
  boolean ending;

  /** Presses and escalations that are being held now; the run ends after none of them. */
  int joining;

  /** How many have been taken; one that comes between a close and the end makes the close void. */
  int taken;

  /** Whether Temporal was asked to cancel this run. */
  boolean cancelRefused;

  /** Whether PostgreSQL has not said yet that this stop is new. */
  boolean unrecorded;

  /** A press that this run took and may not carry out: the next run's. */
  @Nullable PressMessage following;

  /** Whether each venue has its rounds to itself; in runs of older versions it has not. */
  boolean roundsApart;

  /** How often people told something about positions, and how much of that was followed. */
  int directions;

  int followed;

  /** When the market opens, where all that is open waits for it. */
  @Nullable Instant opensAt;

  /** The book that waits for it; another one does not. */
  @Nullable String waitingBook;

  private final Set<String> presses = new LinkedHashSet<>();

  StopState(@Nullable StopInput input) {
    // A malformed input is refused in run, where it ends the run instead of stalling it.
    this.begun = PressMessage.orEmpty(input == null ? null : input.press());
    this.stopId = String.valueOf(begun.stopId());
    StopProgress carried = input == null ? null : input.carried();
    this.handedOn = carried != null;
    saw(begun);
    if (carried != null) {
      this.action = carried.action();
      this.carriedOut = carried.carriedOut();
      this.phase = carried.phase();
      this.outcome = carried.outcome();
      this.settings = carried.settings();
      this.round = carried.round();
      this.text = Optional.ofNullable(carried.text()).orElse("holding");
      this.plan = Optional.ofNullable(carried.plan()).orElse(PlanSummary.none());
      this.escalations = Optional.ofNullable(carried.escalations()).orElse(Escalations.none());
      this.troubles.putAll(Optional.ofNullable(carried.troubles()).orElse(Map.of()));
      this.locked = carried.locked();
      this.opensAt = carried.opensAt();
      this.waitingBook = carried.waitingBook();
      presses.addAll(Optional.ofNullable(carried.presses()).orElse(List.of()));
    }
  }

  /** Takes over what an earlier run of this stop, or of the one that this press joins, left. */
  void carryOn(KnownStop known) {
    begun = known.press();
    stopId = String.valueOf(begun.stopId());
    goFurther(known.action());
    outcome = known.outcome();
    round = Math.max(round, known.rounds());
    // What a person put off stays so; the press that began it must not shorten it again.
    escalations = known.escalations().beyond(action);
    locked = known.outcome() == Outcome.FLAT;
    resumed = true;
    saw(begun);
    for (String alias : known.aliases()) {
      for (Action gone : Action.values()) {
        if (action.includes(gone)) {
          remember(alias + ":" + gone);
        }
      }
    }
  }

  /** Keeps a press for the run after this one; of several the one that goes furthest. */
  void follow(PressMessage press) {
    if (following == null || press.toPress().action().compareTo(following.toPress().action()) > 0) {
      following = press;
    }
  }

  void goFurther(Action asked) {
    action = action.furthest(asked);
    escalations = escalations.beyond(action);
  }

  /** Returns whether a press is new to this stop; from now on it is not. */
  boolean saw(PressMessage press) {
    return remember(press.stopId() + ":" + press.action());
  }

  private boolean remember(String press) {
    boolean news = presses.add(press);
    if (presses.size() > PRESSES_REMEMBERED) {
      presses.remove(presses.iterator().next());
    }
    return news;
  }

  /** Returns whether holding has to end for something else. */
  boolean somethingToDo() {
    return closing != null || releaseTold || carriedOut != action;
  }

  /** Returns whether what people told has not been followed yet. */
  boolean directed() {
    return directions != followed;
  }

  /** Returns whether there is nothing to do about that book until the market opens. */
  boolean waitsForTheMarket(String book, Instant now) {
    return opensAt != null && now.isBefore(opensAt) && book.equals(waitingBook) && !directed();
  }

  /** Returns whether no further press can join. */
  boolean isClosing() {
    return closing != null || released || ending || phase == Phase.CLOSED;
  }

  /** Returns what the next run of this stop begins with. */
  StopInput next() {
    Action done = Optional.ofNullable(carriedOut).orElse(Action.HALT);
    return new StopInput(
        begun,
        new StopProgress(
            action,
            done,
            phase,
            outcome,
            settings,
            round,
            text,
            plan,
            escalations,
            new ArrayList<>(presses),
            new LinkedHashMap<>(troubles),
            locked,
            opensAt,
            waitingBook));
  }

  StopStatus status() {
    return new StopStatus(
        stopId,
        begun.scope(),
        action.name(),
        phase.name(),
        outcome == null ? null : outcome.name(),
        text,
        round,
        escalations.next().orElse(null),
        troubles.isEmpty() ? null : String.join("; ", troubles.values()));
  }

  /** Returns what Temporal UI shows of the run, as Markdown. */
  String details() {
    return "**"
        + phase
        + "** · "
        + action
        + " of `"
        + begun.scope()
        + "` · "
        + (outcome == null ? "no outcome yet" : "outcome **" + outcome + "**")
        + escalations.next().map(next -> "\n\n" + sentence(next)).orElse("")
        + (troubles.isEmpty() ? "" : "\n\n**Trouble:** " + String.join("; ", troubles.values()))
        + "\n\n"
        + text
        + "\n\nstop `"
        + stopId
        + "` pressed by "
        + begun.actor()
        + ": "
        + begun.reason();
  }

  private static String sentence(PendingEscalation next) {
    String deferred =
        next.deferredBy() == null
            ? ""
            : "; put off by " + next.deferredBy() + ": " + next.deferralReason();
    return "**"
        + next.action()
        + "** follows at "
        + at(next.dueAt())
        + " unless deferred"
        + deferred;
  }

  /** Returns a moment in whole seconds: nobody decides by milliseconds. */
  static String at(Instant moment) {
    return moment.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
