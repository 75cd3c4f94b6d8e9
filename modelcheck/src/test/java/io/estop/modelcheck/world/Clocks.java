package io.estop.modelcheck.world;

/**
 * What the clocks show. Time passes in ticks, which are what is true; Redis' clock and those of the
 * gates may run slower or faster.
 *
 * @param redisSlowMillis by how much Redis' clock loses with every tick; below 0 it gains
 * @param gatesSlowMillis the same of the gates' clocks
 */
record Clocks(int redisSlowMillis, int gatesSlowMillis) {
  private static final long NANO_BASE = 1_000_000_000_000_000L;

  static Clocks of(World world) {
    return new Clocks(world.redisSlow(), world.gatesSlow());
  }

  long nanos(int tick) {
    return NANO_BASE + tick * ((Product.TICK_MILLIS - gatesSlowMillis) * 1_000_000L);
  }

  long millis(State state) {
    return Product.MILLI_BASE
        + state.tick * (long) (Product.TICK_MILLIS - redisSlowMillis)
        + state.redisAhead * (long) Product.TICK_MILLIS;
  }

  /** Returns by how much more Redis' clock went since a moment than the gates' did. */
  long gone(State state, long redisMillis, long nanos) {
    return (millis(state) - redisMillis) - (nanos(state.tick) - nanos) / 1_000_000;
  }

  /**
   * Returns the same, as far as anybody tells one from the other however the clock is set yet.
   *
   * @param stepsLeft how often it may be
   */
  long goneThatCounts(State state, long redisMillis, long nanos, int stepsLeft) {
    long gone = gone(state, redisMillis, nanos);
    long steps = stepsLeft * (long) Product.TICK_MILLIS;
    long least = -Product.DRIFT_MILLIS - 1 - steps;
    long most = steps - Product.DRIFT_MILLIS;
    int loses = redisSlowMillis - gatesSlowMillis;
    long bounded = loses >= 0 ? Math.max(least, gone) : gone;
    return loses <= 0 ? Math.min(most, bounded) : bounded;
  }
}
