package io.estop.model.liquidation;

import io.estop.model.liquidation.options.OptionRules;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What decides order, method and tranches.
 *
 * @param batchSize most positions in one batch, at least 1
 * @param nearExpiryDays options that expire within this many days come first
 * @param weights of the priorities
 * @param largePositionThreshold market value from which a position is large, in the account's
 *     currency
 * @param maxTranches most parts of a large position, at least 1
 * @param maxSlippagePercent slippage budget of shares and coins, percent of the arrival mid
 * @param optionSlippagePercent slippage budget of options, percent of the arrival touch
 * @param horizon longest span over which the tranches of one position are spread
 * @param timeout time for closing everything
 * @param useMarketOrders whether a limit may go through the touch
 * @param tranchLargePositions whether large positions are parted
 * @param maxParticipationPercent most of a market's usual volume that closing can expect to find
 * @param staleAfter age from which a quote no longer counts
 * @param statisticsWithin how long a plan waits for statistics of up to 1,000 instruments; without
 *     them it stands all the same
 * @param options what is particular to options
 */
public record PlannerSettings(
    int batchSize,
    int nearExpiryDays,
    Weights weights,
    BigDecimal largePositionThreshold,
    int maxTranches,
    BigDecimal maxSlippagePercent,
    BigDecimal optionSlippagePercent,
    Duration horizon,
    Duration timeout,
    boolean useMarketOrders,
    boolean tranchLargePositions,
    BigDecimal maxParticipationPercent,
    Duration staleAfter,
    Duration statisticsWithin,
    OptionRules options) {
  private static final int MOST_TRANCHES = 100;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int MOST_BATCHES = 24;
  private static final int INSTRUMENTS_WITHIN = 1_000;
  private static final int MOST_TIMES_WITHIN = 10;

  public PlannerSettings {
    require(
        batchSize >= 1 && nearExpiryDays >= 0,
        "batch size must be at least 1 and near-expiry days at least 0 but were: "
            + batchSize
            + " and "
            + nearExpiryDays);
    require(
        largePositionThreshold.signum() > 0,
        "large-position threshold must be above 0 but was: "
            + largePositionThreshold.toPlainString());
    require(
        maxTranches >= 1 && maxTranches <= MOST_TRANCHES,
        "most tranches must be 1 to " + MOST_TRANCHES + " but was: " + maxTranches);
    requirePercent("slippage", maxSlippagePercent);
    requirePercent("option slippage", optionSlippagePercent);
    requirePercent("participation", maxParticipationPercent);
    require(
        isPositive(horizon)
            && isPositive(staleAfter)
            && isPositive(statisticsWithin)
            && horizon.compareTo(timeout) <= 0,
        "horizon, stale-after and statistics-within must be above 0 and horizon at most the time-out "
            + timeout
            + " but were: "
            + horizon
            + ", "
            + staleAfter
            + " and "
            + statisticsWithin);
  }

  /**
   * How much each priority counts against the others; each looks at the whole plan and gives 0 to
   * 1, so a weight ten times another's nearly always wins over it.
   *
   * @param expiry options near expiry: 1 on the last day, falling to 0 at {@code nearExpiryDays}
   * @param volatility money that a usual day moves, against the largest in the plan
   * @param loss unrealised loss, against the largest in the plan
   * @param liquidity 1 where closing costs nothing, 0 where it takes the whole slippage budget
   */
  public record Weights(double expiry, double volatility, double loss, double liquidity) {
    public Weights {
      require(
          isWeight(expiry) && isWeight(volatility) && isWeight(loss) && isWeight(liquidity),
          "weights must be finite and at least 0 but were: "
              + expiry
              + ", "
              + volatility
              + ", "
              + loss
              + ", "
              + liquidity);
    }

    private static boolean isWeight(double weight) {
      return Double.isFinite(weight) && weight >= 0;
    }

    /** Returns the mission's order: near expiry, then risk and loss, then liquidity. */
    public static Weights standard() {
      return new Weights(100, 10, 10, 1);
    }
  }

  /**
   * Returns how long a plan of so many instruments waits for statistics: in proportion above 1,000,
   * for what is unknown is closed by smaller orders and so later; at most ten times.
   */
  public Duration statisticsWithin(int instruments) {
    int thousands = (instruments + INSTRUMENTS_WITHIN - 1) / INSTRUMENTS_WITHIN;
    return statisticsWithin.multipliedBy(Math.max(1, Math.min(MOST_TIMES_WITHIN, thousands)));
  }

  /**
   * Returns how many of so many positions are worked on together: the size that was set, in a large
   * book more, for each look of a batch reads the whole book and few batches look more seldom.
   */
  public int batchSize(int positions) {
    return Math.max(batchSize, (positions + MOST_BATCHES - 1) / MOST_BATCHES);
  }

  /** Returns the mission's own figures. */
  public static PlannerSettings standard() {
    return new PlannerSettings(
        100,
        7,
        Weights.standard(),
        BigDecimal.valueOf(100_000),
        5,
        new BigDecimal("1.0"),
        BigDecimal.valueOf(25),
        Duration.ofSeconds(60),
        Duration.ofSeconds(300),
        true,
        true,
        BigDecimal.valueOf(25),
        Duration.ofSeconds(60),
        Duration.ofMillis(500),
        OptionRules.standard());
  }

  /** Returns these with another size of batches and another span that is near expiry. */
  public PlannerSettings with(int positionsInABatch, int daysNearExpiry) {
    return new PlannerSettings(
        positionsInABatch,
        daysNearExpiry,
        weights,
        largePositionThreshold,
        maxTranches,
        maxSlippagePercent,
        optionSlippagePercent,
        horizon,
        timeout,
        useMarketOrders,
        tranchLargePositions,
        maxParticipationPercent,
        staleAfter,
        statisticsWithin,
        options);
  }

  /**
   * Returns these with another time for closing, half of which at most a position's tranches take.
   */
  public PlannerSettings within(Duration time) {
    Duration half = time.dividedBy(2);
    return new PlannerSettings(
        batchSize,
        nearExpiryDays,
        weights,
        largePositionThreshold,
        maxTranches,
        maxSlippagePercent,
        optionSlippagePercent,
        half.compareTo(horizon) < 0 ? half : horizon,
        time,
        useMarketOrders,
        tranchLargePositions,
        maxParticipationPercent,
        staleAfter,
        statisticsWithin,
        options);
  }

  private static boolean isPositive(Duration span) {
    return span.compareTo(Duration.ZERO) > 0;
  }

  private static void requirePercent(String name, BigDecimal percent) {
    require(
        percent.signum() > 0 && percent.compareTo(HUNDRED) < 0,
        name + " percent must be above 0 and below 100 but was: " + percent.toPlainString());
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
