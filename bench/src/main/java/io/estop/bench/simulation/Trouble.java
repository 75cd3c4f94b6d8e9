package io.estop.bench.simulation;

import java.time.Duration;
import java.util.Random;

/**
 * How much goes wrong in a world, and until when. What is bounded by what the engine assumes of a
 * venue is bounded here too: no request is held longer than the time-out, an order that arrived is
 * found by its client order id within the margin, a read hides no fill longer than half a minute,
 * and a book that is shown empty though it is not shows itself before the quiet period is over.
 *
 * @param lasts from the beginning of the world; after it nothing new goes wrong
 * @param lost share of requests that are not answered, half of which took effect
 * @param late share of orders that arrive after nobody waits for their answer any more
 * @param twice share of orders that the network delivers twice
 * @param unsent share of orders that the request budget holds back
 * @param refused share of orders that the venue refuses
 * @param partial share of fills that are partial
 * @param hidden share of fills that reads hide for a while
 * @param empty share of reads of positions that begin a moment of an empty book
 * @param paused share of moments at which a symbol is paused
 * @param quoteless share of reads in which a symbol has no quote, or one that is no use
 * @param crash share of steps at which the process ends
 * @param store share of transactions that PostgreSQL does not take, or takes without saying so
 * @param foreign share of moments at which somebody else trades
 * @param zombies share of activities that are taken for dead while they go on
 */
record Trouble(
    Duration lasts,
    double lost,
    double late,
    double twice,
    double unsent,
    double refused,
    double partial,
    double hidden,
    double empty,
    double paused,
    double quoteless,
    double crash,
    double store,
    double foreign,
    double zombies) {

  /** Returns the trouble of a world: each kind is there or not, mild or heavy. */
  static Trouble of(Random random) {
    return new Trouble(
        Duration.ofMillis(4_000 + random.nextInt(26_000)),
        share(random, 0.25),
        share(random, 0.15),
        share(random, 0.1),
        share(random, 0.2),
        share(random, 0.15),
        share(random, 0.9),
        share(random, 0.3),
        share(random, 0.06),
        share(random, 0.05),
        share(random, 0.1),
        share(random, 0.03),
        share(random, 0.02),
        share(random, 0.15),
        share(random, 0.1));
  }

  private static double share(Random random, double most) {
    return switch (random.nextInt(4)) {
      case 0, 1 -> 0;
      case 2 -> most * 0.2;
      default -> most * random.nextDouble();
    };
  }
}
