package io.estop.bench.flatten;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * How the flattening is measured; product and bare client get the same.
 *
 * @param book that is flattened once per seed
 * @param large one that is flattened once; of no positions: none
 * @param faults of the venue
 * @param seeds of books and venue
 * @param cleanRuns without faults
 * @param parallelism most orders under way at once, and as many reads and cancels
 * @param profile whether the last run's workflow history is printed step by step
 */
record FlattenPlan(
    Size book,
    Size large,
    Faults faults,
    List<Long> seeds,
    int cleanRuns,
    int parallelism,
    boolean profile) {

  /** Longest wait of one request; the venue leaves the unanswered ones hanging for longer. */
  static final Duration REQUEST_TIMEOUT = Duration.ofMillis(150);

  /** Time between the two verifying reads: longer than a request may take. */
  static final Duration QUIET_PERIOD = Duration.ofMillis(225);

  /** How long an order that cannot be immediate-or-cancel rests before it is priced anew. */
  static final Duration REPRICE_AFTER = Duration.ofMillis(300);

  static final int REQUESTS_PER_MINUTE = 1_000_000;

  /** For which the bounds in milliseconds are meant. */
  static final Size USUAL_BOOK = new Size(500, 500);

  static final Size USUAL_LARGE = new Size(10_000, 1_000);

  private static final int MOST_PARALLELISM = 256;

  FlattenPlan {
    seeds = List.copyOf(seeds);
    within("--parallelism", parallelism, 1, MOST_PARALLELISM);
    within("--runs", seeds.size(), 1, 1000);
    within("--clean-runs", cleanRuns, 0, 1000);
  }

  /**
   * How large a generated book is.
   *
   * @param orders working ones
   */
  record Size(int positions, int orders) {}

  /**
   * What the venue does wrong.
   *
   * @param partial share of orders of which only a part ever fills
   * @param timeouts share of order requests without an answer; half of them took effect
   */
  record Faults(BigDecimal partial, BigDecimal timeouts) {
    static final Faults NONE = new Faults(BigDecimal.ZERO, BigDecimal.ZERO);

    Faults {
      fraction("--partial", partial);
      fraction("--timeouts", timeouts);
    }
  }

  /** Returns so many seeds that follow each other. */
  static List<Long> seeds(long first, int many) {
    return LongStream.range(first, first + many).boxed().toList();
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("positions", book.positions());
    facts.put("workingOrders", book.orders());
    facts.put("largePositions", large.positions());
    facts.put("largeWorkingOrders", large.orders());
    facts.put("partial", faults.partial());
    facts.put("timeouts", faults.timeouts());
    facts.put("seeds", seeds);
    facts.put("parallelism", parallelism);
    facts.put("requestTimeoutMillis", REQUEST_TIMEOUT.toMillis());
    facts.put("quietPeriodMillis", QUIET_PERIOD.toMillis());
    return facts;
  }

  private static void fraction(String name, BigDecimal value) {
    if (value.signum() < 0 || value.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(name + " must be 0 to 1 but was: " + value);
    }
  }

  private static void within(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " must be " + least + " to " + most + " but was: " + value);
    }
  }
}
