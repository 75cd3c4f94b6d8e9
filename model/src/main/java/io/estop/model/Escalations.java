package io.estop.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps further that a stop takes by itself, at most one per action, the next one first. A
 * press may add or shorten, a deferral may lengthen; nothing takes one off but that the stop goes
 * as far.
 *
 * @param pending in the order in which they are due
 */
public record Escalations(List<PendingEscalation> pending) {
  private static final Comparator<PendingEscalation> NEXT_FIRST =
      Comparator.comparing(PendingEscalation::dueAt).thenComparing(PendingEscalation::action);

  public Escalations {
    pending = pending.stream().sorted(NEXT_FIRST).toList();
  }

  /** Returns that nothing is pending. */
  public static Escalations none() {
    return new Escalations(List.of());
  }

  /** Returns these and what a press asks for; an earlier moment for the same action stays. */
  public Escalations plus(Escalation asked, Instant now, String askedBy) {
    PendingEscalation added =
        new PendingEscalation(asked.action(), now.plus(asked.after()), askedBy, null, null);
    boolean earlier =
        pending.stream()
            .anyMatch(one -> one.action() == asked.action() && !one.dueAt().isAfter(added.dueAt()));
    if (earlier) {
      return this;
    }
    return new Escalations(
        Stream.concat(
                pending.stream().filter(one -> one.action() != asked.action()), Stream.of(added))
            .toList());
  }

  /** Returns what is left for a stop that goes that far. */
  public Escalations beyond(Action reached) {
    return new Escalations(
        pending.stream().filter(one -> !reached.includes(one.action())).toList());
  }

  /** Returns these where nothing happens before a moment; what is due later stays as it is. */
  public Escalations deferred(Instant until, String person, String reason) {
    List<PendingEscalation> moved = new ArrayList<>();
    for (PendingEscalation one : pending) {
      moved.add(one.dueAt().isBefore(until) ? one.deferred(until, person, reason) : one);
    }
    return new Escalations(moved);
  }

  /** Returns the next one. */
  public Optional<PendingEscalation> next() {
    return pending.stream().findFirst();
  }

  /** Returns the furthest that is due. */
  public Optional<PendingEscalation> due(Instant now) {
    return pending.stream()
        .filter(one -> !one.dueAt().isAfter(now))
        .max(Comparator.comparing(PendingEscalation::action));
  }

  /**
   * Returns until when a deferral moves the next one.
   *
   * @throws IllegalArgumentException saying why it cannot
   */
  public Instant deferral(Duration length, Instant now) {
    if (length.isNegative() || length.isZero() || length.compareTo(Escalation.LONGEST) > 0) {
      throw new IllegalArgumentException(
          "an escalation can be deferred for 1 to "
              + Escalation.LONGEST.toSeconds()
              + " seconds from now but was: "
              + length.toSeconds());
    }
    PendingEscalation next =
        next()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "nothing is pending that could be deferred: the stop goes no further by"
                            + " itself"));
    Instant until = now.plus(length);
    if (!until.isAfter(next.dueAt())) {
      throw new IllegalArgumentException(
          next.action()
              + " is due at "
              + next.dueAt()
              + ", later than that deferral would end: to go further sooner, press");
    }
    return until;
  }
}
