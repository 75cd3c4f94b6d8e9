package io.estop.bench.execution;

/**
 * What a book does besides what its impact says.
 *
 * @param fall of the arrival mid, as a share, evenly over {@link Conditions#FALL_SECONDS}
 * @param noise the price's real volatility, as a multiple of what the plan knows
 * @param pauseFrom second at which the venue pauses
 * @param pauseUntil second at which it goes on; the same where there is no pause
 * @param bidsGone share of the time in which nobody bids
 * @param mostPerSecond units that a second fills at most
 * @param memorySeconds 0 where impact fades; otherwise it lasts to the end of each interval of so
 *     many seconds and is gone then, which is Almgren and Chriss' linear impact
 */
record Conditions(
    double fall,
    double noise,
    int pauseFrom,
    int pauseUntil,
    double bidsGone,
    double mostPerSecond,
    int memorySeconds) {

  /** BTC lost 9.8 % in five minutes on 2021-05-19. */
  static final int FALL_SECONDS = 300;

  static final Conditions USUAL = new Conditions(0, 1, 0, 0, 0, Double.MAX_VALUE, 0);

  Conditions falling(double share, double times) {
    return new Conditions(
        share, times, pauseFrom, pauseUntil, bidsGone, mostPerSecond, memorySeconds);
  }

  Conditions pausing(int from, int until) {
    return new Conditions(fall, noise, from, until, bidsGone, mostPerSecond, memorySeconds);
  }

  Conditions withoutBids(double share) {
    return new Conditions(fall, noise, pauseFrom, pauseUntil, share, mostPerSecond, memorySeconds);
  }

  Conditions dripping(double most) {
    return new Conditions(fall, noise, pauseFrom, pauseUntil, bidsGone, most, memorySeconds);
  }

  Conditions linearOver(int seconds) {
    return new Conditions(fall, noise, pauseFrom, pauseUntil, bidsGone, mostPerSecond, seconds);
  }
}
