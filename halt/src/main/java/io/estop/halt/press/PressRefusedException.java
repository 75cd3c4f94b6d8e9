package io.estop.halt.press;

/** A press that cannot be carried out as asked; nothing was done. */
public final class PressRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PressRefusedException(String message) {
    super(message);
  }

  static PressRefusedException otherScope() {
    return new PressRefusedException(
        "this stop id is in use for another scope: press with a new stop id");
  }
}
