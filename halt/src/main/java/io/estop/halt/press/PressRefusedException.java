package io.estop.halt.press;

/** A press that cannot be carried out as asked; nothing was done. */
public final class PressRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public PressRefusedException(String message) {
    super(message);
  }
}
