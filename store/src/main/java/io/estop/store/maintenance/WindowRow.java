package io.estop.store.maintenance;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.deadman.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A planned maintenance window.
 *
 * @param windowId its id
 * @param scope what is halted for it
 * @param span when it is
 * @param haltBefore how long before it begins the scope is halted
 * @param reason one sentence
 * @param asked by whom and when it was planned
 * @param approved by another person, empty until then
 * @param cancelled empty unless it was
 * @param stopId of the stop that it presses
 * @param begunAt when that stop was pressed, empty until then
 */
public record WindowRow(
    String windowId,
    Scope scope,
    Span span,
    Duration haltBefore,
    String reason,
    Signed asked,
    Optional<Signed> approved,
    Optional<Signed> cancelled,
    StopId stopId,
    Optional<Instant> begunAt) {

  /** Who did something, and when. */
  public record Signed(String person, Instant at) {}

  /** Where a window is. */
  public enum State {
    PLANNED,
    APPROVED,
    /** The halt is pressed. */
    BEGUN,
    OVER,
    CANCELLED,
    /** Nobody approved it before its halt was due. */
    LAPSED
  }

  /** Returns when the halt is pressed. */
  public Instant haltAt() {
    return span.from().minus(haltBefore);
  }

  /** Returns where it is at a moment. */
  public State state(Instant now) {
    if (cancelled.isPresent()) {
      return State.CANCELLED;
    }
    if (approved.isEmpty()) {
      return now.isBefore(haltAt()) ? State.PLANNED : State.LAPSED;
    }
    if (!now.isBefore(span.to())) {
      return State.OVER;
    }
    return begunAt.isPresent() ? State.BEGUN : State.APPROVED;
  }
}
