package io.estop.cli;

import java.io.PrintWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Prints what the starter answered, for people. */
final class Printer {
  private static final List<String> COUNTS =
      List.of("positions", "open", "closed", "worthless", "dust", "claimed", "residual");

  private final PrintWriter out;

  Printer(PrintWriter out) {
    this.out = out;
  }

  void json(JsonNode answer) {
    out.println(answer.toPrettyString());
  }

  void line(String text) {
    out.println(text);
  }

  /** One line per stop, newest first. */
  void stops(JsonNode stops) {
    if (stops.isEmpty()) {
      out.println("no stop was ever pressed");
      return;
    }
    String columns = "%-45s %-20s %-8s %-12s %-9s %-20s %s%n";
    out.printf(columns, "STOP", "SCOPE", "ACTION", "PHASE", "OUTCOME", "PRESSED AT", "BY");
    for (JsonNode stop : stops) {
      out.printf(
          columns,
          text(stop, "stopId"),
          text(stop, "scope"),
          text(stop, "action"),
          text(stop, "phase"),
          text(stop, "outcome"),
          text(stop, "pressedAt").replaceFirst("\\.\\d+Z$", "Z"),
          text(stop, "pressedBy"));
    }
  }

  void stop(JsonNode stop) {
    field("stop", text(stop, "stopId"));
    field("scope", text(stop, "scope") + ", " + text(stop, "action"));
    field("pressed", text(stop, "pressedAt") + " by " + text(stop, "pressedBy"));
    field("reason", text(stop, "reason"));
    field("phase", text(stop, "phase"));
    field("outcome", text(stop, "outcome") + since(stop));
    if (stop.path("escalation").isObject()) {
      field("follows", follows(stop.path("escalation")));
    }
    field("workflow", text(stop, "workflowId"));
    JsonNode counts = stop.path("counts");
    StringBuilder figures = new StringBuilder();
    COUNTS.forEach(
        name -> figures.append(name).append(' ').append(counts.path(name).asInt(0)).append("  "));
    field("book", figures.toString().strip());
    field("risk", text(stop, "riskRemoved") + " of " + text(stop, "riskTotal") + " removed");
    residuals(stop.path("positions"));
    differences(stop.path("reconciliation").path("differences"));
    int tasks = counts.path("tasks").asInt(0);
    if (tasks > 0) {
      field("tasks", tasks + " wait for somebody: estop task list " + text(stop, "stopId"));
    }
  }

  private void differences(JsonNode differences) {
    for (JsonNode one : differences) {
      field(
          "differs",
          text(one, "symbol")
              + " in "
              + text(one, "account")
              + ": books "
              + text(one, "books")
              + ", venue "
              + text(one, "venue")
              + (one.path("owner").isString() ? ", of " + text(one, "owner") : ", nobody's"));
    }
  }

  /** One line per task, those first that wait for somebody. */
  void tasks(JsonNode answer) {
    if (answer.path("tasks").isEmpty()) {
      out.println("stop " + text(answer, "stopId") + " has left nothing for people");
      return;
    }
    answer.path("tasks").forEach(this::task);
    int more = answer.path("all").asInt(0) - answer.path("tasks").size();
    if (more > 0) {
      out.println("and " + more + " more");
    }
  }

  /** One task in one line. */
  void task(JsonNode task) {
    String how = task.path("how").isString() ? " " + text(task, "how") : "";
    String who =
        task.path("actor").isString()
            ? "; " + text(task, "actor") + ": " + text(task, "words")
            : "";
    String detail = text(task, "detail");
    out.printf(
        "%3d  %-13s %s %s in %s: %s%s%s%n",
        task.path("number").asInt(0),
        text(task, "state") + how,
        text(task, "quantity"),
        text(task, "symbol"),
        text(task, "account"),
        text(task, "reason"),
        detail.isEmpty() || detail.equals("-") ? "" : ", " + detail,
        who);
  }

  private static String follows(JsonNode next) {
    String deferred =
        next.path("deferredBy").isString()
            ? ", put off by " + text(next, "deferredBy") + ": " + text(next, "deferralReason")
            : "";
    return text(next, "action") + " at " + text(next, "dueAt") + " unless deferred" + deferred;
  }

  private static String since(JsonNode stop) {
    return stop.path("outcomeAt").isString() ? " since " + text(stop, "outcomeAt") : "";
  }

  private void residuals(JsonNode positions) {
    for (JsonNode position : positions) {
      if (text(position, "status").equals("RESIDUAL")) {
        field(
            "by hand",
            text(position, "symbol")
                + " "
                + text(position, "openQuantity")
                + ": "
                + text(position, "reason"));
      }
    }
  }

  void recovery(JsonNode recovery) {
    field("recovery", text(recovery, "scope") + " after stop " + text(recovery, "stopId"));
    field("state", text(recovery, "state"));
    field("trading", text(recovery, "stage"));
    field("assessment", text(recovery.path("assessment"), "text"));
    field("finding", text(recovery.path("finding"), "text"));
    JsonNode requested = recovery.path("requested");
    if (requested.isObject()) {
      field(
          "requested",
          text(requested, "stage")
              + " factor "
              + text(requested, "factor")
              + " by "
              + text(requested, "requester"));
      field("to approve", text(requested, "approvalHash"));
    }
    for (JsonNode step : recovery.path("history")) {
      field("step", step.asString(""));
    }
  }

  private void field(String name, String value) {
    out.printf("%-11s %s%n", name, value);
  }

  private static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isNull() || value.isMissingNode() ? "-" : value.asString("-");
  }
}
