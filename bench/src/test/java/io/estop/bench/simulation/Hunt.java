package io.estop.bench.simulation;

import java.util.List;

/** Looks for a finding in the first seeds; loaded anew with each defect. */
public final class Hunt {
  private static final int AT_A_TIME = 10;

  private Hunt() {}

  /**
   * @param words how many seeds, and what is to be found
   * @return seed and findings of the first world in which it was; empty where in none
   */
  public static String[] hunt(String... words) {
    long seeds = Long.parseLong(words[0]);
    Finding wanted = Finding.valueOf(words[1]);
    try (Simulation simulation = Simulation.start(Runtime.getRuntime().availableProcessors())) {
      for (long first = 1; first <= seeds; first += AT_A_TIME) {
        List<Verdict> found =
            simulation.findings(first, AT_A_TIME, Plant.NONE).stream()
                .filter(verdict -> verdict.findings().containsKey(wanted))
                .toList();
        if (!found.isEmpty()) {
          Verdict verdict = found.get(0);
          return new String[] {
            "seed " + verdict.seed(), String.valueOf(verdict.findings().get(wanted))
          };
        }
      }
    }
    return new String[0];
  }
}
