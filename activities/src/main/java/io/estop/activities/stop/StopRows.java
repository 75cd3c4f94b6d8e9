package io.estop.activities.stop;

import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.liquidation.Directive;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.Claims;
import io.estop.store.plan.DirectiveRows;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import io.estop.store.task.Tasks;
import io.estop.workflows.stop.CloseMessage;
import io.estop.workflows.stop.HaltActivities.DirectiveGiven;
import io.estop.workflows.stop.HaltActivities.EscalationChange;
import io.estop.workflows.stop.HaltActivities.KnownStop;
import io.estop.workflows.stop.HaltActivities.PhaseChange;
import io.estop.workflows.stop.HaltActivities.Recorded;
import io.estop.workflows.stop.PressMessage;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A stop's row and its ledger, changed together. Each change may be repeated. */
final class StopRows {
  private final Database database;
  private final Stops stops;
  private final Flag flag;
  private final Claims claims;
  private final Ledger ledger;
  private final DirectiveRows directives;
  private final Tasks tasks;

  StopRows(Database database, Stops stops, Flag flag, Claims claims, Ledger ledger, Tasks tasks) {
    this.database = database;
    this.stops = stops;
    this.flag = flag;
    this.claims = claims;
    this.ledger = ledger;
    this.directives = new DirectiveRows(database);
    this.tasks = tasks;
  }

  // ---- the beginning

  /**
   * Records that a run carries a stop: a new one, or the one that lives on the scope already. A
   * scope has one live stop, whichever of its presses a new run begins with.
   *
   * @param over whether the hold of the press is known to be released or its stop to have ended
   */
  Recorded record(PressMessage message, String workflowId, String runId, boolean over) {
    Press press = message.toPress();
    return database.inTransaction(
        () -> over ? recordOver(press.stopId(), runId) : recordLive(press, workflowId, runId));
  }

  private Recorded recordOver(StopId pressed, String runId) {
    Optional<StopRow> row = stops.find(pressed).filter(found -> found.endedAt().isEmpty());
    if (row.isEmpty()) {
      return new Recorded(true, null);
    }
    StopRow live = row.get();
    if (holds(live)) {
      // A press that joined still holds: the stop that it joined goes on for it.
      return carriedOn(live, runId);
    }
    // Released while no run was there to end it.
    end(live.stopId(), new CloseMessage("recovery", "a recovery released the hold"));
    return new Recorded(true, null);
  }

  private Recorded recordLive(Press press, String workflowId, String runId) {
    Optional<StopRow> live = stops.liveOn(press.scope());
    if (live.isPresent()) {
      return carriedOn(live.get(), runId);
    }
    stops.insert(press, workflowId, runId);
    ledger.append(phase(press.stopId(), Phase.ACTIVATING, "the stop is running in Temporal", 0));
    return new Recorded(false, null);
  }

  private Recorded carriedOn(StopRow row, String runId) {
    stops.carriedOnBy(row.stopId(), runId);
    KnownStop known =
        new KnownStop(
            PressMessage.of(
                new Press(row.stopId(), row.scope(), row.action(), row.cause(), row.pressedAt())),
            row.action(),
            row.phase(),
            row.outcome().orElse(null),
            row.rounds(),
            row.escalations(),
            row.aliases().stream().map(StopId::value).toList(),
            row.runId().equals(runId));
    return new Recorded(false, known);
  }

  /** Stores a press that joined; returns false where the stop has no row yet. */
  boolean join(StopId stop, Press press) {
    return database.inTransaction(() -> joinRow(stop, press));
  }

  private boolean joinRow(StopId stop, Press press) {
    Optional<StopRow> found = stops.find(stop);
    if (found.isEmpty()) {
      return false;
    }
    StopRow row = found.get();
    if (row.endedAt().isPresent()) {
      // Its alias would make the press's own hold count as ended.
      throw ApplicationFailure.newNonRetryableFailure(
          "stop " + stop + " has ended: press " + press.stopId() + " did not join", "ENDED");
    }
    if (!row.aliases().contains(press.stopId()) || !row.action().includes(press.action())) {
      if (press.stopId().equals(stop)) {
        stops.escalate(stop, row.action().furthest(press.action()));
      } else {
        stops.join(stop, press, row.action().furthest(press.action()));
      }
      ledger.append(joined(stop, press));
    }
    return true;
  }

  private static LedgerEntry joined(StopId stop, Press press) {
    return new LedgerEntry(
        press.cause().actor(),
        "JOIN",
        LedgerEntry.stop(stop),
        Map.of(
            "text", "press " + press.stopId() + " joined, asking for " + press.action(),
            "press", press.stopId().value(),
            "action", press.action().name(),
            "reason", press.cause().reason()));
  }

