package io.estop.bench.breaker;

/**
 * How watching is measured.
 *
 * @param trips measured, each on a scope of its own
 * @param rules of each scope that ticks
 * @param scopes that tick
 * @param rounds of ticks over all scopes
 * @param readings that are posted in all
 */
record BreakerPlan(int trips, int rules, int scopes, int rounds, int readings) {
  /** Readings in one request. */
  static final int BATCH = 1_000;

  /** Trips that warm up what is measured; their figures do not count. */
  static final int WARM_UP = 50;

  private static final int MOST_RULES_OF_A_FILE = 1_000;

  BreakerPlan {
    within("--trips", trips, 1, 1_000);
    within("--rules", rules, 1, MOST_RULES_OF_A_FILE);
    within("--scopes", scopes, 1, 1_000);
    within("--rounds", rounds, 1, 10_000);
    within("--readings", readings, 2 * BATCH, 10_000_000);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + most + " but was: " + value);
    }
  }
}
