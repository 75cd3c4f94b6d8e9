package io.estop.embedded.client;

/** Says in one line which call failed and how. */
public final class CallFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CallFailure(String message) {
    super(message);
  }

  public CallFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
