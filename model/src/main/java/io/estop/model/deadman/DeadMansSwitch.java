package io.estop.model.deadman;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The rule of a dead man's switch: it expires once its time-out of armed time has passed since the
 * latest confirmation. Time outside its hours and inside approved maintenance windows does not
 * count; nothing else stops it.
 *
 * @param settings how it is set
 */
public record DeadMansSwitch(SwitchSettings settings) {
  // Beyond every holiday and the longest windows; then it counts on as if it were always armed.
  private static final int MOST_DAYS = 400;

  /**
   * What it says at a moment.
   *
   * @param state to be kept
   * @param phase where it is
   * @param warnAt when people are warned
   * @param dueAt when it expires
   * @param warns whether people are to be warned now, for the first time in this episode
   * @param expires whether it expires now
   */
  public record Judgement(
      SwitchState state,
      SwitchPhase phase,
      Instant warnAt,
      Instant dueAt,
      boolean warns,
      boolean expires) {}

  /**
   * Judges at a moment.
   *
   * @param windows approved maintenance windows
   */
  public Judgement judge(SwitchState state, Instant now, Collection<Span> windows) {
    Instant warnAt =
        after(state.confirmedAt(), settings.timeout().minus(settings.warning()), windows);
    Instant dueAt = after(state.confirmedAt(), settings.timeout(), windows);
    boolean due = !now.isBefore(dueAt);
    boolean near = !now.isBefore(warnAt) && !settings.warning().isZero();
    SwitchState next =
        new SwitchState(
            state.confirmedAt(), state.episode(), state.warned() || near, state.expired() || due);
    return new Judgement(
        next,
        phase(next, now, windows),
        warnAt,
        dueAt,
        near && !state.warned(),
        due && !state.expired());
  }

  private SwitchPhase phase(SwitchState state, Instant now, Collection<Span> windows) {
    if (state.expired()) {
      return SwitchPhase.EXPIRED;
    }
    if (windows.stream().anyMatch(window -> window.contains(now))) {
      return SwitchPhase.PAUSED;
    }
    if (!settings
        .hours()
        .on(settings.hours().dayOf(now))
        .filter(open -> open.contains(now))
        .isPresent()) {
      return SwitchPhase.RESTING;
    }
    return state.warned() ? SwitchPhase.WARNING : SwitchPhase.ARMED;
  }

  /** Returns the first moment at which so much armed time has passed. */
  private Instant after(Instant from, Duration armed, Collection<Span> windows) {
    Duration left = armed;
    LocalDate day = settings.hours().dayOf(from);
    for (int days = 0; days < MOST_DAYS; days++) {
      Optional<Span> open =
          settings.hours().on(day.plusDays(days)).flatMap(span -> since(from, span));
      for (Span counted : open.map(span -> span.without(windows)).orElse(List.of())) {
        if (counted.length().compareTo(left) >= 0) {
          return counted.from().plus(left);
        }
        left = left.minus(counted.length());
      }
    }
    return from.plus(armed);
  }

  private static Optional<Span> since(Instant from, Span span) {
    if (!from.isBefore(span.to())) {
      return Optional.empty();
    }
    return Optional.of(from.isAfter(span.from()) ? new Span(from, span.to()) : span);
  }
}
