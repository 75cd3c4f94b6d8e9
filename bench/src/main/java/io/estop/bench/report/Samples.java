package io.estop.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measured values of one figure; percentiles by nearest rank, so that each is a measured value. */
public final class Samples {

  private static final int P99 = 99;
  private static final int MEDIAN = 50;

  private final List<Long> sorted;

  private Samples(List<Long> values) {
    this.sorted = values.stream().sorted().toList();
  }

  /** Takes at least one value. */
  public static Samples of(List<Long> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("a figure needs at least 1 sample but had 0");
    }
    return new Samples(new ArrayList<>(values));
  }

  public long min() {
    return sorted.get(0);
  }

  public long median() {
    return percentile(MEDIAN);
  }

  public long p99() {
    return percentile(P99);
  }

  public long max() {
    return sorted.get(sorted.size() - 1);
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("min", min());
    json.put("median", median());
    json.put("p99", p99());
    json.put("max", max());
    json.put("samples", sorted.size());
    return json;
  }

  private long percentile(int percent) {
    int rank = (sorted.size() * percent + 99) / 100;
    return sorted.get(Math.max(1, rank) - 1);
  }
}
