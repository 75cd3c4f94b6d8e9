package io.estop.bench.history;

import io.estop.bench.report.BenchReport;
import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import io.estop.bench.stops.Pressing;
import io.estop.bench.stops.StopHistory;
import io.estop.embedded.Stack;
import io.estop.embedded.StackOptions;
import io.estop.embedded.portfolio.AsOf;
import io.estop.embedded.portfolio.GeneratedPortfolio;
import io.estop.embedded.portfolio.PortfolioRequest;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Flattens one book after the other on one stack, each by a stop of its own. */
final class HistoryBench {

  private static final int MOST_EVENTS = 1_500;
  private static final int MOST_EVENTS_AT = 10_000;
  private static final String MOST_EVENTS_A_POSITION = "0.1";
  private static final int SLOPE_SCALE = 4;

  /** Beyond the time for liquidation: cancels, verification and the load of the machine. */
  private static final Duration GRACE = Duration.ofMinutes(3);

  private final HistoryPlan plan;
  private final Clock clock;
  private final PrintStream out;
  private final double loadBefore = load();
  private final List<Written> written = new ArrayList<>();

  HistoryBench(HistoryPlan plan, Clock clock, PrintStream out) {
    this.plan = plan;
    this.clock = clock;
    this.out = out;
  }

  /**
   * What one stop wrote.
   *
   * @param heap bytes that the worker used at most
   */
  private record Written(
      int positions, StopHistory.Size size, long rounds, long heap, long millis) {}

  BenchReport run() {
    says("bench history, load average before it %s, %s".formatted(loadBefore, plan.facts()));
    try (Stack stack = Stack.start(options().withProgress(this::says));
        StopHistory history = new StopHistory(stack)) {
      for (int positions : plan.sizes()) {
        written.add(told(one(stack, history, positions)));
      }
      return report(stack.temporal().facts().kind());
    }
  }

  private Written one(Stack stack, StopHistory history, int positions) {
    stack
        .paper()
        .seed(
            GeneratedPortfolio.of(
                    new PortfolioRequest(positions, positions, plan.seed(), AsOf.today(clock)))
                .toJson());
    Pressing pressing = new Pressing(stack, history);
    String stopId = "history-" + positions;
    Instant begin = clock.instant();
    try (Heap heap = Heap.watch(stack.worker().address())) {
      pressing.flatten(stopId, "bench history");
      JsonNode stop = pressing.awaitOutcome(stopId, plan.timeout().plus(GRACE));
      StopHistory.Size size = history.size(Pressing.workflow(stop), Pressing.run(stop));
      says("outcome %s %s".formatted(stop.path("outcome"), stop.path("outcomeText")));
      pressing.close(stop);
      return new Written(
          positions,
          size,
          stop.path("counts").path("rounds").asLong(),
          heap.most(),
          Pressing.millis(begin, Pressing.at(stop, "outcomeAt")));
    }
  }

  private Written told(Written one) {
    says(
        "%,d positions: %,d events and %,d bytes in %d runs, %d rounds, %,d ms, heap of the worker %,d MB at most, load %.1f"
            .formatted(
                one.positions(),
                one.size().events(),
                one.size().bytes(),
                one.size().runs(),
                one.rounds(),
                one.millis(),
                one.heap() >> 20,
                load()));
    return one;
  }

  private StackOptions options() {
    return StackOptions.defaults()
        .withEnvironment("bench")
        .withSetting("estop.liquidation.timeout", plan.timeout().toMillis() + "ms")
        .withSetting("estop.liquidation.large-position-threshold", plan.largeFrom().toPlainString())
        // The next book holds the same symbols right after the last one was closed.
        .withSetting("estop.liquidation.read-lag", "1ms")
        .withPaperSetting("paper.faults.partial-fill", plan.partial().toPlainString());
  }

  private BenchReport report(String temporal) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("loadAverageBefore", loadBefore);
    facts.put("loadAverageAfter", load());
    facts.put("temporal", temporal);
    facts.putAll(plan.facts());
    List<Figure> figures = new ArrayList<>();
    List<Bound> bounds = new ArrayList<>();
    for (Written one : written) {
      String at = " at " + one.positions();
      figures.add(figure("events" + one.positions(), "events" + at, one.size().events()));
      figures.add(figure("bytes" + one.positions(), "bytes" + at, one.size().bytes()));
      figures.add(figure("runs" + one.positions(), "runs" + at, one.size().runs()));
      figures.add(figure("rounds" + one.positions(), "rounds" + at, one.rounds()));
      figures.add(figure("millis" + one.positions(), "press to outcome ms" + at, one.millis()));
      figures.add(
          figure("workerHeapBytes" + one.positions(), "worker heap, bytes" + at, one.heap()));
      if (one.positions() <= MOST_EVENTS_AT) {
        bounds.add(Bound.atMost("events" + at, one.size().events(), MOST_EVENTS));
      }
    }
    for (int i = 1; i < written.size(); i++) {
      bounds.add(slope(written.get(i - 1), written.get(i)));
    }
    return new BenchReport("history", facts, figures, bounds);
  }

  private static Bound slope(Written smaller, Written larger) {
    BigDecimal slope =
        BigDecimal.valueOf(larger.size().events() - smaller.size().events())
            .divide(
                BigDecimal.valueOf(larger.positions() - smaller.positions()),
                SLOPE_SCALE,
                RoundingMode.HALF_UP);
    return Bound.share(
        "events a position, %d to %d".formatted(smaller.positions(), larger.positions()),
        slope,
        MOST_EVENTS_A_POSITION);
  }

  private static Figure figure(String name, String words, long value) {
    return new Figure(name, words, Samples.of(List.of(value)), null);
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private void says(String line) {
    out.println("  " + line);
    out.flush();
  }
}
