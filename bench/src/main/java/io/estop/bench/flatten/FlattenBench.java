package io.estop.bench.flatten;

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
import java.util.function.ToLongFunction;

/** Runs product and bare client in turn, on one stack and one freshly seeded venue each time. */
final class FlattenBench {

  private static final long FLAT_BELOW_MILLIS = 10_000;

  private final FlattenPlan plan;
  private final Clock clock;
  private final PrintStream out;

  /** What else the machine was doing: figures of a busy one say little. */
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();

  private final List<RunResult> product = new ArrayList<>();
  private final List<RunResult> baseline = new ArrayList<>();

  FlattenBench(FlattenPlan plan, Clock clock, PrintStream out) {
    this.plan = plan;
    this.clock = clock;
    this.out = out;
  }

  BenchReport run() {
    int cores = Runtime.getRuntime().availableProcessors();
    says(
        "bench flatten on %d cores, load average before it %s, %s"
            .formatted(cores, loadBefore, plan.facts()));
    try (Arena arena = Arena.open(plan, clock, this::says);
        HeldGate gate = new HeldGate(arena.stack());
        StopHistory history = new StopHistory(arena.stack());
        BareClient bare = new BareClient(arena.stack(), plan, clock)) {
      ProductRun pressing = new ProductRun(arena.stack(), gate, history, clock);
      warmUp(arena, pressing, bare);
      for (int run = 1; run <= plan.runs(); run++) {
        product.add(told("product " + run, product(arena, pressing, run)));
        baseline.add(told("bare client " + run, baseline(arena, bare, run)));
      }
      if (plan.profile()) {
        history.lastSteps().forEach(out::println);
      }
      return report(cores, arena.stack().temporal().facts().kind());
    }
  }

  private void warmUp(Arena arena, ProductRun pressing, BareClient bare) {
    told("product, warm-up", product(arena, pressing, 0));
    told("bare client, warm-up", baseline(arena, bare, 0));
  }

  private RunResult product(Arena arena, ProductRun pressing, int run) {
    arena.seed();
    ProductRun.Pressed pressed = pressing.press("bench-" + plan.seed() + "-" + run);
    return new RunResult(
        pressed.flatMillis(),
        arena.residual(),
        pressed.ordersSent(),
        RunResult.Audit.of(arena.audit()),
        pressed.figures());
  }

  private RunResult baseline(Arena arena, BareClient bare, int run) {
    arena.seed();
    long begin = System.nanoTime();
    long orders = bare.flatten("bare-" + plan.seed() + "-" + run + "-");
    long millis = (System.nanoTime() - begin) / 1_000_000;
    return new RunResult(
        millis, arena.residual(), orders, RunResult.Audit.of(arena.audit()), Map.of());
  }

  private RunResult told(String who, RunResult result) {
    says(who + ": " + result.words());
    if (!result.product().isEmpty()) {
      says("  " + result.product());
    }
    return result;
  }

  private BenchReport report(int cores, String temporal) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cores", cores);
    facts.put("loadAverageBefore", loadBefore);
    facts.put("temporal", temporal);
    facts.putAll(plan.facts());
    Figure flat = both("pressToFlatMillis", "press to verified flat ms", RunResult::flatMillis);
    List<Figure> figures = new ArrayList<>(List.of(flat));
    figures.add(both("residual", "residual", RunResult::residual));
    figures.add(both("ordersSent", "orders sent", RunResult::ordersSent));
    figures.add(both("duplicates", "duplicates (closed twice)", r -> r.audit().closedTwice()));
    figures.add(both("repeatedIds", "re-sent ids, refused", r -> r.audit().repeatedIds()));
    figures.add(both("signFlips", "sign flips", r -> r.audit().signFlips()));
    figures.add(both("positionIncreases", "position increases", r -> r.audit().increases()));
    figures.add(both("unanswered", "requests unanswered", r -> r.audit().unanswered()));
    product.stream()
        .flatMap(result -> result.product().keySet().stream())
        .distinct()
        .forEach(key -> figures.add(ofProduct(key)));
    return new BenchReport("flatten", facts, figures, bounds(flat));
  }

  private List<Bound> bounds(Figure flat) {
    return List.of(
        Bound.below("pressToFlatMillis median", flat.product().median(), FLAT_BELOW_MILLIS),
        Bound.atMost("residual", most(RunResult::residual), 0),
        Bound.atMost("duplicates", most(r -> r.audit().closedTwice()), 0),
        Bound.atMost("signFlips", most(r -> r.audit().signFlips()), 0));
  }

  private long most(ToLongFunction<RunResult> value) {
    return samples(product, value).max();
  }

  private Figure both(String name, String words, ToLongFunction<RunResult> value) {
    return new Figure(name, words, samples(product, value), samples(baseline, value));
  }

  private Figure ofProduct(String key) {
    return new Figure(key, key, samples(product, r -> r.product().getOrDefault(key, 0L)), null);
  }

  private static Samples samples(List<RunResult> runs, ToLongFunction<RunResult> value) {
    return Samples.of(runs.stream().map(value::applyAsLong).toList());
  }

  private void says(String line) {
    out.println("  " + line);
    out.flush();
  }
}
