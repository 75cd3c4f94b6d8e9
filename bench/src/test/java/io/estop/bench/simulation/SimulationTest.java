package io.estop.bench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A few of the worlds of {@code ./estop bench faults --only liquidation}. Another one: {@code
 * -Dseed=57}; more: {@code -Dseeds=5000}.
 */
class SimulationTest {
  private static final long FIRST = Long.getLong("seed", 1);
  private static final int SEEDS =
      Integer.getInteger("seeds", Long.getLong("seed") == null ? 200 : 1);
  private static Simulation simulation;

  @BeforeAll
  static void start() {
    simulation = Simulation.start(Runtime.getRuntime().availableProcessors());
  }

  @AfterAll
  static void stop() {
    simulation.close();
  }

  @Test
  void nothingIsEverFoundInAnyWorld() {
    List<Verdict> found = simulation.findings(FIRST, SEEDS, Plant.NONE);

    found.stream().limit(1).forEach(verdict -> verdict.story().forEach(System.out::println));
    assertThat(found).extracting(verdict -> verdict.seed() + ": " + verdict.findings()).isEmpty();
  }

  @Test
  void theSameSeedIsTheSameWorldWhateverWasPlayedBefore() {
    try (Simulation other = Simulation.start(1)) {
      other.findings(8_000, 5, Plant.NONE);

      assertThat(story(other, 7_777)).isEqualTo(story(simulation, 7_777)).hasSizeGreaterThan(5);
    }
  }

  private static List<String> story(Simulation where, long seed) {
    List<List<String>> stories = new ArrayList<>();
    where.play(seed, 1, Plant.NONE, verdict -> stories.add(verdict.story()));
    return stories.get(0);
  }

  @Test
  void oneReadForFlatIsFound() {
    assertThat(simulation.findings(1, 100, Plant.ONE_READ))
        .anyMatch(verdict -> verdict.findings().containsKey(Finding.FALSE_FLAT));
  }
}
