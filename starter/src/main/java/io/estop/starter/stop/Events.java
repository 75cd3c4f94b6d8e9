package io.estop.starter.stop;

import io.estop.model.StopId;
import io.estop.starter.stop.StopJson.EventJson;
import io.estop.store.CanonicalJson;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.ledger.LedgerRow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The steps of a stop, as its ledger rows tell them. */
final class Events {
  private static final int NEWEST = 200;
  private static final List<String> SHOWN =
      List.of(
          "PRESS",
          "JOIN",
          "ESCALATION",
          "REMARK",
          "ORDERS_UNATTRIBUTED",
          "ORDERS_STUBBORN",
          "PHASE",
          "OUTCOME",
          "NOTICE",
          "CLOSE",
          "STAGE",
          "PLAN",
          "ACKNOWLEDGEMENTS",
          "CANCEL_CONFIRMED",
          "ADOPT",
          "RESTART",
          "DIRECTIVE",
          "TASKS",
          "BOOKS_DIFFER",
          "BOOKS_FOLLOWED",
          "BREAK_GLASS");

  private Events() {}

  /** Returns the newest steps, oldest first. */
  static List<EventJson> of(Ledger ledger, StopId stop) {
    return ledger.about(LedgerEntry.stop(stop), SHOWN, NEWEST).stream().map(Events::event).toList();
  }

  static EventJson event(LedgerRow row) {
    Map<String, Object> details = CanonicalJson.read(row.details());
    return new EventJson(
        row.recordedAt().toString(),
        details.containsKey("phase") ? String.valueOf(details.get("phase")) : row.action(),
        text(row, details));
  }

  private static String text(LedgerRow row, Map<String, Object> details) {
    if (row.action().equals("PRESS")) {
      return row.actor()
          + " pressed "
          + details.get("action")
          + " of "
          + details.get("scope")
          + ": "
          + details.get("reason");
    }
    if (row.action().equals("DIRECTIVE")) {
      return row.actor()
          + " told it to "
          + details.get("kind")
          + " "
          + details.getOrDefault("symbol", "every position")
          + ": "
          + details.get("text");
    }
    if (row.action().equals("TASKS") && !row.actor().equals("engine")) {
      return row.actor() + ": " + details.get("text") + " · " + details.get("tasks");
    }
    String outcome = details.containsKey("outcome") ? details.get("outcome") + ": " : "";
    Object text = details.get("text");
    return outcome + (text == null ? figures(details) : text);
  }

  // A row without a sentence: its single values; lists stay in the ledger.
  private static String figures(Map<String, Object> details) {
    return details.entrySet().stream()
        .filter(entry -> !(entry.getValue() instanceof Collection))
        .filter(entry -> !(entry.getValue() instanceof Map))
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
