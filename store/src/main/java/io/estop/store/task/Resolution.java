package io.estop.store.task;

/** What a person says becomes of a position that the stop could not close. */
public enum Resolution {
  /** It is worth nothing any more. */
  WRITTEN_OFF,
  /** It is another account's or another firm's now, or will be. */
  TRANSFERRED,
  /** It was closed where this system does not look. */
  CLOSED_ELSEWHERE,
  /** It is kept on purpose. */
  KEPT,
  /** The reason says it. */
  OTHER
}
