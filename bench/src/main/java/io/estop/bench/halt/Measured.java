package io.estop.bench.halt;

import io.estop.bench.report.Bound;
import io.estop.bench.report.Figure;
import io.estop.bench.report.Samples;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** What was measured under one condition; touched by the measuring thread alone. */
final class Measured {
  private static final String MOST_AT_MEDIAN = "1.25";
  private static final String MOST_AT_P99 = "1.5";

  private final String condition;
  private final List<Long> press = new ArrayList<>();
  private final List<Long> raw = new ArrayList<>();
  private final List<Long> noOp = new ArrayList<>();
  private final List<Long> both = new ArrayList<>();
  private final List<Long> answered = new ArrayList<>();

  Measured(String condition) {
    this.condition = condition;
  }

  /** One press with its two baselines, in microseconds. */
  record Sample(long press, long answered, long raw, long noOp) {}

  void add(Sample sample) {
    press.add(sample.press());
    answered.add(sample.answered());
    raw.add(sample.raw());
    noOp.add(sample.noOp());
    both.add(sample.raw() + sample.noOp());
  }

  int size() {
    return press.size();
  }

  List<Figure> figures() {
    return List.of(
        new Figure(
            condition + "PressToLastDenialMicros",
            condition + ": press to last denial us",
            Samples.of(press),
            Samples.of(both)),
        figure("RawPublishMicros", "raw publish to last us", raw),
        figure("NoOpPostMicros", "no-op POST us", noOp),
        figure("PressAnsweredMicros", "press answered us", answered));
  }

  List<Bound> bounds() {
    Samples mine = Samples.of(press);
    Samples least = Samples.of(both);
    return List.of(
        Bound.ratio(condition + " p50 ratio", ratio(mine.median(), least.median()), MOST_AT_MEDIAN),
        Bound.ratio(condition + " p99 ratio", ratio(mine.p99(), least.p99()), MOST_AT_P99));
  }

  private Figure figure(String name, String words, List<Long> values) {
    return new Figure(condition + name, condition + ": " + words, Samples.of(values), null);
  }

  private static BigDecimal ratio(long product, long baseline) {
    return BigDecimal.valueOf(product)
        .divide(BigDecimal.valueOf(Math.max(1, baseline)), 2, RoundingMode.HALF_EVEN);
  }
}
