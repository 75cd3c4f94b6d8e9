package io.estop.activities.stop;

import io.estop.gate.board.Board;
import io.estop.halt.component.Acknowledgements;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.PressRefusedException;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.Claims;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import io.estop.workflows.Handlers;
import io.estop.workflows.stop.CloseMessage;
import io.estop.workflows.stop.HaltActivities;
import io.estop.workflows.stop.PressMessage;
import io.estop.workflows.stop.StopSettings;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Holds, acknowledgements and the record of a stop. */
public final class HaltActivitiesImpl implements HaltActivities {
  private static final Logger log = LoggerFactory.getLogger(HaltActivitiesImpl.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration BOARD_CALL = Duration.ofMillis(250);

  private final HoldPlaces places;
  private final Board board;
  private final Flag flag;
  private final Acknowledgements acknowledgements;
  private final Database database;
  private final Stops stops;
  private final Claims claims;
  private final Ledger ledger;
  private final StopSettings settings;

  public HaltActivitiesImpl(
      HoldPlaces places,
      Board board,
      Flag flag,
      Acknowledgements acknowledgements,
      Database database,
      Stops stops,
      Claims claims,
      Ledger ledger,
      StopSettings settings) {
    this.places = places;
    this.board = board;
    this.flag = flag;
    this.acknowledgements = acknowledgements;
    this.database = database;
    this.stops = stops;
    this.claims = claims;
    this.ledger = ledger;
    this.settings = settings;
  }

  @Override
  public Activation activate(PressMessage message, String workflowId, String runId) {
    Press press = message.toPress();
    HoldPlaces.Held held = held(press);
    if (held.answer() == PressAnswer.ENDED) {
      return new Activation(true, true, settings);
    }
    log.info("stop {} holds: {}", press.stopId(), held.places());
    database.runInTransaction(
        () -> {
          boolean first = stops.find(press.stopId()).isEmpty();
          stops.insert(press, workflowId, runId);
          if (first) {
            ledger.append(
                phase(press.stopId(), Phase.ACTIVATING, "the stop is running in Temporal", 0));
          }
        });
    return new Activation(false, true, settings);
  }

  /** Asserts the hold; a refused press fails for good, one that no place took is tried again. */
  private HoldPlaces.Held held(Press press) {
    try {
      HoldPlaces.Held held = places.hold(press);
      if (held.answer() == PressAnswer.NOT_KEPT) {
        throw ApplicationFailure.newFailure("no place holds yet: " + held.places(), "NotHeld");
      }
      return held;
    } catch (PressRefusedException refused) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          String.valueOf(refused.getMessage()), Handlers.REFUSED, refused);
    }
  }

  @Override
  public void join(String stopId, PressMessage message) {
    Press press = message.toPress();
    StopId stop = StopId.parse(stopId);
    held(press);
    database.runInTransaction(
        () -> {
          StopRow row = existing(stop);
          if (!row.aliases().contains(press.stopId()) || !row.action().includes(press.action())) {
            if (press.stopId().equals(stop)) {
              stops.escalate(stop, row.action().furthest(press.action()));
            } else {
              stops.join(stop, press, row.action().furthest(press.action()));
            }
            ledger.append(joined(stop, press));
          }
        });
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

  private StopRow existing(StopId stop) {
    return stops
        .find(stop)
        .orElseThrow(() -> ApplicationFailure.newFailure("stop " + stop + " has no row", "NoRow"));
  }

  @Override
  public Acknowledged awaitAcknowledgements(String stopId, long withinMillis) {
    StopId stop = StopId.parse(stopId);
    long deadline = System.nanoTime() + Duration.ofMillis(withinMillis).toNanos();
    Acknowledgements.Heard heard = acknowledgements.readOnce(stop);
    while (!heard.silent().isEmpty() && System.nanoTime() < deadline) {
      Pauses.pause(BETWEEN_LOOKS);
      heard = acknowledgements.readOnce(stop);
    }
    acknowledgements.alarm(stop, heard);
    ledger.append(
        new LedgerEntry(
            "engine", "ACKNOWLEDGEMENTS", LedgerEntry.stop(stop), acknowledgements.told(heard)));
    return new Acknowledged(heard.expected(), heard.silent());
  }

  @Override
  public void enterPhase(PhaseChange change) {
    StopId stop = StopId.parse(change.stopId());
    Phase entered = Phase.valueOf(change.phase());
    database.runInTransaction(
        () -> {
          stops.enter(stop, entered, change.round(), Optional.ofNullable(change.runId()));
          ledger.append(phase(stop, entered, change.text(), change.round()));
        });
  }

  private static LedgerEntry phase(StopId stop, Phase phase, String text, int round) {
    return new LedgerEntry(
        "engine",
        "PHASE",
        LedgerEntry.stop(stop),
        Map.of("phase", phase.name(), "text", text, "round", round));
  }

  @Override
  public void recordOutcome(String stopId, String outcome, String text) {
    StopId stop = StopId.parse(stopId);
    database.runInTransaction(
        () -> {
          stops.outcome(stop, Outcome.valueOf(outcome), text);
          ledger.append(
              new LedgerEntry(
                  "engine",
                  "OUTCOME",
                  LedgerEntry.stop(stop),
                  Map.of("outcome", outcome, "text", text)));
        });
  }

  @Override
  public boolean isHeld(String stopId) {
    Set<StopId> held = flag.read().holds().keySet();
    return ids(existing(StopId.parse(stopId))).stream().anyMatch(held::contains);
  }

  @Override
  public void end(String stopId, CloseMessage close) {
    StopId stop = StopId.parse(stopId);
    List<StopId> ids = database.inTransaction(() -> endRow(stop, close));
    // The board forgets nothing by missing this: the keeper carries the flag's word to it.
    ids.forEach(id -> log.info("board end {}: {}", id, board.end(id, BOARD_CALL)));
  }

  private List<StopId> endRow(StopId stop, CloseMessage close) {
    StopRow row = existing(stop);
    stops.end(stop);
    claims.release(stop);
    ledger.append(
        new LedgerEntry(
            close.actor(),
            "CLOSE",
            LedgerEntry.stop(stop),
            Map.of("text", close.reason(), "phase", Phase.CLOSED.name())));
    return ids(row);
  }

  private static List<StopId> ids(StopRow row) {
    List<StopId> ids = new ArrayList<>(row.aliases());
    ids.add(row.stopId());
    return ids;
  }
}
