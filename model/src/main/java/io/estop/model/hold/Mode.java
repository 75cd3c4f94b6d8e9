package io.estop.model.hold;

/** What an order may do, from the loosest to the strictest. */
public enum Mode {
  LIVE,
  /** Orders and positions up to a factor of the component's registered limits. */
  REDUCED,
  /** Only orders to a paper venue. */
  PAPER,
  /** No orders; components watch. */
  MONITORING,
  /** No orders but cancels. */
  HALTED;

  /** Returns the one that allows less. */
  public Mode strictest(Mode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
