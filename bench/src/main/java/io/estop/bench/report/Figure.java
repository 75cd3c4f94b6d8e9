package io.estop.bench.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param name key in the JSON, the unit last
 * @param words what the table calls it
 * @param product what the product did
 * @param baseline what the baseline did in the same run, where it does that at all
 */
public record Figure(String name, String words, Samples product, @Nullable Samples baseline) {

  private static final int SCALE = 2;

  /** Returns the medians' ratio, product to baseline, where there is one. */
  public Optional<BigDecimal> ratio() {
    if (baseline == null || baseline.median() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        BigDecimal.valueOf(product.median())
            .divide(BigDecimal.valueOf(baseline.median()), SCALE, RoundingMode.HALF_EVEN));
  }

  String row() {
    return "%-38s %9d %9d %9d %9s %9s %7s"
        .formatted(
            words,
            product.min(),
            product.median(),
            product.p99(),
            product.max(),
            baseline == null ? "-" : String.valueOf(baseline.median()),
            ratio().map(BigDecimal::toPlainString).orElse("-"));
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>(product.json());
    if (baseline != null) {
      json.put("baseline", baseline.json());
    }
    ratio().ifPresent(value -> json.put("ratio", value));
    return json;
  }
}
