package io.estop.cli.breaker;

import io.estop.model.breaker.Comparison;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.replay.Replay;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Levels that an owner can choose from.
 *
 * @param level the trip level
 * @param trips over the whole history
 * @param tripsPerYear the same by year
 */
record Suggestion(BigDecimal level, int trips, double tripsPerYear) {
  /** From often to almost never: shares of all readings that lie on the good side. */
  private static final double[] SHARES = {
    0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995, 0.9999
  };

  private static final MathContext ROUND = new MathContext(3);

  /** Returns the rule's own level and a dozen others, from the one that trips most. */
  static List<Suggestion> of(Replayed replayed) {
    Rule rule = replayed.rule();
    List<BigDecimal> values =
        replayed.readings().stream().map(Reading::value).sorted(badLast(rule)).toList();
    TreeSet<BigDecimal> levels = new TreeSet<>(badLast(rule));
    levels.add(rule.levels().trip());
    if (!values.isEmpty()) {
      for (double share : SHARES) {
        levels.add(values.get((int) (share * (values.size() - 1))).round(ROUND));
      }
    }
    List<Suggestion> suggestions = new ArrayList<>();
    for (BigDecimal level : levels) {
      int trips = Replay.of(rule.trippingAt(level), replayed.readings()).trips().size();
      suggestions.add(new Suggestion(level, trips, trips / replayed.years()));
    }
    return suggestions;
  }

  private static Comparator<BigDecimal> badLast(Rule rule) {
    Comparator<BigDecimal> ascending = Comparator.naturalOrder();
    return rule.levels().comparison() == Comparison.ABOVE ? ascending : ascending.reversed();
  }
}
