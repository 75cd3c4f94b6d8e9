package io.estop.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a figure must not exceed.
 *
 * @param name which figure
 * @param value what was measured
 * @param bound as printed, {@code <= 2}
 */
public record Bound(String name, long value, String bound, boolean holds) {

  /** Holds where the value is not above the most allowed. */
  public static Bound atMost(String name, long value, long most) {
    return new Bound(name, value, "<= " + most, value <= most);
  }

  /** Holds where the value is below. */
  public static Bound below(String name, long value, long limit) {
    return new Bound(name, value, "< " + limit, value < limit);
  }

  String row() {
    return "%-30s %9d   must be %-10s %s".formatted(name, value, bound, holds ? "holds" : "BROKEN");
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
