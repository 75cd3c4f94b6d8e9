package io.estop.bench.faults;

import java.util.SplittableRandom;

/**
 * One fault: what happens to whom at which step, and for how long. Any 144 seeds in a row meet each
 * combination once; how long and how exactly is the seed's chance.
 *
 * @param delayMicros after the step was seen
 * @param lastsMillis until it is healed; a killed process is started again then
 * @param late of a cut: whether what was held back arrives when it is healed
 * @param component which of the two, where it meets a component
 */
record Fault(
    Kind kind,
    Victim victim,
    Step step,
    long delayMicros,
    long lastsMillis,
    boolean late,
    int component) {

  /** What happens. */
  enum Kind {
    KILL,
    PAUSE,
    CUT_OFF
  }

  /** To whom. */
  enum Victim {
    STARTER,
    WORKER,
    REDIS,
    POSTGRES,
    TEMPORAL,
    COMPONENT
  }

  /** When: as soon as this can be seen from outside. */
  enum Step {
    BEFORE_PRESS,
    PRESS_SENT,
    ON_BOARD,
    IN_FLAG,
    ANSWERED,
    ACTIVATING,
    ACKNOWLEDGED,
    HOLDING
  }

  private static final int COMBINATIONS =
      Kind.values().length * Victim.values().length * Step.values().length;

  /** Has no factor in common with their number: a handful of seeds meets different steps too. */
  private static final long STRIDE = 55;

  private static final int MOST_DELAY_MICROS = 5_000;
  private static final int SHORTEST_MILLIS = 100;
  private static final int LONGEST_MILLIS = 4_000;

  static Fault of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int number = Math.floorMod(seed * STRIDE, COMBINATIONS);
    Kind kind = Kind.values()[number % Kind.values().length];
    number /= Kind.values().length;
    Victim victim = Victim.values()[number % Victim.values().length];
    Step step = Step.values()[number / Victim.values().length];
    return new Fault(
        kind,
        victim,
        step,
        random.nextInt(MOST_DELAY_MICROS),
        random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS),
        random.nextBoolean(),
        random.nextInt(2));
  }

  /** Returns what the figures are grouped by. */
  String cause() {
    return kind + " " + victim;
  }

  String words() {
    return "%s at %s + %d us for %d ms%s"
        .formatted(
            cause(), step, delayMicros, lastsMillis, kind == Kind.CUT_OFF && late ? ", late" : "");
  }
}
