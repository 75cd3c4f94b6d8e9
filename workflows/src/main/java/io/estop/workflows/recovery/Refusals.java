package io.estop.workflows.recovery;

import io.temporal.failure.ApplicationFailure;

/** Why an update of a recovery is refused: the type of its failure. */
public enum Refusals {
  /** The recovery is completed. */
  COMPLETED,
  /** So many updates were made that history would grow without bound. */
  TOO_MANY_UPDATES,
  /** The person's name or role cannot be read. */
  BAD_SIGNER,
  /** The person's role does not allow it. */
  ROLE,
  /** No assessment passed. */
  NOT_ASSESSED,
  /** No finding was signed. */
  NOT_SIGNED,
  /** The stage before has not been watched long enough. */
  SOAKING,
  /** Not the next stage, or not a stage. */
  WRONG_STAGE,
  /** Not a share of the limits that the stage may have. */
  BAD_FACTOR,
  /** The finding is missing or too long. */
  BAD_FINDING,
  /** Nothing waits for an approval. */
  NOTHING_REQUESTED,
  /** What was approved is not what waits. */
  WRONG_HASH,
  /** The requester must not approve. */
  SAME_PERSON,
  /** The approved request does not hold any more; a new one is needed. */
  VOID,
  /** A new press halted the scope during the recovery; it begins again. */
  HALTED_AGAIN,
  /** It could not be carried out now; try again. */
  NOT_DONE;

  /** Returns the failure that refuses an update. */
  public ApplicationFailure because(String sentence) {
    return ApplicationFailure.newNonRetryableFailure(sentence, name());
  }
}
