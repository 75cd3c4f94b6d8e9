package io.estop.model.liquidation;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts groups in the order in which they are closed, by the weights of the settings. */
final class Priorities {
  private static final Comparator<Assessment> WITHIN_A_GROUP =
      Comparator.comparing((Assessment one) -> !(one.isOption() && one.isShort()))
          .thenComparing(Assessment::dailyRisk, Comparator.reverseOrder())
          .thenComparing(Assessment::symbol);

  private final PlannerSettings settings;

  Priorities(PlannerSettings settings) {
    this.settings = settings;
  }

  /** Returns groups, first to close first; in each, short options first. */
  List<List<Assessment>> ordered(List<Assessment> all) {
    Map<String, List<Assessment>> groups = new LinkedHashMap<>();
    all.stream()
        // Sums of doubles depend on their order: the same positions must give the same plan.
        .sorted(WITHIN_A_GROUP)
        .forEach(one -> groups.merge(one.group(), List.of(one), Priorities::joined));
    double mostRisk = groups.values().stream().mapToDouble(Priorities::risk).max().orElse(0);
    double mostLoss = groups.values().stream().mapToDouble(Priorities::loss).max().orElse(0);
    return groups.values().stream()
        .sorted(
            Comparator.comparingDouble(
                    (List<Assessment> group) -> -score(group, mostRisk, mostLoss))
                .thenComparing(group -> group.get(0).group()))
        .toList();
  }

  private static List<Assessment> joined(List<Assessment> left, List<Assessment> right) {
    return Stream.concat(left.stream(), right.stream()).toList();
  }

  private double score(List<Assessment> group, double mostRisk, double mostLoss) {
    PlannerSettings.Weights weights = settings.weights();
    return weights.expiry() * group.stream().mapToDouble(this::nearness).max().orElse(0)
        + weights.volatility() * share(risk(group), mostRisk)
        + weights.loss() * share(loss(group), mostLoss)
        + weights.liquidity() * group.stream().mapToDouble(this::liquidity).average().orElse(0);
  }

  private static double share(double part, double most) {
    return most > 0 ? part / most : 0;
  }

  private static double risk(List<Assessment> group) {
    return group.stream().mapToDouble(Assessment::dailyRisk).sum();
  }

  private static double loss(List<Assessment> group) {
    return group.stream().mapToDouble(one -> one.loss().doubleValue()).sum();
  }

  /** 1 on the last day, falling to 0 after the days that are near; an expired one is nearest. */
  private double nearness(Assessment one) {
    long days = one.daysToExpiry().orElse(Long.MAX_VALUE);
    return days > settings.nearExpiryDays()
        ? 0
        : 1 - (double) Math.max(0, days) / (settings.nearExpiryDays() + 1);
  }

  private double liquidity(Assessment one) {
    double budget = settings.maxSlippagePercent().doubleValue() / 100;
    return Math.max(0, 1 - one.relativeHalfSpread().orElse(budget) / budget);
  }
}
