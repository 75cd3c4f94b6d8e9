package io.estop.embedded.process;

/** Tells, without waiting long, whether a child process has finished starting. */
public interface Readiness {

  boolean isReady();

  /** Returns what was seen instead, for the message when the time is up; starts with a space. */
  default String lastSeen() {
    return "";
  }
}
