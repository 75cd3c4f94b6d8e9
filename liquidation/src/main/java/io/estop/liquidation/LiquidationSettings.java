package io.estop.liquidation;

import io.estop.model.liquidation.ClosingPrice;
import io.estop.model.liquidation.PlannerSettings;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * How positions are closed.
 *
 * @param price collar and how far through the touch a limit goes
 * @param planner order, method and tranches
 * @param parallelism most requests to venues at a time, over all batches of this process
 * @param sendWindow after its intent was written an order is sent this long, and no later
 * @param requestTimeout longest that a venue may hold a request
 * @param absentMargin added to the above before "not found" is final
 * @param repriceAfter how long an order rests before it is cancelled and priced anew
 * @param batchBudget how long one pass over a batch may take
 * @param cryptoDustNotional crypto positions worth less than this cannot be ordered
 * @param cancels which orders stay
 * @param work how a batch is worked on
 */
public record LiquidationSettings(
    ClosingPrice price,
    PlannerSettings planner,
    int parallelism,
    Duration sendWindow,
    Duration requestTimeout,
    Duration absentMargin,
    Duration repriceAfter,
    Duration batchBudget,
    BigDecimal cryptoDustNotional,
    CancelSettings cancels,
    WorkSettings work) {

  /** With the usual way of working on a batch. */
  public LiquidationSettings(
      ClosingPrice price,
      PlannerSettings planner,
      int parallelism,
      Duration sendWindow,
      Duration requestTimeout,
      Duration absentMargin,
      Duration repriceAfter,
      Duration batchBudget,
      BigDecimal cryptoDustNotional,
      CancelSettings cancels) {
    this(
        price,
        planner,
        parallelism,
        sendWindow,
        requestTimeout,
        absentMargin,
        repriceAfter,
        batchBudget,
        cryptoDustNotional,
        cancels,
        WorkSettings.standard());
  }

  /** Returns the defaults for a venue that holds requests at most that long. */
  public static LiquidationSettings standard(Duration requestTimeout) {
    return new LiquidationSettings(
        new ClosingPrice(new BigDecimal("1.0"), new BigDecimal("25"), new BigDecimal("0.1")),
        PlannerSettings.standard(),
        32,
        requestTimeout.multipliedBy(6),
        requestTimeout,
        requestTimeout,
        Duration.ofMillis(300),
        Duration.ofSeconds(8),
        BigDecimal.ONE,
        CancelSettings.standard());
  }

  /** Returns these with another time for closing. */
  public LiquidationSettings within(Duration time) {
    return new LiquidationSettings(
        price,
        planner.within(time),
        parallelism,
        sendWindow,
        requestTimeout,
        absentMargin,
        repriceAfter,
        batchBudget,
        cryptoDustNotional,
        cancels,
        work);
  }
}
