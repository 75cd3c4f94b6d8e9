package io.estop.bench.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real code keeps every rule, and planted code breaks each of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {

  /** Each module's class names every other module; compiled once. */
  private JavaClasses plantedArrows = Product.classes();

  /** Every violation of every law, each class with a mark in its name; compiled once. */
  private JavaClasses plantedViolations = Product.classes();

  @BeforeAll
  void plantEveryViolation(@TempDir Path folder) {
    plantedViolations =
        Planted.classes(
            folder,
            laws().stream()
                .flatMap(law -> law.violations().stream())
                .distinct()
                .map(violation -> violation.replace("Planted", mark(violation)))
                .toList());
  }

  @BeforeAll
  void plantEveryArrow(@TempDir Path folder) {
    List<String> sources = new ArrayList<>();
    for (String from : ModuleArrows.modules()) {
      sources.add("package io.estop." + from + ".planted; public class Target {}");
      for (String to : ModuleArrows.modules()) {
        sources.add(
            "package io.estop.%s.planted; class To_%s { io.estop.%s.planted.Target target; }"
                .formatted(from, to, to));
      }
    }
    plantedArrows = Planted.classes(folder, sources);
  }

  @Test
  void findsTheClassesOfEveryModule() {
    for (String module : ModuleArrows.modules()) {
      assertThat(Product.classes())
          .as("classes of " + module)
          .anyMatch(found -> found.getPackageName().startsWith(Product.ROOT + module));
    }
    assertThat(Product.classes()).noneMatch(found -> found.getName().endsWith("Test"));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void keepsTheArrowsOf(String module) {
    ModuleArrows.ruleOf(module).check(Product.classes());
  }

  /** A peer's halt denied the orders by which it wanted to close 100 positions of 100. */
  @Test
  void theLiquidatorPassesNoGateSoThatNoHaltDeniesTheStopsOwnClosingOrders() {
    assertThat(ModuleArrows.isAllowed("liquidation", "gate")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void refusesEveryArrowThatIsNotDrawnFrom(String module) {
    String broken = report(ModuleArrows.ruleOf(module), plantedArrows);

    for (String to : ModuleArrows.modules()) {
      String planted = "io.estop." + module + ".planted.To_" + to + ".target";
      if (ModuleArrows.isAllowed(module, to)) {
        assertThat(broken).doesNotContain(planted);
      } else {
        assertThat(broken).contains(planted);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("laws")
  void realCodeKeeps(Law law) {
    law.rule().check(Product.classes());
  }

  @ParameterizedTest
  @MethodSource("laws")
  void plantedCodeBreaks(Law law) {
    assertThat(law.violations()).isNotEmpty();
    for (String violation : law.violations()) {
      String mark = mark(violation);
      JavaClasses planted =
          plantedViolations.that(
              DescribedPredicate.describe(mark, found -> found.getName().contains(mark)));

      assertThat(report(law.rule(), planted)).as(violation).contains(mark);
    }
  }

  static List<String> modules() {
    return ModuleArrows.modules();
  }

  static List<Law> laws() {
    return Stream.concat(Determinism.laws().stream(), Doors.laws().stream()).toList();
  }

  private static String mark(String violation) {
    return "Planted" + Integer.toUnsignedString(violation.hashCode()) + "x";
  }

  private static String report(ArchRule rule, JavaClasses classes) {
    return String.join(
        "\n", rule.allowEmptyShould(true).evaluate(classes).getFailureReport().getDetails());
  }
}
