package io.estop.bench.flatten;

import io.estop.bench.flatten.FlattenPlan.Faults;
import io.estop.bench.flatten.FlattenPlan.Size;
import io.estop.bench.report.BenchReport;
import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import io.estop.bench.stops.Pressing;
import io.estop.bench.stops.StopHistory;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Runs product and bare client in turn, on one stack and one freshly seeded venue each time. */
final class FlattenBench {

  private static final long FIRST_BELOW_MILLIS = 6_000;
  private static final long MEDIAN_BELOW_MILLIS = 3_000;
  private static final long EACH_BELOW_MILLIS = 4_000;
  private static final long LARGE_BELOW_MILLIS = 30_000;
  private static final long BEYOND_BARE_MILLIS = 1_000;
  private static final String TIMES_BARE = "1.5";
  private static final String TIMES_BARE_LARGE = "1.6";

  private final FlattenPlan plan;
  private final Clock clock;
  private final PrintStream out;

  /** What else the machine was doing: figures of a busy one say little. */
  private final double loadBefore = load();

  private final List<Pair> first = new ArrayList<>();
  private final List<Pair> faulty = new ArrayList<>();
  private final List<Pair> clean = new ArrayList<>();
  private final List<Pair> large = new ArrayList<>();
  private int runs;

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
    says(
        "no position is parted and nothing in flight is capped here: the bare client knows neither,"
            + " and a schedule would be measured in its stead");
    try (Arena arena = Arena.open(plan, clock, this::says);
        HeldGate gate = new HeldGate(arena.stack());
        StopHistory history = new StopHistory(arena.stack());
        BareClient bare = new BareClient(arena.stack(), plan, clock)) {
      ProductRun pressing =
          new ProductRun(new Pressing(arena.stack(), history), gate, history, clock);
      Ring ring = new Ring(arena, pressing, bare);
      ring.run("first after start", plan.book(), plan.seeds().subList(0, 1), plan.faults(), first);
      ring.run("", plan.book(), plan.seeds(), plan.faults(), faulty);
      ring.run("no faults", plan.book(), cleanSeeds(), Faults.NONE, clean);
      if (plan.large().positions() > 0) {
        ring.run("large", plan.large(), plan.seeds().subList(0, 1), plan.faults(), large);
      }
      if (plan.profile()) {
        history.lastSteps().forEach(out::println);
      }
      return report(cores, arena.stack().temporal().facts().kind());
    }
  }

  private List<Long> cleanSeeds() {
    return FlattenPlan.seeds(plan.seeds().get(0), plan.cleanRuns());
  }

  /** Where both meet the same book. */
  private final class Ring {
    private final Arena arena;
    private final ProductRun pressing;
    private final BareClient bare;

    Ring(Arena arena, ProductRun pressing, BareClient bare) {
      this.arena = arena;
      this.pressing = pressing;
      this.bare = bare;
    }

    void run(String what, Size size, List<Long> seeds, Faults faults, List<Pair> pairs) {
      for (long seed : seeds) {
        runs++;
        String words = "%s seed %d, load %.1f".formatted(what, seed, load()).strip();
        arena.seed(size, seed, faults);
        RunResult product = told("product, " + words, product());
        arena.seed(size, seed, faults);
        pairs.add(new Pair(product, told("bare client, " + words, bare())));
      }
    }

    private RunResult product() {
      ProductRun.Pressed pressed = pressing.press("bench-" + runs);
      RunResult.Audit audit = RunResult.Audit.of(arena.audit());
      return new RunResult(
          pressed.flatMillis(), arena.residual(), pressed.ordersSent(), audit, pressed.figures());
    }

    private RunResult bare() {
      long begin = System.nanoTime();
      long orders = bare.flatten("bare-" + runs + "-");
      long millis = (System.nanoTime() - begin) / 1_000_000;
      RunResult.Audit audit = RunResult.Audit.of(arena.audit());
      return new RunResult(millis, arena.residual(), orders, audit, Map.of());
    }
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
    facts.put("loadAverageAfter", load());
    facts.put("temporal", temporal);
    facts.putAll(plan.facts());
    List<Figure> figures = new ArrayList<>();
    figures.add(both("pressToFlatMillis", "press to verified flat ms", faulty, flat()));
    figures.add(both("firstRunMillis", "first run after start ms", first, flat()));
    if (!clean.isEmpty()) {
      figures.add(both("cleanMillis", "without faults ms", clean, flat()));
    }
    if (!large.isEmpty()) {
      figures.add(both("largeMillis", "large book ms", large, flat()));
      figures.add(ofProduct("largeWorkflowEvents", large, "workflowEvents"));
    }
    figures.add(both("residual", "residual", faulty, RunResult::residual));
    figures.add(both("ordersSent", "orders sent", faulty, RunResult::ordersSent));
    figures.add(both("requests", "requests", faulty, r -> r.audit().requests()));
    figures.add(audited("duplicates", "duplicates (closed twice)", RunResult.Audit::closedTwice));
    figures.add(audited("repeatedIds", "re-sent ids, refused", RunResult.Audit::repeatedIds));
    figures.add(audited("signFlips", "sign flips", RunResult.Audit::signFlips));
    figures.add(audited("positionIncreases", "position increases", RunResult.Audit::increases));
    figures.add(audited("unanswered", "requests unanswered", RunResult.Audit::unanswered));
    faulty.stream()
        .flatMap(pair -> pair.product().product().keySet().stream())
        .distinct()
        .forEach(key -> figures.add(ofProduct(key, faulty, key)));
    return new BenchReport("flatten", facts, figures, bounds());
  }

  private List<Bound> bounds() {
    List<Bound> bounds = new ArrayList<>();
    if (plan.book().equals(FlattenPlan.USUAL_BOOK)) {
      Samples flat = Samples.of(Pair.ofProduct(faulty, flat()));
      long afterStart = Samples.of(Pair.ofProduct(first, flat())).max();
      bounds.add(Bound.below("pressToFlatMillis median", flat.median(), MEDIAN_BELOW_MILLIS));
      bounds.add(Bound.below("pressToFlatMillis maximum", flat.max(), EACH_BELOW_MILLIS));
      bounds.add(Bound.below("firstRunMillis", afterStart, FIRST_BELOW_MILLIS));
    }
    bounds.add(Bound.ratio("times bare, worst seed", Pair.worstRatio(faulty), TIMES_BARE));
    if (!clean.isEmpty()) {
      bounds.add(
          Bound.below(
              "without faults, ms beyond bare", Pair.mostBeyond(clean), BEYOND_BARE_MILLIS + 1));
    }
    if (plan.large().equals(FlattenPlan.USUAL_LARGE)) {
      long longest = Samples.of(Pair.ofProduct(large, flat())).max();
      bounds.add(Bound.below("largeMillis", longest, LARGE_BELOW_MILLIS));
    }
    if (!large.isEmpty()) {
      bounds.add(Bound.ratio("large, times bare", Pair.worstRatio(large), TIMES_BARE_LARGE));
    }
    bounds.add(Bound.atMost("residual", most(RunResult::residual), 0));
    bounds.add(Bound.atMost("duplicates", most(r -> r.audit().closedTwice()), 0));
    bounds.add(Bound.atMost("signFlips", most(r -> r.audit().signFlips()), 0));
    return bounds;
  }

  /** Of every run of the product, whatever it was meant to show. */
  private long most(ToLongFunction<RunResult> value) {
    return Stream.of(first, faulty, clean, large)
        .flatMap(pairs -> Pair.ofProduct(pairs, value).stream())
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private static ToLongFunction<RunResult> flat() {
    return RunResult::flatMillis;
  }

  private static Figure both(
      String name, String words, List<Pair> pairs, ToLongFunction<RunResult> value) {
    return new Figure(
        name,
        words,
        Samples.of(Pair.ofProduct(pairs, value)),
        Samples.of(Pair.ofBare(pairs, value)));
  }

  private Figure audited(String name, String words, ToLongFunction<RunResult.Audit> value) {
    return both(name, words, faulty, result -> value.applyAsLong(result.audit()));
  }

  private static Figure ofProduct(String name, List<Pair> pairs, String key) {
    Samples samples = Samples.of(Pair.ofProduct(pairs, r -> r.product().getOrDefault(key, 0L)));
    return new Figure(name, name, samples, null);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private void says(String line) {
    out.println("  " + line);
    out.flush();
  }
}
