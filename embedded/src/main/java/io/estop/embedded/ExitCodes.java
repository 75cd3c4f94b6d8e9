package io.estop.embedded;

/** What the process says when it ends; documented in docs/PROTOCOL.md. */
public final class ExitCodes {

  public static final int FLAT = 0;
  public static final int NOT_FLAT = 1;
  public static final int BAD_INPUT = 2;
  public static final int NOT_STARTED = 3;

  private ExitCodes() {}
}
