package io.estop.bench.endtoend;

/** The seed of one run's chances: a new one each time, printed, or the one of -Destop.seed. */
final class Seed {

  private Seed() {}

  static long ofThisRun(String test) {
    long seed = Long.getLong("estop.seed", System.nanoTime() & 0xFFFFFF);
    System.out.println(test + ": seed " + seed + " (again with -Destop.seed=" + seed + ")");
    return seed;
  }
}
