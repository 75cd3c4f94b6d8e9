package io.estop.bench.report;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a figure must not exceed.
 *
 * @param name which figure
 * @param value what was measured
 * @param bound as printed, {@code <= 2}
 * @param timing whether it is about time, which a busy machine can break, and not about what is
 *     right
 */
public record Bound(String name, BigDecimal value, String bound, boolean holds, boolean timing) {

  /** What is right or wrong: holds where the value is not above the most allowed. */
  public static Bound atMost(String name, long value, long most) {
    return new Bound(name, BigDecimal.valueOf(value), "<= " + most, value <= most, false);
  }

  /** What is right or wrong: holds where the value is not below the least wanted. */
  public static Bound atLeast(String name, long value, long least) {
    return new Bound(name, BigDecimal.valueOf(value), ">= " + least, value >= least, false);
  }

  /** Of a time: holds where the value is below. */
  public static Bound below(String name, long value, long limit) {
    return new Bound(name, BigDecimal.valueOf(value), "< " + limit, value < limit, true);
  }

  /** Of a ratio of times, or a measured share: holds where the value is not above. */
  public static Bound ratio(String name, BigDecimal value, String most) {
    boolean holds = value.compareTo(new BigDecimal(most)) <= 0;
    return new Bound(name, value, "<= " + most, holds, true);
  }

  /** What is right or wrong, as a share: holds where the value is not above. */
  public static Bound share(String name, BigDecimal value, String most) {
    return new Bound(name, value, "<= " + most, value.compareTo(new BigDecimal(most)) <= 0, false);
  }

  String row() {
    return "%-38s %9s   must be %-10s %s"
        .formatted(name, value.toPlainString(), bound, holds ? "holds" : "BROKEN");
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("value", value);
    json.put("bound", bound);
    json.put("holds", holds);
    return json;
  }
}
