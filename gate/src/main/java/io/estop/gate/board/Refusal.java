package io.estop.gate.board;

/** Why a script changed nothing. */
public enum Refusal {
  /** The hold was released; a late add does nothing (rule R7). */
  RELEASED,
  /** The stop has ended; a press under its id does nothing. */
  ENDED,
  /** The stop id is in use for another scope: a press under it does nothing. */
  OTHER_SCOPE,
  /** The board is missing or unreadable: refill it. */
  NO_BOARD,
  /** The board was started by a press, without a keeper: refill it (rule R4). */
  NEEDS_REFILL,
  /** An equal or newer incarnation is there already (rule R4). */
  NEWER_INCARNATION,
  /** Run id, version or sum differ from the board that was read (rule R3). */
  BOARD_CHANGED,
  /** The lease would have ended already, or begins in the future (rule R1). */
  LEASE_PAST_ITS_END
}
