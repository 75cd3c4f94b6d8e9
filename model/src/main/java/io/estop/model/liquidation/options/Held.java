package io.estop.model.liquidation.options;

import io.estop.model.trading.Instrument;
import java.math.BigDecimal;

/**
 * What an account holds of one instrument as far as anybody knows, and what orders may still do to
 * it. A venue's read may hide fills, so the truth lies between two bounds.
 *
 * @param instrument what
 * @param least signed; negative when short
 * @param most signed, at least {@code least}
 * @param selling what orders of anybody may still sell; not negative
 * @param buying what orders of anybody may still buy; not negative
 */
public record Held(
    Instrument instrument,
    BigDecimal least,
    BigDecimal most,
    BigDecimal selling,
    BigDecimal buying) {

  public Held {
    if (least.compareTo(most) > 0 || selling.signum() < 0 || buying.signum() < 0) {
      throw new IllegalArgumentException(
          "least must be at most the most, selling and buying at least 0 but were: "
              + least.toPlainString()
              + ", "
              + most.toPlainString()
              + ", "
              + selling.toPlainString()
              + " and "
              + buying.toPlainString());
    }
  }

  /** Returns what is held for certain, with no order out. */
  public static Held exactly(Instrument instrument, BigDecimal quantity) {
    return new Held(instrument, quantity, quantity, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /** Returns the same with that much more that may be sold and bought. */
  public Held ordered(BigDecimal sold, BigDecimal bought) {
    return new Held(instrument, least, most, selling.add(sold), buying.add(bought));
  }
}
