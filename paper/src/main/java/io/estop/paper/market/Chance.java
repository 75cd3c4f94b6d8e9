package io.estop.paper.market;

import java.util.SplittableRandom;

/**
 * Seeded chance that does not depend on the order of parallel requests: the same seed, purpose and
 * key always draw the same number.
 */
public final class Chance {
  private final long seed;

  public Chance(long seed) {
    this.seed = seed;
  }

  /** Returns a number in [0, 1) for that purpose and key. */
  public double draw(String purpose, String key) {
    return random(purpose, key).nextDouble();
  }

  /** Returns a generator of its own for that purpose and key. */
  public SplittableRandom random(String purpose, String key) {
    return new SplittableRandom(mix(mix(seed, purpose), key));
  }

  private static long mix(long state, String text) {
    long mixed = state * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
    for (int i = 0; i < text.length(); i++) {
      mixed = (mixed ^ text.charAt(i)) * 0x100000001B3L;
      mixed ^= mixed >>> 29;
    }
    return mixed;
  }
}
