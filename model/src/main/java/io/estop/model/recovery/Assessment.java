package io.estop.model.recovery;

/**
 * What the system found before a restart.
 *
 * @param flat whether the venue shows nothing but what the stop's outcome lists
 * @param components whether every expected component acknowledged lately
 * @param ledger whether the audit chain is intact
 * @param text what was looked at and found, for people
 */
public record Assessment(boolean flat, boolean components, boolean ledger, String text) {

  /** Returns whether a restart may begin. */
  public boolean passed() {
    return flat && components && ledger;
  }
}
