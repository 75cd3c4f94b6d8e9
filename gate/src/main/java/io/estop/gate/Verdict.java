package io.estop.gate;

import org.jspecify.annotations.Nullable;

/** What the gate says to one order: allowed, or denied with a reason. Made once per reason. */
public final class Verdict {
  static final Verdict ALLOWED = new Verdict(null);

  /** Never leaves the gate: allowed if the order reduces together with the others inside. */
  static final Verdict IF_IT_REDUCES = new Verdict(DenialReason.HALTED);

  private static final Verdict[] DENIED = denied();

  private final @Nullable DenialReason reason;

  private Verdict(@Nullable DenialReason reason) {
    this.reason = reason;
  }

  /** Returns whether the order may be sent; {@link TradingGate#exit} follows then. */
  public boolean allowed() {
    return reason == null;
  }

  /** Returns why not; null when allowed. */
  public @Nullable DenialReason reason() {
    return reason;
  }

  static Verdict denied(DenialReason reason) {
    return DENIED[reason.ordinal()];
  }

  private static Verdict[] denied() {
    DenialReason[] reasons = DenialReason.values();
    Verdict[] verdicts = new Verdict[reasons.length];
    for (DenialReason reason : reasons) {
      verdicts[reason.ordinal()] = new Verdict(reason);
    }
    return verdicts;
  }

  @Override
  public String toString() {
    return reason == null ? "ALLOWED" : "DENIED " + reason;
  }
}
