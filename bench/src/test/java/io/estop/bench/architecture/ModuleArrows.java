package io.estop.bench.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The arrows between modules, as design section 2 draws them; what follows from them is allowed.
 */
final class ModuleArrows {

  private static final Map<String, Set<String>> DRAWN = new LinkedHashMap<>();

  static {
    DRAWN.put("model", Set.of());
    DRAWN.put("gate", Set.of("model"));
    DRAWN.put("store", Set.of("model"));
    DRAWN.put("venues", Set.of("model"));
    DRAWN.put("breaker", Set.of("store", "venues"));
    DRAWN.put("workflows", Set.of("model"));
    DRAWN.put("paper", Set.of("model"));
    DRAWN.put("halt", Set.of("gate", "store", "workflows"));
    DRAWN.put("liquidation", Set.of("store", "venues"));
    DRAWN.put("activities", Set.of("halt", "liquidation", "breaker"));
    DRAWN.put("worker", Set.of("activities"));
    DRAWN.put("starter", Set.of("halt", "breaker"));
    DRAWN.put("cli", Set.of("halt", "liquidation", "breaker"));
    // What a trading system depends on: nothing but the gate.
    DRAWN.put("example", Set.of("gate"));
    // Starts worker, starter and paper as processes; the example trades in it.
    DRAWN.put("embedded", Set.of("example"));
    DRAWN.put("bench", Set.of("activities", "worker", "starter", "paper", "cli", "embedded"));
  }

  private ModuleArrows() {}

  static List<String> modules() {
    return List.copyOf(DRAWN.keySet());
  }

  static boolean isAllowed(String from, String to) {
    return reachable(from).contains(to);
  }

  static ArchRule ruleOf(String module) {
    String[] allowed = reachable(module).stream().map(Product::module).toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage(Product.module(module))
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.estop..")
                .and(resideOutsideOfPackages(allowed))
                .as("reside in another module than " + reachable(module)))
        .because(
            "arrows between modules point one way, so that each can be read and changed alone");
  }

  private static Set<String> reachable(String module) {
    Set<String> found = new TreeSet<>(Set.of(module));
    for (String next : DRAWN.getOrDefault(module, Set.of())) {
      found.addAll(reachable(next));
    }
    return found;
  }
}
