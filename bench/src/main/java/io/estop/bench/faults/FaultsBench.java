package io.estop.bench.faults;

import io.estop.bench.report.BenchReport;
import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Runs the campaign and counts what it found, by cause. */
final class FaultsBench {
  private final Plan plan;
  private final Clock clock;
  private final PrintStream out;
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  /**
   * Which seeds.
   *
   * @param rogue whether one component sends past its gate, which must be found
   */
  record Plan(long first, int seeds, boolean rogue) {
    Plan {
      if (seeds < 1 || seeds > 10_000) {
        throw new IllegalArgumentException("--seeds must be 1 to 10000 but was: " + seeds);
      }
    }

    List<Long> all() {
      return LongStream.range(first, first + seeds).boxed().toList();
    }
  }

  FaultsBench(Plan plan, Clock clock, PrintStream out) {
    this.plan = plan;
    this.clock = clock;
    this.out = out;
  }

  BenchReport run() {
    long began = System.nanoTime();
    Findings findings = new Findings();
    List<Case> done;
    out.printf(
        "  bench faults on %d cores, load average before it %s: seeds %d to %d%n",
        Runtime.getRuntime().availableProcessors(),
        loadBefore,
        plan.first(),
        plan.first() + plan.seeds() - 1);
    List<String> symbols = plan.all().stream().map(Campaign::symbol).toList();
    try (Arena arena = new Arena(symbols, plan.rogue(), line -> out.println("  " + line));
        Outside outside = new Outside(arena.stack())) {
      Campaign campaign = new Campaign(arena, outside, findings, clock, out);
      for (long seed : plan.all()) {
        if (!campaign.run(seed)) {
          out.println("  the stack is not well any more: the other seeds were not run");
          break;
        }
      }
      campaign.finish();
      done = List.copyOf(campaign.done());
    }
    return report(done, findings, (System.nanoTime() - began) / 1_000_000_000);
  }

  private BenchReport report(List<Case> done, Findings findings, long seconds) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("loadAverageBefore", loadBefore);
    facts.put("only", "halt");
    facts.put("firstSeed", plan.first());
    facts.put("seeds", done.size());
    facts.put("seconds", seconds);
    facts.put("acknowledgements", done.stream().mapToInt(one -> one.seen().size()).sum());
    facts.put("acceptedAtOnce", done.stream().filter(one -> one.acceptedAtOnce).count());
    facts.put("byCause", byCause(done, findings));
    List<Bound> bounds = new ArrayList<>();
    for (Findings.Kind kind : Findings.Kind.values()) {
      bounds.add(Bound.atMost(kind.name(), findings.count(kind), 0));
    }
    bounds.add(Bound.atLeast("seeds run", done.size(), plan.seeds()));
    return new BenchReport("faults", facts, figures(done), bounds);
  }

  private static List<Figure> figures(List<Case> done) {
    Map<String, List<Case>> causes =
        done.stream()
            .collect(
                Collectors.groupingBy(
                    one -> one.fault.cause(), java.util.TreeMap::new, Collectors.toList()));
    List<Figure> figures = new ArrayList<>();
    causes.forEach(
        (cause, cases) ->
            figures.add(
                new Figure(
                    cause.toLowerCase(java.util.Locale.ROOT).replace(' ', '-') + "AcceptedMillis",
                    cause + ": ACCEPTED after ms",
                    Samples.of(cases.stream().map(one -> one.pressMillis).toList()),
                    null)));
    return figures;
  }

  private static Map<String, Object> byCause(List<Case> done, Findings findings) {
    Map<String, Object> causes = new java.util.TreeMap<>();
    for (Case one : done) {
      causes.computeIfAbsent(
          one.fault.cause(),
          cause -> {
            Map<String, Object> counts = new LinkedHashMap<>();
            counts.put("seeds", done.stream().filter(c -> c.fault.cause().equals(cause)).count());
            counts.putAll(findings.byKind(cause));
            return counts;
          });
    }
    return causes;
  }
}
