package io.estop.model.breaker.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;

/**
 * How far equity is below its high-water mark, in percent. The mark is the highest equity that two
 * readings in a row have reached, so that a single absurd one does not fake a fall; money that
 * people move in or out moves the mark with it.
 */
public final class Drawdown implements Meter {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int SCALE = 4;

  private BigDecimal mark = BigDecimal.ZERO;
  private BigDecimal before = BigDecimal.ZERO;
  private Instant last = Instant.MIN;

  /** A meter before its first equity. */
  public Drawdown() {}

  /**
   * A meter that goes on where another was.
   *
   * @param mark what that one's high-water mark was
   * @param before the equity that it was given last
   */
  public Drawdown(BigDecimal mark, BigDecimal before) {
    this.mark = mark;
    this.before = before;
  }

  /** Returns the high-water mark, 0 before the first equity. */
  public BigDecimal mark() {
    return mark;
  }

  /** Returns percent, 0 or more; empty for equity that is none. */
  @Override
  public Optional<BigDecimal> observe(BigDecimal equity, Instant at) {
    if (equity.signum() <= 0 || !at.isAfter(last)) {
      return Optional.empty();
    }
    mark = before.signum() == 0 ? equity : mark.max(equity.min(before));
    before = equity;
    last = at;
    return Optional.of(
        mark.subtract(equity)
            .max(BigDecimal.ZERO)
            .multiply(HUNDRED)
            .divide(mark, SCALE, RoundingMode.HALF_UP));
  }

  /**
   * Tells of money moved by people, so that it is neither gain nor loss.
   *
   * @param amount paid in; negative: paid out
   */
  public void paid(BigDecimal amount) {
    if (mark.signum() > 0) {
      mark = mark.add(amount).max(BigDecimal.ONE);
      before = before.add(amount).max(BigDecimal.ONE);
    }
  }
}
