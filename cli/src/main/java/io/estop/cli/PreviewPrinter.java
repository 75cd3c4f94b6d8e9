package io.estop.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Prints what a stop would do, for people: the totals, each position, what will not fit. */
final class PreviewPrinter {
  private static final String COLUMNS = "%-22s %14s %-24s %12s %8s  %s";
  private static final double MILLIS = 1000;

  private final Printer printer;

  PreviewPrinter(Printer printer) {
    this.printer = printer;
  }

  void print(JsonNode preview) {
    printer.line(total(preview));
    JsonNode positions = preview.path("positions");
    if (!positions.isEmpty()) {
      printer.line(
          String.format(COLUMNS, "SYMBOL", "QUANTITY", "METHOD", "COST", "SECONDS", "WHY"));
    }
    for (JsonNode position : positions) {
      printer.line(row(position));
    }
    int left = preview.path("totals").path("positions").asInt(0) - positions.size();
    if (left > 0) {
      printer.line("and " + left + " more, in the totals above");
    }
    for (JsonNode position : positions) {
      if (position.path("wontFit").isString()) {
        printer.line(
            "will not fit: " + text(position, "symbol") + ": " + text(position, "wontFit"));
      }
    }
    preview.path("unknown").forEach(why -> printer.line("unknown: " + why.asString("")));
    preview.path("missing").forEach(why -> printer.line("MISSING: " + why.asString("")));
    if (!preview.path("complete").asBoolean(false)) {
      printer.line("INCOMPLETE: a stop may do more than is shown");
    }
  }

  private static String total(JsonNode preview) {
    JsonNode totals = preview.path("totals");
    List<String> parts = new ArrayList<>();
    parts.add(totals.path("orders").asInt(0) + " orders to cancel");
    parts.add(totals.path("positions").asInt(0) + " positions to close");
    parts.add("expected cost " + text(totals, "expectedCost"));
    parts.add("time " + seconds(totals) + " s");
    parts.add(totals.path("expectedRequests").asInt(0) + " requests");
    parts.add(totals.path("wontFit").asInt(0) + " will not fit");
    return "FLATTEN " + text(preview, "scope") + ": " + String.join(", ", parts);
  }

  private static String row(JsonNode position) {
    return String.format(
        COLUMNS,
        text(position, "symbol"),
        text(position, "quantity"),
        text(position, "method"),
        text(position, "expectedCost"),
        seconds(position),
        text(position, "why"));
  }

  private static String seconds(JsonNode object) {
    return String.format(Locale.ROOT, "%.1f", object.path("expectedMillis").asLong(0) / MILLIS);
  }

  private static String text(JsonNode object, String field) {
    return object.path(field).asString("-");
  }
}
