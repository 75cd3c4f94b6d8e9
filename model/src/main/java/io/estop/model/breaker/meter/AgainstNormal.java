package io.estop.model.breaker.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A quantity as a multiple of what is normal: of the median of the window before it, which a few
 * bad values do not move.
 */
public final class AgainstNormal implements Meter {
  private static final int SCALE = 4;

  /** With fewer nobody knows what is normal. */
  private static final int FEWEST = 10;

  private final Span span;

  /**
   * @param window that tells what is normal, above zero
   */
  public AgainstNormal(Duration window) {
    this.span = new Span(window);
  }

  /** Returns the multiple, 0 or more; empty for a negative quantity and while normal is unknown. */
  @Override
  public Optional<BigDecimal> observe(BigDecimal quantity, Instant at) {
    if (quantity.signum() < 0 || !span.isLater(at)) {
      return Optional.empty();
    }
    span.forgetBefore(at);
    double now = quantity.doubleValue();
    double normal = span.size() < FEWEST ? 0 : span.median();
    span.add(quantity, at);
    return normal == 0
        ? Optional.empty()
        : Optional.of(BigDecimal.valueOf(now / normal).setScale(SCALE, RoundingMode.HALF_UP));
  }
}
