package io.estop.bench.flatten;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the flattening is measured; product and bare client get the same.
 *
 * @param positions size of the generated book
 * @param orders its working orders
 * @param partial share of orders of which only a part ever fills
 * @param timeouts share of order requests without an answer; half of them took effect
 * @param seed of book and venue
 * @param parallelism most orders under way at once, and as many reads and cancels
 * @param runs measured ones, after one warm-up
 * @param profile whether the last run's workflow history is printed step by step
 */
record FlattenPlan(
    int positions,
    int orders,
    BigDecimal partial,
    BigDecimal timeouts,
    long seed,
    int parallelism,
    int runs,
    boolean profile) {

  /** Longest wait of one request; the venue leaves the unanswered ones hanging for longer. */
  static final Duration REQUEST_TIMEOUT = Duration.ofMillis(150);

  /** Time between the two verifying reads: longer than a request may take. */
  static final Duration QUIET_PERIOD = Duration.ofMillis(225);

  /** How long an order that cannot be immediate-or-cancel rests before it is priced anew. */
  static final Duration REPRICE_AFTER = Duration.ofMillis(300);

  static final int REQUESTS_PER_MINUTE = 60_000;

  private static final int MOST_PARALLELISM = 256;

  FlattenPlan {
    fraction("--partial", partial);
    fraction("--timeouts", timeouts);
    within("--parallelism", parallelism, MOST_PARALLELISM);
    within("--runs", runs, 1000);
  }

  Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("positions", positions);
    facts.put("workingOrders", orders);
    facts.put("partial", partial);
    facts.put("timeouts", timeouts);
    facts.put("seed", seed);
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

  private static void within(String name, int value, int most) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(name + " must be 1 to " + most + " but was: " + value);
    }
  }
}
