package io.estop.cli;

/** What the process says when it ends; documented in docs/PROTOCOL.md. */
final class ExitCodes {
  static final int DONE = 0;
  static final int ANSWERED_NO = 1;
  static final int USAGE = 2;
  static final int UNREACHABLE = 3;

  private ExitCodes() {}
}
