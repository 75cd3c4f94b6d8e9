package io.estop.model.breaker;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Trips when equity has fallen from its high-water mark by a percentage, in a number of consecutive
 * readings. Pure: state in, state out.
 *
 * @param maxDrawdownPercent trip level, above 0 and below 100
 * @param confirmations consecutive breaches that trip, at least 1; one bad print must not
 */
public record DrawdownRule(BigDecimal maxDrawdownPercent, int confirmations) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int PERCENT_SCALE = 4;

  public DrawdownRule {
    if (maxDrawdownPercent.signum() <= 0 || maxDrawdownPercent.compareTo(HUNDRED) >= 0) {
      throw new IllegalArgumentException(
          "max_drawdown_percent must be above 0 and below 100 but was: "
              + maxDrawdownPercent.toPlainString());
    }
    if (confirmations < 1) {
      throw new IllegalArgumentException(
          "confirmations must be at least 1 but was: " + confirmations);
    }
  }

  /** Returns the name under which the rule presses and records. */
  public String name() {
    return "drawdown";
  }

  /** What a reading did to the rule. */
  public record Judgement(DrawdownState state, boolean trips, String why) {}

  /**
   * Judges one reading of equity. A tripped rule stays latched and never trips twice in one
   * episode. Equity that is not positive is no reading: it is reported and changes nothing.
   */
  public Judgement judge(DrawdownState state, BigDecimal equity) {
    if (equity.signum() <= 0) {
      return new Judgement(
          state, false, "equity must be positive but was " + equity.toPlainString() + ": ignored");
    }
    BigDecimal mark = state.highWaterMark().max(equity);
    BigDecimal drawdown = percentBelow(mark, equity);
    boolean breached = drawdown.compareTo(maxDrawdownPercent) >= 0;
    int breaches = breached ? Math.min(state.breaches() + 1, confirmations) : 0;
    boolean trips = !state.latched() && breaches >= confirmations;
    DrawdownState next =
        new DrawdownState(
            mark,
            equity,
            breaches,
            trips ? state.episode() + 1 : state.episode(),
            state.latched() || trips);
    return new Judgement(next, trips, sentence(drawdown, mark, equity, breaches));
  }

  /**
   * Returns the state from which the rule watches again: the equity at approval is the new base.
   */
  public DrawdownState rearm(DrawdownState state) {
    return new DrawdownState(state.equity(), state.equity(), 0, state.episode(), false);
  }

  private String sentence(BigDecimal drawdown, BigDecimal mark, BigDecimal equity, int breaches) {
    return "equity "
        + equity.toPlainString()
        + " is "
        + drawdown.toPlainString()
        + " % below its high-water mark "
        + mark.toPlainString()
        + " (limit "
        + maxDrawdownPercent.toPlainString()
        + " %, reading "
        + breaches
        + " of "
        + confirmations
        + ")";
  }

  private static BigDecimal percentBelow(BigDecimal mark, BigDecimal equity) {
    return mark.subtract(equity)
        .multiply(HUNDRED)
        .divide(mark, PERCENT_SCALE, RoundingMode.HALF_UP);
  }
}
