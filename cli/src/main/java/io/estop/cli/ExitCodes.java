package io.estop.cli;

/** What the process says when it ends; documented in docs/PROTOCOL.md. */
public final class ExitCodes {
  public static final int DONE = 0;
  public static final int ANSWERED_NO = 1;
  public static final int USAGE = 2;
  public static final int UNREACHABLE = 3;

  private ExitCodes() {}
}
