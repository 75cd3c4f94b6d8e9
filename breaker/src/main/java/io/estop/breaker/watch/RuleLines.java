package io.estop.breaker.watch;

import io.estop.model.breaker.Rule;
import io.estop.store.breaker.RuleRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * What rules are at, in sentences: bounded, what matters first, and the same while nothing does.
 */
final class RuleLines {
  private static final int MOST = 20;

  private RuleLines() {}

  static List<String> of(List<Rule> rules, Collection<RuleRow> rows) {
    List<RuleRow> sorted =
        rows.stream()
            .sorted(Comparator.comparing(row -> row.key().rule() + "#" + row.key().subject()))
            .toList();
    List<String> lines = new ArrayList<>();
    add(lines, sorted, row -> row.state().trippedAt().isPresent(), "TRIPPED");
    add(lines, sorted, row -> isAlarming(row) && row.state().trippedAt().isEmpty(), "WARNING");
    long calm = rows.stream().filter(row -> row.state().isAtRest()).count();
    int shown = Math.min(MOST, lines.size());
    List<String> told = new ArrayList<>(lines.subList(0, shown));
    if (lines.size() > shown) {
      told.add(lines.size() - shown + " more are not calm");
    }
    told.add(rules.size() + " rules watch, calm on " + calm + " subjects");
    return told;
  }

  private static boolean isAlarming(RuleRow row) {
    return row.state().warned() || !row.state().bad().isEmpty();
  }

  private static void add(
      List<String> lines, List<RuleRow> rows, Predicate<RuleRow> which, String word) {
    rows.stream()
        .filter(which)
        .forEach(
            row ->
                lines.add(
                    row.key().rule()
                        + (row.key().subject().isEmpty() ? "" : " of " + row.key().subject())
                        + ": "
                        + word
                        + ", "
                        + row.why()));
  }
}
