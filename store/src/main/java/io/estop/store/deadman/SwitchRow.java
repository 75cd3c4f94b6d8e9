package io.estop.store.deadman;

import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.deadman.SwitchPhase;
import io.estop.model.deadman.SwitchSettings;
import io.estop.model.deadman.SwitchState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A dead man's switch as the database knows it.
 *
 * @param scope what it presses
 * @param enabled whether it is in force
 * @param settings how it is set
 * @param interval between two looks of its run
 * @param state what it remembers
 * @param confirmedBy who confirmed last, or what armed it
 * @param confirmedVia how: API, CLI, CONSOLE, SLACK, TEMPORAL
 * @param stopId the stop of its latest expiry, empty where it never expired
 * @param pressed whether that stop was taken by board or flag
 * @param phase where it was at its latest look
 * @param dueAt when it expires, as of its latest look
 * @param tickedAt its latest look
 * @param version rises with every change; 0 = not there yet
 */
public record SwitchRow(
    Scope scope,
    boolean enabled,
    SwitchSettings settings,
    Duration interval,
    SwitchState state,
    String confirmedBy,
    String confirmedVia,
    Optional<StopId> stopId,
    boolean pressed,
    SwitchPhase phase,
    Instant dueAt,
    Instant tickedAt,
    long version) {

  /** Returns the row with another state, otherwise as it was. */
  public SwitchRow with(SwitchState next) {
    return new SwitchRow(
        scope,
        enabled,
        settings,
        interval,
        next,
        confirmedBy,
        confirmedVia,
        stopId,
        pressed,
        phase,
        dueAt,
        tickedAt,
        version);
  }

  /** Returns the row after a confirmation. */
  public SwitchRow confirmedBy(String person, String via, SwitchState next) {
    return new SwitchRow(
        scope, enabled, settings, interval, next, person, via, stopId, pressed, phase, dueAt,
        tickedAt, version);
  }

  /** Returns the row, set otherwise. */
  public SwitchRow set(boolean inForce, SwitchSettings to, Duration every) {
    return new SwitchRow(
        scope,
        inForce,
        to,
        every,
        state,
        confirmedBy,
        confirmedVia,
        stopId,
        pressed,
        phase,
        dueAt,
        tickedAt,
        version);
  }

  /** Returns the row after a look. */
  public SwitchRow seen(SwitchPhase now, Instant due, Instant at) {
    return new SwitchRow(
        scope,
        enabled,
        settings,
        interval,
        state,
        confirmedBy,
        confirmedVia,
        stopId,
        pressed,
        now,
        due,
        at,
        version);
  }

  /** Returns the row with the stop of an expiry. */
  public SwitchRow pressing(StopId stop, boolean taken) {
    return new SwitchRow(
        scope,
        enabled,
        settings,
        interval,
        state,
        confirmedBy,
        confirmedVia,
        Optional.of(stop),
        taken,
        phase,
        dueAt,
        tickedAt,
        version);
  }
}
