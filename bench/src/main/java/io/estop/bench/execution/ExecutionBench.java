package io.estop.bench.execution;

import io.estop.bench.report.BenchReport;
import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs every strategy through every scenario and holds the product against what is promised. */
final class ExecutionBench {
  private static final int SCALE = 4;
  private static final double MILLI = 1000;

  private final Plan plan;
  private final PrintStream out;
  private final List<Figure> figures = new ArrayList<>();
  private final List<Bound> bounds = new ArrayList<>();
  private final Map<String, Object> scenarios = new LinkedHashMap<>();

  /**
   * What is run.
   *
   * @param firstSeed of the simulated books
   * @param seeds how many of each, at least 30
   * @param data folder of the recorded book
   */
  record Plan(long firstSeed, int seeds, Path data) {
    private static final int FEWEST = 30;
    private static final int MOST = 100_000;

    Plan {
      if (seeds < FEWEST || seeds > MOST) {
        throw new IllegalArgumentException(
            "--seeds must be from " + FEWEST + " to " + MOST + " but was: " + seeds);
      }
    }
  }

  ExecutionBench(Plan plan, PrintStream out) {
    this.plan = plan;
    this.out = out;
  }

  BenchReport run() {
    List<Scenario> all = new ArrayList<>(Scenarios.simulated(plan.firstSeed()));
    all.add(Scenarios.recorded(Recording.read(plan.data())));
    out.printf(
        "%-10s %-12s %8s %7s %7s %9s %7s %7s %9s %6s%n",
        "", "basis points", "cost", "+-", "sd", "E+lV", "+-", "risk s", "unfilled %", "gone s");
    all.forEach(this::measure);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("firstSeed", plan.firstSeed());
    facts.put("seeds", plan.seeds());
    facts.put("scenarios", scenarios);
    return new BenchReport("execution", facts, figures, bounds);
  }

  private void measure(Scenario scenario) {
    Outcome outcome = Outcome.of(scenario, plan.seeds());
    out.printf(
        "%-10s %s; kappa T %.2f, lambda %.3g, %d books%n           ours %s%n",
        scenario.name(),
        scenario.words(),
        scenario.urgency(),
        scenario.lambda(),
        outcome.ours().size(),
        outcome.schedule());
    Map<String, Object> strategies = new LinkedHashMap<>();
    strategies.put("dump", row("market dump", outcome, outcome.dump()));
    strategies.put("equalParts", row("equal TWAP", outcome, outcome.equal()));
    strategies.put("ours", row("ours", outcome, outcome.ours()));
    boolean known = scenario.kind() == Scenario.Kind.MODEL;
    strategies.put("optimum", row(known ? "optimum" : "model's best", outcome, outcome.optimum()));
    scenarios.put(scenario.name(), json(outcome, strategies));
    figures.add(
        new Figure(
            scenario.name() + "CostMilliBasisPoints",
            scenario.name() + ", 1/1000 bp, beside dump",
            milli(outcome.cost(outcome.ours())),
            milli(outcome.cost(outcome.dump()))));
    bounds.addAll(Judgement.of(outcome));
  }

  private static Map<String, Object> json(Outcome outcome, Map<String, Object> strategies) {
    Scenario scenario = outcome.scenario();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("books", outcome.ours().size());
    json.put("kappaT", rounded(scenario.urgency()));
    json.put("lambda", scenario.lambda());
    json.put("refillMillis", scenario.impact().refillTime().toMillis());
    json.put("schedule", outcome.schedule().toString());
    json.put("strategies", strategies);
    return json;
  }

  private Map<String, Object> row(String words, Outcome outcome, List<Run> runs) {
    Series cost = outcome.cost(runs);
    Series adjusted = outcome.riskAdjusted(runs);
    double riskSeconds = outcome.riskSeconds(runs).mean();
    double unfilled = Outcome.series(runs, Run::unfilled).mean();
    int gone = runs.stream().mapToInt(Run::endedAt).max().orElseThrow();
    boolean interval = outcome.scenario().kind() != Scenario.Kind.RECORDED;
    out.printf(
        "%-10s %-12s %8.2f %7s %7.2f %9.2f %7s %7.1f %9.2f %6d%n",
        "",
        words,
        cost.mean(),
        interval ? "%.2f".formatted(cost.halfInterval()) : "-",
        cost.deviation(),
        adjusted.mean(),
        interval ? "%.2f".formatted(adjusted.halfInterval()) : "-",
        riskSeconds,
        unfilled * 100,
        gone);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("costBasisPoints", rounded(cost.mean()));
    json.put("deviationBasisPoints", rounded(cost.deviation()));
    json.put("riskAdjustedBasisPoints", rounded(adjusted.mean()));
    if (interval) {
      json.put("costIntervalBasisPoints", rounded(cost.halfInterval()));
      json.put("riskAdjustedIntervalBasisPoints", rounded(adjusted.halfInterval()));
    }
    json.put("riskSeconds", rounded(riskSeconds));
    json.put("unfilledShare", rounded(unfilled));
    json.put("goneAtSecond", gone);
    return json;
  }

  private static BigDecimal rounded(double value) {
    return BigDecimal.valueOf(value).setScale(SCALE, RoundingMode.HALF_EVEN);
  }

  private static Samples milli(Series basisPoints) {
    return Samples.of(
        Arrays.stream(basisPoints.values()).mapToObj(value -> Math.round(value * MILLI)).toList());
  }
}
