package io.estop.bench.simulation;

import io.estop.bench.report.BenchReport;
import io.estop.bench.report.Bound;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays many worlds and counts what was found; a world in which something was is told. */
public final class SimulationBench {
  private static final int MOST_TOLD = 3;
  private static final int MOST_LINES = 60;
  private static final int MOST_SEEDS = 1_000_000;

  private final long first;
  private final int seeds;
  private final PrintStream out;
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  private final Map<Finding, Long> counts = new EnumMap<>(Finding.class);
  private final List<Verdict> found = new ArrayList<>();
  private long played;
  private long turns;
  private long livedSeconds;

  /**
   * @param first seed
   * @param seeds how many worlds, 1 to 1,000,000
   */
  public SimulationBench(long first, int seeds, PrintStream out) {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new IllegalArgumentException(
          "--seeds must be 1 to " + MOST_SEEDS + " but was: " + seeds);
    }
    this.first = first;
    this.seeds = seeds;
    this.out = out;
  }

  /** Plays the worlds, as many at a time as there are cores. */
  public BenchReport run() {
    int cores = Runtime.getRuntime().availableProcessors();
    out.printf(
        "  %d worlds from seed %d, %d at a time, load average before it %s%n",
        seeds, first, cores, loadBefore);
    long began;
    try (Simulation simulation = Simulation.start(cores)) {
      began = System.nanoTime();
      simulation.play(first, seeds, Plant.NONE, this::seen);
    }
    long millis = (System.nanoTime() - began) / 1_000_000;
    found.sort(Comparator.comparing(Verdict::seed));
    found.stream().limit(MOST_TOLD).forEach(this::tell);
    return report(cores, Math.max(1, millis));
  }

  private void seen(Verdict verdict) {
    played++;
    turns += verdict.turns();
    livedSeconds += verdict.lived().toSeconds();
    verdict.findings().forEach((kind, all) -> counts.merge(kind, (long) all.size(), Long::sum));
    if (!verdict.findings().isEmpty() || seeds == 1) {
      found.add(verdict);
    }
  }

  /** The end of its story; all of it where only this world was asked for. */
  private void tell(Verdict verdict) {
    out.println();
    out.printf(
        "  seed %d: %s; again: ./estop bench faults --only liquidation --seed %d --seeds 1%n",
        verdict.seed(), verdict.findings().keySet(), verdict.seed());
    List<String> story = verdict.story();
    int from = seeds == 1 ? 0 : Math.max(0, story.size() - MOST_LINES);
    story.subList(from, story.size()).forEach(line -> out.println("  " + line));
  }

  private BenchReport report(int cores, long millis) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cores", cores);
    facts.put("loadAverageBefore", loadBefore);
    facts.put("only", "liquidation");
    facts.put("firstSeed", first);
    facts.put("seeds", played);
    facts.put("seconds", millis / 1_000);
    facts.put("seedsPerMinute", played * 60_000 / millis);
    facts.put("turns", turns);
    facts.put("simulatedHours", livedSeconds / 3_600);
    facts.put("seedsWithFindings", found.stream().map(Verdict::seed).limit(100).toList());
    List<Bound> bounds = new ArrayList<>();
    for (Finding kind : Finding.values()) {
      bounds.add(Bound.atMost(kind.name(), counts.getOrDefault(kind, 0L), 0));
    }
    bounds.add(Bound.atLeast("seeds run", played, seeds));
    return new BenchReport("simulation", facts, List.of(), bounds);
  }
}
