package io.estop.breaker.rules;

import io.estop.model.Scope;
import io.estop.model.breaker.Comparison;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.Rule;
import io.estop.model.breaker.RuleLevels;
import io.estop.model.breaker.RuleTiming;
import io.estop.model.breaker.RulesRefusedException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The rules of a deployment: those of its files, and the one that is always there. */
public final class StandardRules {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Duration SILENT_AFTER = Duration.ofMinutes(1);

  private StandardRules() {}

  /**
   * Reads the rules.
   *
   * @param files paths of files with rules, relative ones from the working directory; a rule named
   *     {@code drawdown} takes the place of the standard one
   * @param scope that the standard rule stops
   * @throws RulesRefusedException with everything that is wrong with values and files
   */
  public static RuleBook book(
      List<String> files, String scope, BigDecimal maxDrawdownPercent, int confirmations) {
    List<Path> absolute =
        files.stream().map(file -> Path.of(file).toAbsolutePath().normalize()).toList();
    List<String> errors = new ArrayList<>();
    Optional<Scope> stopped = checked(() -> Scope.parse(scope), errors);
    // By itself each: one that is wrong hides none of the others.
    checked(() -> drawdown(Scope.firm(), maxDrawdownPercent, 1), errors);
    checked(() -> drawdown(Scope.firm(), BigDecimal.ONE, confirmations), errors);
    if (errors.isEmpty() && stopped.isPresent()) {
      return RuleBook.read(
          absolute, List.of(drawdown(stopped.get(), maxDrawdownPercent, confirmations)));
    }
    checked(() -> RuleBook.read(absolute, List.of()), errors);
    throw new RulesRefusedException(errors);
  }

  private static <T> Optional<T> checked(Supplier<T> value, List<String> errors) {
    try {
      return Optional.of(value.get());
    } catch (RulesRefusedException refused) {
      errors.addAll(refused.errors());
    } catch (IllegalArgumentException refused) {
      errors.add(String.valueOf(refused.getMessage()));
    }
    return Optional.empty();
  }

  /**
   * Returns the rule on the fall of a scope's equity from its high-water mark. It needs no
   * cool-down and no calm readings: the approval that arms it takes a new mark.
   *
   * @param maxPercent trip level, above 0 and below 100
   */
  public static Rule drawdown(Scope scope, BigDecimal maxPercent, int confirmations) {
    if (maxPercent.signum() <= 0 || maxPercent.compareTo(HUNDRED) >= 0) {
      throw new IllegalArgumentException(
          "max_drawdown_percent must be above 0 and below 100 but was: "
              + maxPercent.toPlainString());
    }
    return new Rule(
        "drawdown",
        Metric.DRAWDOWN,
        new RuleLevels(Comparison.ABOVE, Optional.empty(), maxPercent, BigDecimal.ZERO),
        new RuleTiming(Duration.ZERO, SILENT_AFTER, Duration.ZERO),
        confirmations,
        1,
        scope,
        Optional.empty(),
        Optional.empty(),
        "risk",
        "the loss from the highest equity that the firm bears before it closes everything");
  }
}
