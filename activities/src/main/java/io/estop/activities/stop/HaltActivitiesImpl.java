package io.estop.activities.stop;

import io.estop.gate.board.Board;
import io.estop.halt.component.Acknowledgements;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.PressRefusedException;
import io.estop.model.Outcome;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.hold.PressAnswer;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.plan.Claims;
import io.estop.store.stop.Stops;
import io.estop.store.task.Tasks;
import io.estop.workflows.Handlers;
import io.estop.workflows.stop.CloseMessage;
import io.estop.workflows.stop.HaltActivities;
import io.estop.workflows.stop.PressMessage;
import io.estop.workflows.stop.StopSettings;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Holds, acknowledgements and the record of a stop. */
public final class HaltActivitiesImpl implements HaltActivities {
  private static final Logger log = LoggerFactory.getLogger(HaltActivitiesImpl.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration BOARD_CALL = Duration.ofMillis(250);

  private final HoldPlaces places;
  private final Board board;
  private final Acknowledgements acknowledgements;
  private final Ledger ledger;
  private final StopRows rows;
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
      Tasks tasks,
      StopSettings settings) {
    this.places = places;
    this.board = board;
    this.acknowledgements = acknowledgements;
    this.ledger = ledger;
    this.rows = new StopRows(database, stops, flag, claims, ledger, tasks);
    this.settings = settings;
  }

  @Override
  public Activation activate(PressMessage message, String workflowId, String runId) {
    Press press = message.toPress();
    HoldPlaces.Held held = placed(press);
    log.info("stop {} holds: {}", press.stopId(), held.places());
    boolean ended = held.answer() == PressAnswer.ENDED;
    if (held.answer() != PressAnswer.ACCEPTED && !ended) {
      // The flag is in PostgreSQL as well: asking that again now would only delay the cancels.
      boolean unheld = held.answer() == PressAnswer.NOT_KEPT;
      return new Activation(false, false, settings, unheld, null);
    }
    try {
      Recorded recorded = rows.record(message, workflowId, runId, ended);
      return new Activation(recorded.duplicate(), true, settings, false, recorded.known());
    } catch (DataAccessException | TransactionException silent) {
      log.warn("stop {} cannot be recorded yet", press.stopId(), silent);
      // The board remembers that it ended: nothing is done for it twice.
      return new Activation(ended, ended, settings, false, null);
    }
  }

  @Override
  public boolean hold(PressMessage message) {
    return asserted(message.toPress()).answer() != PressAnswer.ENDED;
  }

  @Override
  public Recorded recordStop(PressMessage message, String workflowId, String runId) {
    HoldPlaces.Held held = placed(message.toPress());
    if (held.answer() != PressAnswer.ACCEPTED && held.answer() != PressAnswer.ENDED) {
      throw ApplicationFailure.newFailure("the flag has no hold yet: " + held.places(), "NotHeld");
    }
    return rows.record(message, workflowId, runId, held.answer() == PressAnswer.ENDED);
  }

  /** Asserts the hold; a press that no place took is tried again. */
  private HoldPlaces.Held asserted(Press press) {
    HoldPlaces.Held held = placed(press);
    if (held.answer() == PressAnswer.NOT_KEPT) {
      throw ApplicationFailure.newFailure("no place holds yet: " + held.places(), "NotHeld");
    }
    return held;
  }

  /** Asks both places; a refused press fails for good. */
  private HoldPlaces.Held placed(Press press) {
    try {
      return places.hold(press);
    } catch (PressRefusedException refused) {
      throw ApplicationFailure.newNonRetryableFailureWithCause(
          String.valueOf(refused.getMessage()), Handlers.REFUSED, refused);
    }
  }

  @Override
  public Joined join(String stopId, PressMessage message) {
    Press press = message.toPress();
    PressAnswer answer = asserted(press).answer();
    if (answer == PressAnswer.ENDED) {
      return new Joined(true, false);
    }
    if (answer != PressAnswer.ACCEPTED) {
      return new Joined(false, false);
    }
    try {
      return new Joined(false, rows.join(StopId.parse(stopId), press));
    } catch (DataAccessException | TransactionException silent) {
      log.warn("press {} holds but cannot be recorded yet", press.stopId(), silent);
      return new Joined(false, false);
    }
  }

  @Override
  public void recordJoin(String stopId, PressMessage message) {
    asserted(message.toPress());
    if (!rows.join(StopId.parse(stopId), message.toPress())) {
      throw ApplicationFailure.newFailure("stop " + stopId + " has no row", "NoRow");
    }
  }

  @Override
  public void recordEscalation(EscalationChange change) {
    rows.escalation(change);
  }

  @Override
  public void recordDirective(DirectiveGiven given) {
    rows.direct(given);
  }

  @Override
  public void remark(String stopId, String event, String text) {
    ledger.append(
        new LedgerEntry(
            "engine",
            "REMARK",
            LedgerEntry.stop(StopId.parse(stopId)),
            Map.of("event", event, "text", text)));
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
    rows.enter(change);
  }

  @Override
  public void recordOutcome(String stopId, String outcome, String text, boolean again) {
    rows.outcome(StopId.parse(stopId), Outcome.valueOf(outcome), text, again);
  }

  @Override
  public boolean isHeld(String stopId) {
    return rows.isHeld(StopId.parse(stopId));
  }

  @Override
  public void end(String stopId, CloseMessage close) {
    List<StopId> ids = rows.end(StopId.parse(stopId), close);
    // The board forgets nothing by missing this: the keeper carries the flag's word to it.
    ids.forEach(id -> log.info("board end {}: {}", id, board.end(id, BOARD_CALL)));
  }
}
