package io.estop.model.liquidation;

import java.math.BigDecimal;

/**
 * How much of a position may still be ordered, from what is known of it. This is the invariant that
 * keeps a position from being sold twice or turned around (design section 4): on absolute
 * quantities of the start's sign, {@code min(|read|, |start| - own fills) - open closing orders}.
 *
 * @param finding whether the reads fit together
 * @param quantity what may be ordered now, never negative; 0 when unknown
 * @param position what is still open, orders in flight included; absolute
 */
public record Remaining(Finding finding, BigDecimal quantity, BigDecimal position) {

  /** Whether the venue's position fits the stop's own fills. */
  public enum Finding {
    CONSISTENT,
    /** The venue shows less than the stop's fills explain: somebody else reduced it. */
    FOREIGN_REDUCTION,
    /** The sign differs or the position is larger than it can be: send nothing, read again. */
    UNKNOWN
  }

  /**
   * Returns what may still be ordered.
   *
   * @param start signed quantity when the stop first read it; not 0
   * @param explained absolute quantity known to be gone: filled by the stop's own orders, or by
   *     others as seen in an earlier read
   * @param read signed quantity of a read begun after the last fill report
   * @param openClosing absolute open quantity of all closing-side orders of anybody, and of orders
   *     in flight at their full quantity
   */
  public static Remaining of(
      BigDecimal start, BigDecimal explained, BigDecimal read, BigDecimal openClosing) {
    BigDecimal expected = start.abs().subtract(explained);
    BigDecimal shown = read.abs();
    boolean turned = read.signum() != 0 && read.signum() != start.signum();
    if (turned || expected.signum() < 0 || shown.compareTo(expected) > 0) {
      return new Remaining(Finding.UNKNOWN, BigDecimal.ZERO, shown);
    }
    BigDecimal free = shown.subtract(openClosing).max(BigDecimal.ZERO);
    // An order in flight may have filled before this read and be reported after it: no finding yet.
    boolean reducedByOthers =
        shown.compareTo(expected) < 0 && shown.add(openClosing).compareTo(expected) < 0;
    return new Remaining(
        reducedByOthers ? Finding.FOREIGN_REDUCTION : Finding.CONSISTENT, free, shown);
  }
}
