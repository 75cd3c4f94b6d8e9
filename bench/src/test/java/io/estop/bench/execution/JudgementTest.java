package io.estop.bench.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.bench.report.Bound;
import java.util.List;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final int BOOKS = 40;

  private static Scenario scenario(String name) {
    return Scenarios.simulated(1).stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFallIsFledInTime() {
    List<Bound> bounds = Judgement.of(Outcome.of(scenario("crash"), BOOKS));

    assertThat(bounds).allSatisfy(bound -> assertThat(bound.holds()).as(bound.toString()).isTrue());
    assertThat(bounds)
        .extracting(Bound::name)
        .contains("crash: cost / equal parts", "crash: 2 sigma to gone, s");
  }

  @Test
  void whatIsSlowerThanPromisedIsBroken() {
    Scenario crash = scenario("crash");
    // The same fall, judged as if the price had no direction: nobody was as cheap as the dump.
    Scenario blind =
        new Scenario(
            crash.name(),
            crash.words(),
            crash.instrument(),
            crash.frame(),
            crash.impact(),
            crash.deadline(),
            Scenario.Kind.DISTURBED,
            crash.books(),
            crash.markets());

    assertThat(Judgement.of(Outcome.of(blind, BOOKS)))
        .filteredOn(bound -> !bound.holds())
        .extracting(Bound::name)
        .containsExactly("crash: cost / dump");
  }

  @Test
  void everyStrategyMeetsTheSameBooks() {
    Scenario block = scenario("block");
    Outcome once = Outcome.of(block, BOOKS);
    Outcome again = Outcome.of(block, BOOKS);

    assertThat(again.ours()).isEqualTo(once.ours());
    assertThat(once.cost(once.equal()).less(once.cost(once.optimum()), 1).deviation())
        .isLessThan(once.cost(once.equal()).deviation());
  }
}
