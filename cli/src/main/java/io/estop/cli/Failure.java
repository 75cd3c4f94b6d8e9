package io.estop.cli;

/** Why a command could not be done: one sentence and the exit code that goes with it. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private Failure(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The starter answered, and the answer is no. */
  public static Failure refused(String sentence) {
    return new Failure(ExitCodes.ANSWERED_NO, sentence);
  }

  /** The command cannot be meant this way; nothing was sent. */
  public static Failure usage(String sentence) {
    return new Failure(ExitCodes.USAGE, sentence);
  }

  /** No answer came. */
  public static Failure unreachable(String sentence) {
    return new Failure(ExitCodes.UNREACHABLE, sentence);
  }

  /** Returns what the process ends with. */
  public int exitCode() {
    return exitCode;
  }

  /** Returns what people are told. */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
