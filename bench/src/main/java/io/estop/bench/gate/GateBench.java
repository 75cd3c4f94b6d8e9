package io.estop.bench.gate;

import io.estop.bench.process.OwnClassPath;
import io.estop.bench.report.BenchReport;
import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import io.estop.embedded.process.StartFailure;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures gate, least cost and circuit breaker, with one thread and with two. */
final class GateBench {
  private static final List<Class<?>> MEASURED =
      List.of(GateCost.class, LeastCost.class, BreakerCost.class);
  private static final String MOST_RATIO = "1.5";
  private static final String QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=error";

  private final Effort effort;
  private final PrintStream out;
  private final double loadBefore =
      ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  private final List<Figure> figures = new ArrayList<>();
  private final List<Bound> bounds = new ArrayList<>();

  /**
   * How long is measured.
   *
   * @param forks Java machines per benchmark
   * @param iterations measured ones per fork, after half as many to warm up
   * @param millis of one iteration
   */
  record Effort(int forks, int iterations, int millis) {}

  GateBench(Effort effort, PrintStream out) {
    this.effort = effort;
    this.out = out;
  }

  BenchReport run() {
    out.printf(
        "  bench gate on %d cores, load average before it %s%n",
        Runtime.getRuntime().availableProcessors(), loadBefore);
    try (OpenBoard board = new OpenBoard()) {
      // JMH starts its forks with this property as their class path.
      System.setProperty("java.class.path", OwnClassPath.in(board.folder()));
      for (int threads : List.of(1, 2)) {
        measure(board, threads);
      }
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("loadAverageBefore", loadBefore);
    facts.put("java", System.getProperty("java.vm.version"));
    facts.put("forks", effort.forks());
    facts.put("iterations", effort.iterations());
    facts.put("iterationMillis", effort.millis());
    return new BenchReport("gate", facts, figures, bounds);
  }

  private void measure(OpenBoard board, int threads) {
    Map<Class<?>, Samples> times = new LinkedHashMap<>();
    for (Class<?> measured : MEASURED) {
      RunResult result = run(board, measured, threads);
      times.put(measured, picoseconds(result));
      if (measured == GateCost.class) {
        bounds.add(allocation(result, threads));
      }
      out.printf(
          "  %-12s %d thread(s): %,d ps%n",
          measured.getSimpleName(), threads, picoseconds(result).median());
    }
    String suffix = ", threads " + threads;
    Samples least = times.get(LeastCost.class);
    Figure gate =
        new Figure(
            "enterExitPicoseconds" + threads,
            "enter + exit, ps" + suffix,
            samples(times, GateCost.class),
            least);
    figures.add(gate);
    figures.add(
        new Figure(
            "circuitBreakerPicoseconds" + threads,
            "Resilience4j permission, ps" + suffix,
            samples(times, BreakerCost.class),
            least));
    bounds.add(
        Bound.ratio(
            "enterExit ratio, threads " + threads,
            gate.ratio().orElse(BigDecimal.valueOf(Integer.MAX_VALUE)),
            MOST_RATIO));
  }

  private static Samples samples(Map<Class<?>, Samples> times, Class<?> of) {
    Samples found = times.get(of);
    if (found == null) {
      throw new IllegalStateException(of + " was not measured");
    }
    return found;
  }

  private RunResult run(OpenBoard board, Class<?> measured, int threads) {
    TimeValue iteration = TimeValue.milliseconds(effort.millis());
    try {
      Collection<RunResult> results =
          new Runner(
                  new OptionsBuilder()
                      .include("\\Q" + measured.getName() + ".\\E")
                      .threads(threads)
                      .forks(effort.forks())
                      .warmupIterations((effort.iterations() + 1) / 2)
                      .warmupTime(iteration)
                      .measurementIterations(effort.iterations())
                      .measurementTime(iteration)
                      .shouldFailOnError(true)
                      .verbosity(VerboseMode.SILENT)
                      .addProfiler(GCProfiler.class)
                      .jvmArgs("-Xmx256m", QUIET, "-D" + GateCost.PORT + "=" + board.port())
                      .build())
              .run();
      return results.iterator().next();
    } catch (RunnerException e) {
      throw new StartFailure("JMH could not measure " + measured.getSimpleName() + ": " + e, e);
    }
  }

  /**
   * Each measured iteration's mean, in picoseconds: a nanosecond is too coarse for a whole number.
   */
  private static Samples picoseconds(RunResult result) {
    List<Long> means = new ArrayList<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        means.add(Math.round(iteration.getPrimaryResult().getScore() * 1000));
      }
    }
    return Samples.of(means);
  }

  // The feeder's own readings, four a second, are in it and vanish in the rounding.
  private static Bound allocation(RunResult result, int threads) {
    Result<?> norm = result.getSecondaryResults().get("gc.alloc.rate.norm");
    if (norm == null) {
      throw new IllegalStateException("JMH reports no allocation: " + result.getSecondaryResults());
    }
    BigDecimal bytes = BigDecimal.valueOf(norm.getScore()).setScale(1, RoundingMode.HALF_EVEN);
    return new Bound(
        "enterExit bytes, threads " + threads, bytes, "<= 0", bytes.signum() == 0, false);
  }
}
