package io.estop.model.hold;

/** What a press can promise at the moment of its answer (rule R2). */
public enum PressAnswer {
  /** The flag has the hold: it lasts. */
  ACCEPTED,
  /** Only the board has it: gates deny, but a lost Redis would lose it. Retried. */
  HELD_NOT_DURABLE,
  /** Only the outbox or Temporal has it: nothing denies yet. Retried; call again or break glass. */
  KEPT_NOT_HALTED,
  /** No place took it. Break glass. */
  NOT_KEPT,
  /** A stop with this id has ended; nothing was done. Use a new stop id. */
  ENDED
}
