package io.estop.bench.halt;

/**
 * How the halt is measured.
 *
 * @param components gates, each a component of its own
 * @param processes that the gates are spread over
 * @param presses measured under the usual condition
 * @param pressesLiquidating measured while a book is liquidated, 0 for none
 * @param positions of that book
 * @param pressesWithoutTemporal measured while Temporal is down, 0 for none
 * @param acknowledging gates whose acknowledgements are timed, 0 for none
 */
record HaltPlan(
    int components,
    int processes,
    int presses,
    int pressesLiquidating,
    int positions,
    int pressesWithoutTemporal,
    int acknowledging) {

  /** Presses that warm up what is measured; their figures do not count. */
  static final int WARM_UP = 100;

  /** After so many presses their holds are released: the board must not grow with the bench. */
  static final int RELEASE_EVERY = 50;

  HaltPlan {
    within("--components", components, 2, 500);
    within("--processes", processes, 2, 16);
    within("--presses", presses, 1, 100_000);
    within("--liquidating", pressesLiquidating, 0, 10_000);
    within("--positions", positions, 1, 10_000);
    within("--without-temporal", pressesWithoutTemporal, 0, 10_000);
    within("--acknowledging", acknowledging, 0, 2_000);
  }

  int warmUp() {
    return Math.min(WARM_UP, presses);
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + most + " but was: " + value);
    }
  }
}
