package io.estop.bench.report;

import io.estop.embedded.ExitCodes;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The end of a bench: a table for people, and one JSON object as the last line.
 *
 * @param bench its name
 * @param facts how it was run: machine, seed, sizes
 */
public record BenchReport(
    String bench, Map<String, Object> facts, List<Figure> figures, List<Bound> bounds) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  public BenchReport {
    figures = List.copyOf(figures);
    bounds = List.copyOf(bounds);
  }

  /** Tells whether every bound holds. */
  public boolean holds() {
    return bounds.stream().allMatch(Bound::holds);
  }

  /** Tells whether every bound holds that a busy machine cannot break. */
  public boolean isCorrect() {
    return bounds.stream().filter(bound -> !bound.timing()).allMatch(Bound::holds);
  }

  /**
   * Prints it and returns the exit code.
   *
   * @param lenient whether bounds on time are told and do not count
   */
  public int conclude(PrintStream out, boolean lenient) {
    print(out);
    boolean good = lenient ? isCorrect() : holds();
    return good ? ExitCodes.FLAT : ExitCodes.NOT_FLAT;
  }

  /** Prints table, bounds and JSON. */
  public void print(PrintStream out) {
    out.println();
    out.printf(
        "%-38s %9s %9s %9s %9s %9s %7s%n",
        bench, "minimum", "median", "p99", "maximum", "baseline", "ratio");
    figures.forEach(figure -> out.println(figure.row()));
    out.println();
    bounds.forEach(bound -> out.println(bound.row()));
    out.println();
    out.println(JSON.writeValueAsString(json()));
    out.flush();
  }

  private Map<String, Object> json() {
    Map<String, Object> measured = new LinkedHashMap<>(facts);
    figures.forEach(figure -> measured.put(figure.name(), figure.json()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bench", bench);
    json.put("figures", measured);
    json.put("bounds", bounds.stream().map(Bound::json).toList());
    json.put("holds", holds());
    return json;
  }
}