  // ---- on the way

  void enter(PhaseChange change) {
    StopId stop = StopId.parse(change.stopId());
    Phase entered = Phase.valueOf(change.phase());
    database.runInTransaction(
        () -> {
          boolean lives =
              stops.enter(stop, entered, change.round(), Optional.ofNullable(change.runId()));
          if (lives && !change.again()) {
            ledger.append(phase(stop, entered, change.text(), change.round()));
          }
        });
  }

  /** Keeps what the venues showed; the same again stands since it was first found. */
  void outcome(StopId stop, Outcome found, String text, boolean again) {
    database.runInTransaction(
        () -> {
          if (again && isKnown(stop, found, text)) {
            return;
          }
          stops.outcome(stop, found, text);
          ledger.append(
              new LedgerEntry(
                  "engine",
                  "OUTCOME",
                  LedgerEntry.stop(stop),
                  Map.of("outcome", found.name(), "text", text)));
        });
  }

  private boolean isKnown(StopId stop, Outcome found, String text) {
    return stops
        .find(stop)
        .filter(row -> row.outcome().equals(Optional.of(found)))
        .filter(row -> row.outcomeText().equals(text))
        .isPresent();
  }

  private static LedgerEntry phase(StopId stop, Phase phase, String text, int round) {
    return new LedgerEntry(
        "engine",
        "PHASE",
        LedgerEntry.stop(stop),
        Map.of("phase", phase.name(), "text", text, "round", round));
  }

  void escalation(EscalationChange change) {
    StopId stop = StopId.parse(change.stopId());
    database.runInTransaction(
        () -> {
          StopRow row = existing(stop);
          if (row.escalations().equals(change.escalations())
              && row.action().includes(change.action())) {
            return;
          }
          stops.escalate(stop, row.action().furthest(change.action()));
          stops.escalations(stop, change.escalations());
          ledger.append(escalated(stop, change));
        });
  }

  private static LedgerEntry escalated(StopId stop, EscalationChange change) {
    Map<String, Object> details = new HashMap<>();
    details.put("event", change.event());
    details.put("text", change.text());
    details.put("action", change.action().name());
    change
        .escalations()
        .next()
        .ifPresent(
            next -> {
              details.put("follows", next.action().name());
              details.put("dueAt", next.dueAt().toString());
            });
    return new LedgerEntry(change.actor(), "ESCALATION", LedgerEntry.stop(stop), details);
  }

  /** Keeps what a person told the stop, with its record; the same request again changes nothing. */
  void direct(DirectiveGiven given) {
    StopId stop = StopId.parse(given.stopId());
    Directive directive = given.message().toDirective(given.kind(), given.givenAt());
    database.runInTransaction(
        () -> {
          if (directives.add(stop, given.id(), directive)) {
            ledger.append(directed(stop, directive));
            tasks.told(stop, directive);
          }
        });
  }

  private static LedgerEntry directed(StopId stop, Directive directive) {
    Map<String, Object> details = new HashMap<>();
    details.put("kind", directive.kind().name());
    details.put("text", directive.reason());
    directive.account().ifPresent(account -> details.put("account", account.toString()));
    directive.symbol().ifPresent(symbol -> details.put("symbol", symbol));
    return new LedgerEntry(directive.actor(), "DIRECTIVE", LedgerEntry.stop(stop), details);
  }

  // ---- the end

  boolean isHeld(StopId stop) {
    return holds(existing(stop));
  }

  private boolean holds(StopRow row) {
    Set<StopId> held = flag.read().holds().keySet();
    return ids(row).stream().anyMatch(held::contains);
  }

  /** Ends a stop; returns the ids under which it was pressed. */
  List<StopId> end(StopId stop, CloseMessage close) {
    return database.inTransaction(
        () -> {
          StopRow row = existing(stop);
          stops.end(stop);
          claims.release(stop);
          tasks.leave(stop, close.actor(), close.reason());
          ledger.append(
              new LedgerEntry(
                  close.actor(),
                  "CLOSE",
                  LedgerEntry.stop(stop),
                  Map.of("text", close.reason(), "phase", Phase.CLOSED.name())));
          return ids(row);
        });
  }

  private static List<StopId> ids(StopRow row) {
    List<StopId> ids = new ArrayList<>(row.aliases());
    ids.add(row.stopId());
    return ids;
  }

  private StopRow existing(StopId stop) {
    return stops
        .find(stop)
        .orElseThrow(() -> ApplicationFailure.newFailure("stop " + stop + " has no row", "NoRow"));
  }
}
