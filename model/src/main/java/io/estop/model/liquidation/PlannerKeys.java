package io.estop.model.liquidation;

import io.estop.model.liquidation.options.Carry;
import io.estop.model.liquidation.options.OptionRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The planner's settings as they are configured under {@code estop.liquidation}, alike for whoever
 * closes and whoever only previews; what is not given is the default. config/application.yml
 * explains each.
 */
public record PlannerKeys(
    @Nullable Integer batchSize,
    @Nullable Integer nearExpiryDays,
    @Nullable WeightKeys weights,
    @Nullable BigDecimal largePositionThreshold,
    @Nullable Integer maxTranches,
    @Nullable BigDecimal maxSlippagePercent,
    @Nullable BigDecimal maxOptionSlippagePercent,
    @Nullable Duration horizon,
    @Nullable Duration timeout,
    @Nullable Boolean useMarketOrders,
    @Nullable Boolean tranchLargePositions,
    @Nullable BigDecimal maxParticipationPercent,
    @Nullable Duration staleAfter,
    @Nullable Duration statisticsWithin,
    @Nullable Boolean deltaCut,
    @Nullable BigDecimal maxOptionWidthPercent,
    @Nullable BigDecimal interestPercent,
    @Nullable Map<String, BigDecimal> dividendPercents) {

  /** How much each priority counts. */
  public record WeightKeys(
      @Nullable Double expiry,
      @Nullable Double volatility,
      @Nullable Double loss,
      @Nullable Double liquidity) {}

  /**
   * Returns the settings.
   *
   * @throws IllegalArgumentException naming a bad value and its bound
   */
  public PlannerSettings settings() {
    PlannerSettings standard = PlannerSettings.standard();
    Duration time = or(timeout, standard.timeout());
    return new PlannerSettings(
        or(batchSize, standard.batchSize()),
        or(nearExpiryDays, standard.nearExpiryDays()),
        weights(standard.weights()),
        or(largePositionThreshold, standard.largePositionThreshold()),
        or(maxTranches, standard.maxTranches()),
        or(maxSlippagePercent, standard.maxSlippagePercent()),
        or(maxOptionSlippagePercent, standard.optionSlippagePercent()),
        or(horizon, shorter(standard.horizon(), time.dividedBy(2))),
        time,
        or(useMarketOrders, standard.useMarketOrders()),
        or(tranchLargePositions, standard.tranchLargePositions()),
        or(maxParticipationPercent, standard.maxParticipationPercent()),
        or(staleAfter, standard.staleAfter()),
        or(statisticsWithin, standard.statisticsWithin()),
        new OptionRules(
            or(deltaCut, standard.options().deltaCut()),
            or(maxOptionWidthPercent, standard.options().maxWidthPercent()),
            new Carry(or(interestPercent, BigDecimal.ZERO), or(dividendPercents, Map.of()))));
  }

  private PlannerSettings.Weights weights(PlannerSettings.Weights standard) {
    return weights == null
        ? standard
        : new PlannerSettings.Weights(
            or(weights.expiry(), standard.expiry()),
            or(weights.volatility(), standard.volatility()),
            or(weights.loss(), standard.loss()),
            or(weights.liquidity(), standard.liquidity()));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static <T> T or(@Nullable T given, T standard) {
    return Optional.ofNullable(given).orElse(standard);
  }
}
