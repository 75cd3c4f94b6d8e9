package io.estop.bench.endtoend;

import java.io.IOException;

/** Signals to processes that a test started, by their id. */
final class Signals {

  private Signals() {}

  /** Stops a process in its tracks: its connections stay open, no answer comes. */
  static void freeze(long pid) {
    send("-STOP", pid);
  }

  /** Lets it go on where it was. */
  static void thaw(long pid) {
    send("-CONT", pid);
  }

  private static void send(String signal, long pid) {
    try {
      int exit =
          new ProcessBuilder("kill", signal, String.valueOf(pid)).inheritIO().start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill " + signal + " " + pid + " ended with " + exit);
      }
    } catch (IOException failed) {
      throw new IllegalStateException("cannot run kill", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
