package io.estop.model.breaker.meter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Realised volatility of a window against what is normal. Volatility is the root of the sum of
 * squared logarithmic returns over the time that they took (Andersen and Bollerslev 1998, realised
 * variance), so that prices need not come evenly; normal is the median of the windows before, which
 * a few wild ones do not move.
 *
 * <p>Returns are taken between medians of three prices: a single bad print is never such a median.
 * What went on over a gap longer than the window is nobody's return.
 */
public final class RealisedVolatility implements Meter {
  private static final int SCALE = 4;
  private static final int MOST = 4_096;
  private static final int FEWEST_RETURNS = 5;

  /** With fewer windows nobody knows what is normal. */
  private static final int FEWEST_WINDOWS = 10;

  private final Duration window;
  private final Span normal;
  private final MedianOfThree prices = new MedianOfThree();
  private final Deque<Move> moves = new ArrayDeque<>();
  private double priceBefore;
  private Instant last = Instant.MIN;
  private Instant windowEnds = Instant.MIN;

  private record Move(double squared, double seconds, Instant at) {}

  /**
   * @param window over which volatility is taken, above zero
   * @param normal that tells what is normal, long enough for ten such windows
   */
  public RealisedVolatility(Duration window, Duration normal) {
    this.window = window;
    this.normal = new Span(normal);
    if (window.isNegative()
        || window.isZero()
        || normal.compareTo(window.multipliedBy(FEWEST_WINDOWS)) < 0) {
      throw new IllegalArgumentException(
          "normal must be "
              + FEWEST_WINDOWS
              + " windows or longer but was: "
              + normal
              + " for windows of "
              + window);
    }
  }

  /**
   * Returns the multiple, 0 or more; empty for a price that is none and while normal is unknown.
   */
  @Override
  public Optional<BigDecimal> observe(BigDecimal price, Instant at) {
    if (price.signum() <= 0 || !at.isAfter(last)) {
      return Optional.empty();
    }
    Duration since = last.equals(Instant.MIN) ? Duration.ZERO : Duration.between(last, at);
    last = at;
    if (since.compareTo(window) > 0) {
      forgetMoves();
    }
    prices.next(price.doubleValue()).ifPresent(middle -> move(middle, since, at));
    forgetBefore(at.minus(window));
    return moves.size() < FEWEST_RETURNS ? Optional.empty() : ratio(at);
  }

  private void forgetMoves() {
    moves.clear();
    prices.forget();
    priceBefore = 0;
    windowEnds = Instant.MIN;
  }

  private void move(double middle, Duration since, Instant at) {
    if (priceBefore > 0) {
      double way = Math.log(middle / priceBefore);
      if (moves.size() == MOST) {
        moves.removeFirst();
      }
      moves.addLast(new Move(way * way, since.toNanos() / 1e9, at));
    }
    priceBefore = middle;
  }

  private void forgetBefore(Instant oldest) {
    while (!moves.isEmpty() && !moves.getFirst().at().isAfter(oldest)) {
      moves.removeFirst();
    }
  }

  private Optional<BigDecimal> ratio(Instant at) {
    double volatility = volatility();
    normal.forgetBefore(at);
    double usual = normal.size() < FEWEST_WINDOWS ? 0 : normal.median();
    if (windowEnds.equals(Instant.MIN)) {
      windowEnds = at.plus(window);
    } else if (!at.isBefore(windowEnds)) {
      normal.add(BigDecimal.valueOf(volatility), at);
      windowEnds = at.plus(window);
    }
    return usual == 0
        ? Optional.empty()
        : Optional.of(BigDecimal.valueOf(volatility / usual).setScale(SCALE, RoundingMode.HALF_UP));
  }

  private double volatility() {
    double squares = moves.stream().mapToDouble(Move::squared).sum();
    double seconds = moves.stream().mapToDouble(Move::seconds).sum();
    return Math.sqrt(squares / seconds);
  }
}
