package io.estop.halt.maintenance;

/** A word about a maintenance window that cannot be followed; nothing was done. */
public final class MaintenanceRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What kind of refusal. */
  public enum Kind {
    /** A value is out of its bound. */
    VALUE,
    /** No window has that id. */
    UNKNOWN,
    /** Another person is needed. */
    SAME_PERSON,
    /** The window is not in a state for it. */
    STATE
  }

  private final Kind kind;

  MaintenanceRefusedException(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
