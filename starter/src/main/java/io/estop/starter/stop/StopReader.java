package io.estop.starter.stop;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Escalations;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.store.CanonicalJson;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.ledger.LedgerRow;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import io.estop.workflows.WorkflowIds;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Finds stops; also one that was pressed and that Temporal has not begun yet. */
@Component
public final class StopReader {
  private static final int LISTED = 200;

  private final Stops stops;
  private final Ledger ledger;
  private final Outbox outbox;

  StopReader(Stops stops, Ledger ledger, Outbox outbox) {
    this.stops = stops;
    this.ledger = ledger;
    this.outbox = outbox;
  }

  /** Returns the stop with that id, or the one that a press with that id joined. */
  public Optional<StopRow> find(StopId stop) {
    return stops.find(stop).or(() -> pressed(stop));
  }

  /** Returns the newest stops, newest first. */
  List<StopRow> newest() {
    List<StopRow> begun = stops.newest(LISTED);
    Stream<StopRow> waiting =
        outbox.undelivered(LISTED).stream()
            .filter(press -> stops.find(press.stopId()).isEmpty())
            .map(StopReader::waiting);
    return Stream.concat(waiting, begun.stream())
        .sorted((left, right) -> right.pressedAt().compareTo(left.pressedAt()))
        .limit(LISTED)
        .toList();
  }

  private Optional<StopRow> pressed(StopId stop) {
    return ledger.about(LedgerEntry.stop(stop), List.of("PRESS"), 1).stream()
        .findFirst()
        .map(row -> waiting(press(stop, row)));
  }

  private static Press press(StopId stop, LedgerRow row) {
    Map<String, Object> details = CanonicalJson.read(row.details());
    return new Press(
        stop,
        Scope.parse(text(details, "scope")),
        Action.valueOf(text(details, "action")),
        new Cause(
            TriggerKind.valueOf(text(details, "trigger")), row.actor(), text(details, "reason")),
        Instant.parse(text(details, "pressedAt")));
  }

  private static String text(Map<String, Object> details, String key) {
    return String.valueOf(details.get(key));
  }

  private static StopRow waiting(Press press) {
    return new StopRow(
        press.stopId(),
        press.scope(),
        press.action(),
        press.cause(),
        press.pressedAt(),
        Phase.ACTIVATING,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        WorkflowIds.stop(press.scope()),
        "",
        List.of(),
        Optional.empty(),
        Escalations.none());
  }
}
