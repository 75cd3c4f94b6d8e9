package io.estop.model.people;

/** What a person may do. */
public enum Role {
  VIEWER,
  /** Presses, confirms, requests recovery stages. */
  OPERATOR,
  /** Presses, requests and approves recovery stages. */
  RISK,
  /** Presses, audits. */
  COMPLIANCE,
  /** Configures; neither presses nor approves a recovery. */
  ADMIN,
  /** A trading process: asks its gate and attributes its orders, and sees nothing else. */
  COMPONENT,
  /** An Alertmanager: sends its alerts, and sees nothing else. */
  ALERTMANAGER;

  /** Returns whether this role may register components and change their limits. */
  public boolean registers() {
    return this == RISK || this == ADMIN;
  }

  /** Returns whether this role may propose and approve changes of the configuration. */
  public boolean configures() {
    return this == RISK || this == ADMIN;
  }

  /** Returns whether this role is a process, not a person: it sees no stop. */
  public boolean isMachine() {
    return this == COMPONENT || this == ALERTMANAGER;
  }

  /** Returns whether this role may press the stop. */
  public boolean presses() {
    return this == OPERATOR || this == RISK || this == COMPLIANCE;
  }

  /** Returns whether this role may confirm at a dead man's switch: people who can act. */
  public boolean confirms() {
    return this == OPERATOR || this == RISK || this == ADMIN;
  }

  /** Returns whether this role may request and sign in a recovery. */
  public boolean requests() {
    return this == OPERATOR || this == RISK;
  }

  /** Returns whether this role may say whose orders and positions are whose. */
  public boolean attributes() {
    return this == OPERATOR || this == COMPONENT;
  }

  /** Returns whether this role may post readings that rules are judged by. */
  public boolean postsReadings() {
    return this == OPERATOR || this == COMPONENT;
  }

  /** Returns whether this role may approve a recovery stage. */
  public boolean approves() {
    return this == RISK;
  }
}
