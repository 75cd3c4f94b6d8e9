package io.estop.embedded.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The report of a stop as an aligned table: the largest positions by value, then the totals. */
final class StopReport {

  private static final int SHOWN = 15;
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final List<String> HEADER =
      List.of(
          "symbol", "method", "status", "quantity", "left", "average fill", "shortfall", "plan");

  private StopReport() {}

  static List<String> lines(StopView stop) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEADER);
    List<JsonNode> largestFirst =
        stop.positions().stream()
            .sorted(Comparator.comparing(StopReport::value).reversed())
            .toList();
    largestFirst.stream().limit(SHOWN).map(StopReport::row).forEach(rows::add);
    List<String> lines = new ArrayList<>(aligned(rows));
    if (largestFirst.size() > SHOWN) {
      lines.add("… and " + (largestFirst.size() - SHOWN) + " smaller positions");
    }
    lines.add("");
    lines.add(totals(stop));
    execution(stop.json().path("execution")).ifPresent(lines::add);
    return lines;
  }

  /** Returns what the fills cost, of what it consists, and what the plan expected. */
  private static Optional<String> execution(JsonNode execution) {
    JsonNode split = execution.path("shortfallSplit");
    if (!split.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        "shortfall %s (%s bp): spread %s, impact %s, timing %s, unexplained %s · plan %s"
            .formatted(
                text(execution, "shortfall"),
                text(split, "basisPoints"),
                text(split, "spread"),
                text(split, "impact"),
                text(split, "timing"),
                text(split, "unexplained"),
                text(execution, "expectedCost")));
  }

  private static String totals(StopView stop) {
    return ("positions %d: closed %d, worthless %d, dust %d, residual %d · orders sent %d in %d "
            + "rounds, working orders cancelled %d")
        .formatted(
            stop.count("positions"),
            stop.count("closed"),
            stop.count("worthless"),
            stop.count("dust"),
            stop.count("residual"),
            stop.count("ordersSent"),
            stop.count("rounds"),
            stop.count("workingOrdersCancelled"));
  }

  private static List<String> row(JsonNode position) {
    return List.of(
        text(position, "symbol"),
        text(position, "method"),
        text(position, "status"),
        text(position, "startQuantity"),
        text(position, "openQuantity"),
        text(position, "averageFill"),
        text(position, "shortfall"),
        text(position, "expectedCost"));
  }

  private static BigDecimal value(JsonNode position) {
    BigDecimal price = number(position, "arrivalMid").max(number(position, "averageFill"));
    return number(position, "startQuantity").abs().multiply(price);
  }

  private static List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[HEADER.size()];
    rows.forEach(
        row -> {
          for (int i = 0; i < widths.length; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  // Words to the left, numbers and their headings to the right.
  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      line.append(
          ("%" + (i < 3 ? "-" : "") + Math.max(1, widths[i]) + "s  ").formatted(row.get(i)));
    }
    return line.toString().stripTrailing();
  }

  private static String text(JsonNode position, String field) {
    JsonNode value = position.path(field);
    return value.isMissingNode() || value.isNull() ? "–" : value.asString("–");
  }

  private static BigDecimal number(JsonNode position, String field) {
    String text = text(position, field);
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : BigDecimal.ZERO;
  }
}
