package io.estop.liquidation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * How a batch is worked on beside prices and plan.
 *
 * @param inFlightCap most notional of all stops in flight at a time, in the account's currency;
 *     empty: no bound
 * @param escalateWithin so long before the deadline everything is due and priced to be filled
 * @param patientRest how long a patient limit rests before its next step
 * @param pacedBudget how long one pass over a batch with schedules may take
 * @param readLag longest that a venue's read may hide a fill: what a stop closed within it and a
 *     read shows again is not planned anew. Too short, and a lagging read sells it twice
 */
public record WorkSettings(
    Optional<BigDecimal> inFlightCap,
    Duration escalateWithin,
    Duration patientRest,
    Duration pacedBudget,
    Duration readLag) {

  public WorkSettings {
    if (inFlightCap.filter(cap -> cap.signum() <= 0).isPresent()) {
      throw new IllegalArgumentException(
          "the cap on notional in flight must be above 0 but was: "
              + inFlightCap.get().toPlainString());
    }
    requirePositive("escalate-within", escalateWithin);
    requirePositive("patient-rest", patientRest);
    requirePositive("paced-budget", pacedBudget);
    requirePositive("read-lag", readLag);
  }

  private static void requirePositive(String name, Duration span) {
    if (span.isNegative() || span.isZero()) {
      throw new IllegalArgumentException(name + " must be above 0 but was: " + span);
    }
  }

  /** Returns the defaults: a tenth of the usual time for liquidation is for what is left. */
  public static WorkSettings standard() {
    return new WorkSettings(
        Optional.of(new BigDecimal("50000000")),
        Duration.ofSeconds(30),
        Duration.ofSeconds(2),
        Duration.ofSeconds(20),
        Duration.ofMinutes(1));
  }
}
