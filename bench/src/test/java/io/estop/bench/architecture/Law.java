package io.estop.bench.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * A rule with the violations that prove it.
 *
 * @param rule with its reason
 * @param violations classes named Planted; every single one must break the rule
 */
record Law(ArchRule rule, List<String> violations) {

  /** Plants each statement in a method of a class in that module. */
  static Law statements(ArchRule rule, String module, String... statements) {
    return new Law(
        rule,
        List.of(statements).stream()
            .map(
                statement ->
                    "package io.estop."
                        + module
                        + "; class Planted { Object planted() throws Exception { "
                        + statement
                        + " } }")
            .toList());
  }

  @Override
  public String toString() {
    return rule.getDescription();
  }
}
