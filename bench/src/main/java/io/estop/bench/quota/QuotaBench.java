package io.estop.bench.quota;

import io.estop.bench.report.BenchReport;
import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One run per time-out, each on a stack of its own. */
final class QuotaBench {

  private static final String MOST_REQUESTS_A_POSITION = "1.3";
  private static final String MOST_OFF = "0.20";

  /** One position in fifty may be judged wrongly: where minutes end is a matter of seconds. */
  private static final int MISJUDGED_SHARE = 50;

  private static final int MOST_EXAMPLES = 20;
  private static final int SCALE = 3;

  private final QuotaPlan plan;
  private final Clock clock;
  private final PrintStream out;
  private final double loadBefore = load();
  private final List<Figure> figures = new ArrayList<>();
  private final List<Bound> bounds = new ArrayList<>();

  QuotaBench(QuotaPlan plan, Clock clock, PrintStream out) {
    this.plan = plan;
    this.clock = clock;
    this.out = out;
  }

  BenchReport run() {
    says("bench quota, load average before it %s, %s".formatted(loadBefore, plan.facts()));
    says(
        "in real time; prices stand still, so that cost is spread and impact, not luck; the plan waits"
            + " up to 5 s for statistics");
    for (Duration timeout : plan.timeouts()) {
      QuotaRun.Result result = new QuotaRun(plan, timeout, clock, this::says).run();
      tell(timeout, result);
      judge(timeout, result);
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("loadAverageBefore", loadBefore);
    facts.put("loadAverageAfter", load());
    facts.putAll(plan.facts());
    return new BenchReport("quota", facts, figures, bounds);
  }

  private void tell(Duration timeout, QuotaRun.Result result) {
    Promise promise = result.promise();
    says(
        "%d s given: %s; %,d requests, %d of them refused with 429, %d orders; closing took %d s and was expected to take %d s; it cost %s and was expected to cost %s; load %.1f"
            .formatted(
                timeout.toSeconds(),
                result.outcome(),
                result.requests(),
                result.overQuota(),
                result.orders(),
                result.closingMillis() / 1000,
                promise.time().toSeconds(),
                result.cost(),
                result.expectedCost(),
                load()));
    says(
        "  named beforehand %d, not closed %d; named and closed %d %s, not named and left %d %s"
            .formatted(
                promise.named().size(),
                promise.left().size(),
                promise.wronglyNamed().size(),
                promise.wronglyNamed().stream().limit(MOST_EXAMPLES).toList(),
                promise.unforeseen().size(),
                promise.unforeseen().stream().limit(MOST_EXAMPLES).toList()));
  }

  private void judge(Duration timeout, QuotaRun.Result result) {
    String at = " at " + timeout.toSeconds() + " s";
    String key = String.valueOf(timeout.toSeconds());
    Promise promise = result.promise();
    figure("requests" + key, "requests" + at, result.requests());
    figure("overQuota" + key, "refused with 429" + at, result.overQuota());
    figure("orders" + key, "orders" + at, result.orders());
    figure("closingMillis" + key, "closing ms" + at, result.closingMillis());
    figure("expectedMillis" + key, "expected closing ms" + at, promise.time().toMillis());
    figure("costCents" + key, "cost, cents" + at, cents(result.cost()));
    figure("expectedCostCents" + key, "expected cost, cents" + at, cents(result.expectedCost()));
    figure("named" + key, "named as not fitting" + at, promise.named().size());
    figure("left" + key, "not closed" + at, promise.left().size());
    int closed = plan.positions() - promise.left().size();
    bounds.add(
        Bound.share(
            "requests a closed position" + at,
            BigDecimal.valueOf(result.requests())
                .divide(BigDecimal.valueOf(Math.max(1, closed)), SCALE, RoundingMode.UP),
            MOST_REQUESTS_A_POSITION));
    bounds.add(
        Bound.share(
            "cost, share off" + at, Promise.off(result.expectedCost(), result.cost()), MOST_OFF));
    if (promise.left().isEmpty()) {
      bounds.add(
          Bound.share(
              "time, share off" + at,
              Promise.off(
                  BigDecimal.valueOf(promise.time().toMillis()),
                  BigDecimal.valueOf(result.closingMillis())),
              MOST_OFF));
    }
    bounds.add(
        Bound.atMost(
            "misjudged positions" + at,
            promise.wronglyNamed().size() + promise.unforeseen().size(),
            plan.positions() / MISJUDGED_SHARE));
    bounds.add(Bound.atMost("duplicates and flips" + at, result.crimes(), 0));
  }

  private void figure(String name, String words, long value) {
    figures.add(new Figure(name, words, Samples.of(List.of(value)), null));
  }

  private static long cents(BigDecimal money) {
    return money.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private void says(String line) {
    out.println("  " + line);
    out.flush();
  }
}
