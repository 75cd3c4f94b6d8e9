package io.estop.workflows.recovery;

import io.temporal.failure.ApplicationFailure;

/**
 * What a validator throws. Temporal's SDK loses the type of an ApplicationFailure that a validator
 * throws itself; as a cause it arrives whole, so a caller looks for the innermost one.
 */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RefusedException(ApplicationFailure refusal) {
    super(refusal.getOriginalMessage(), refusal);
  }

  /** Runs a check of a validator. */
  static void validated(Runnable check) {
    try {
      check.run();
    } catch (ApplicationFailure refusal) {
      throw new RefusedException(refusal);
    }
  }
}
