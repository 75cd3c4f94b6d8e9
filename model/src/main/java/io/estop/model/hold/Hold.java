package io.estop.model.hold;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One stop's grip on one scope.
 *
 * @param stopId the stop that holds
 * @param scope what is held
 * @param mode what orders under it may do
 * @param factor share of the registered limits, in (0, 1); 1 for every mode but REDUCED
 * @param action how far the stop goes: FLATTEN closes the reduce lane
 * @param revision 0 when pressed, one more with every stage of its recovery
 * @param heldAt when it was pressed
 */
public record Hold(
    StopId stopId,
    Scope scope,
    Mode mode,
    BigDecimal factor,
    Action action,
    long revision,
    Instant heldAt) {

  public Hold {
    boolean reduced = mode == Mode.REDUCED;
    if (factor.signum() <= 0
        || factor.compareTo(BigDecimal.ONE) > 0
        || reduced == (factor.compareTo(BigDecimal.ONE) == 0)) {
      throw new IllegalArgumentException(
          "factor of a hold must be 1, or between 0 and 1 for REDUCED, but was: "
              + factor.toPlainString()
              + " for "
              + mode);
    }
    // One text for one number: board, flag and gates compare holds as values.
    factor = factor.stripTrailingZeros();
    if (revision < 0) {
      throw new IllegalArgumentException("revision must not be negative but was: " + revision);
    }
  }

  /** Returns the hold that a press puts on its scope: HALTED, revision 0. */
  public static Hold halted(StopId stopId, Scope scope, Action action, Instant heldAt) {
    // Milliseconds: the coarsest clock among board, flag and ledger, so that all agree on it.
    Instant moment = heldAt.truncatedTo(ChronoUnit.MILLIS);
    return new Hold(stopId, scope, Mode.HALTED, BigDecimal.ONE, action, 0, moment);
  }

  /** Returns this hold at the next revision, with the mode that a recovery stage gives it. */
  public Hold at(Mode stage, BigDecimal stageFactor) {
    return new Hold(stopId, scope, stage, stageFactor, action, revision + 1, heldAt);
  }

  /**
   * Returns what two places that know the same hold agree on: the later revision, at the same
   * revision the stricter mode and the smaller factor; the action never weakens. Commutative,
   * associative and idempotent, so that holds may arrive in any order, any number of times.
   *
   * @throws IllegalArgumentException if the holds are not of one stop and scope
   */
  public Hold merge(Hold other) {
    if (!stopId.equals(other.stopId) || !scope.equals(other.scope)) {
      throw new IllegalArgumentException("holds to merge differ: " + this + " and " + other);
    }
    Hold decided = decides(other) ? this : other;
    Instant earlier = heldAt.isBefore(other.heldAt) ? heldAt : other.heldAt;
    return new Hold(
        stopId,
        scope,
        decided.mode,
        decided.factor,
        action.furthest(other.action),
        decided.revision,
        earlier);
  }

  private boolean decides(Hold other) {
    if (revision != other.revision) {
      return revision > other.revision;
    }
    if (mode != other.mode) {
      return mode.strictest(other.mode) == mode;
    }
    return factor.compareTo(other.factor) <= 0;
  }
}
