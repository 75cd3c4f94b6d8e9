package io.estop.paper.book;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A seeded random walk of one price, in fixed steps: the price at a step never depends on how often
 * anybody looked. Doubles are statistics here; the book rounds them to ticks once.
 */
final class Walk {
  private static final double TRADING_SECONDS_PER_YEAR = 252 * 23_400;

  private final SplittableRandom random;
  private final double deviationPerStep;
  private final long stepMillis;
  private long stepsDone;
  private double logFactor;

  Walk(SplittableRandom random, double volatility, double movement, Duration step) {
    this.random = random;
    this.stepMillis = step.toMillis();
    this.deviationPerStep =
        movement * volatility * Math.sqrt(stepMillis / 1000.0 / TRADING_SECONDS_PER_YEAR);
  }

  /** Takes the steps due that long after the start; returns whether the price moved. */
  boolean advance(long elapsedMillis) {
    long due = elapsedMillis / stepMillis;
    if (deviationPerStep == 0 || due <= stepsDone) {
      return false;
    }
    for (; stepsDone < due; stepsDone++) {
      logFactor += deviationPerStep * random.nextGaussian();
    }
    return true;
  }

  void shift(double percent) {
    logFactor += Math.log1p(percent / 100);
  }

  /** Returns the price now as a multiple of the price at the start. */
  double factor() {
    return logFactor == 0 ? 1 : Math.exp(logFactor);
  }
}
