package io.estop.store.alarm;

/** What an alarm is about: a closed list, for it labels a metric. */
public enum AlarmKind {
  /** The lease was not renewed for 3 s: where it runs out, nothing trades. */
  NOT_LEASED(false),
  /** Redis lost or changed its past; the board was filled anew. */
  BOARD_REFILLED(true),
  /** A gate keeps a hold, or claims a board, that PostgreSQL refuses or does not know. */
  HOLD_REFUSED(false),
  /** A late hold of an ended stop was taken off. */
  HOLD_TAKEN_OFF(true),
  /** An expected component is not heard. */
  COMPONENT_SILENT(false),
  /** Components did not acknowledge a stop in time. */
  STOP_UNACKNOWLEDGED(true),
  /** Two processes live under one component's name. */
  COMPONENT_TWICE(false),
  /** What a component writes cannot be read, or is too much. */
  COMPONENT_TROUBLE(false),
  /** A press came while PostgreSQL was silent and was kept beside the flag. */
  PRESS_KEPT(true),
  /** A kept press is damaged, in no file or cannot be delivered. */
  PRESS_TROUBLE(true),
  /** Positions of a stop are left over and wait for a person. */
  TASKS_OPEN(false),
  /** A circuit breaker sees nothing of one of its sources. */
  SENSOR_SILENT(false),
  /** A circuit breaker looks no more. */
  BREAKER_SILENT(false),
  /** A dead man's switch is about to expire, or has. */
  SWITCH_DUE(false),
  /** The run of a dead man's switch does not tick: the watchdogs count alone. */
  SWITCH_SILENT(false),
  /** A venue did not take its countdown for longer than that runs. */
  COUNTDOWN_SILENT(false),
  /** The clocks of machine, database and process disagree. */
  CLOCKS_DISAGREE(false),
  /** An approved version of the configuration cannot hold in a process, which keeps the old one. */
  CONFIGURATION_REFUSED(true);

  private final boolean momentary;

  AlarmKind(boolean momentary) {
    this.momentary = momentary;
  }

  /** Returns whether it tells of a moment: it clears itself, for nothing else can. */
  public boolean momentary() {
    return momentary;
  }
}
