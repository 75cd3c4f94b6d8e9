package io.estop.halt.supervise;

import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardState;
import io.estop.gate.board.Reading;
import io.estop.halt.press.KeptPresses;
import io.estop.model.Action;
import io.estop.model.Press;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.store.Database;
import io.estop.store.flag.Adopted;
import io.estop.store.flag.Flag;
import io.estop.store.flag.HoldWrite;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a stop to a hold that has none: break-glass put it there, or the keeper copied it from the
 * board. The press goes into the outbox, in one transaction with its record, so that it is adopted
 * once; whoever pressed is told of later and then stands in the record. Called by one thread.
 */
public final class Adoption {
  private static final Logger log = LoggerFactory.getLogger(Adoption.class);
  private static final int AT_ONCE = 50;
  private static final Duration BOARD_CALL = Duration.ofMillis(500);

  private final Database database;
  private final Board board;
  private final KeptPresses kept;
  private final Flag flag;
  private final Outbox outbox;
  private final Ledger ledger;
  private final Clock clock;
  private final Duration grace;
  // Written and read by the one thread that looks: since when a hold is seen without a stop.
  private final Map<StopId, Instant> seen = new HashMap<>();

  /**
   * @param kept presses of this process that are on their way to the flag
   * @param grace how long a press has to arrive behind its hold
   */
  public Adoption(Database database, Board board, KeptPresses kept, Clock clock, Duration grace) {
    this.database = database;
    this.board = board;
    this.kept = kept;
    this.flag = new Flag(database, clock);
    this.outbox = new Outbox(database, clock);
    this.ledger = new Ledger(database, clock);
    this.clock = clock;
    this.grace = grace;
  }

  /**
   * Looks once; returns the stops that were adopted. Throws what PostgreSQL throws while it is not
   * there.
   */
  public List<StopId> look() {
    List<Hold> orphans = flag.orphans(AT_ONCE);
    seen.keySet().retainAll(orphans.stream().map(Hold::stopId).collect(Collectors.toSet()));
    Instant now = clock.instant();
    List<Hold> due =
        orphans.stream()
            .filter(hold -> kept.find(hold.stopId()).isEmpty())
            .filter(
                hold -> !now.isBefore(seen.computeIfAbsent(hold.stopId(), id -> now).plus(grace)))
            .toList();
    return due.isEmpty() ? List.of() : adopt(due);
  }

  // The flag may have forgotten a stop that the board knows as ended: that one is not begun again.
  private List<StopId> adopt(List<Hold> due) {
    if (!(board.read(BOARD_CALL) instanceof Answer.Done<Reading> reading)
        || !(reading.value().board() instanceof BoardState state)) {
      log.warn("{} holds have no stop; they are adopted once the board can be read", due.size());
      return List.of();
    }
    Set<StopId> ended = new HashSet<>(state.content().ended());
    return due.stream()
        .filter(hold -> !ended.contains(hold.stopId()))
        .filter(this::adopt)
        .map(Hold::stopId)
        .toList();
  }

  private boolean adopt(Hold hold) {
    // One that a recovery has begun to loosen is held as it is: nobody asked to close anything now.
    Action action = hold.mode() == Mode.HALTED ? hold.action() : Action.HALT;
    Press press =
        new Press(
            hold.stopId(),
            hold.scope(),
            action,
            Adopted.cause("a hold was found that no press is known of"),
            hold.heldAt());
    boolean adopted =
        database.inTransaction(
            () -> {
              // Adds nothing, but takes the flag's lock and says whether the stop is over.
              if (flag.add(hold) != HoldWrite.HELD || !outbox.keep(press)) {
                return false;
              }
              ledger.append(adoption(hold, action));
              return true;
            });
    if (adopted) {
      log.warn(
          "hold {} of {} had no stop and was adopted: {}", hold.stopId(), hold.scope(), action);
    }
    return adopted;
  }

  private static LedgerEntry adoption(Hold hold, Action action) {
    return new LedgerEntry(
        "supervisor",
        "ADOPT",
        LedgerEntry.stop(hold.stopId()),
        Map.of(
            "text", "a hold of " + hold.scope() + " without a stop was adopted: " + action,
            "scope", hold.scope().toString(),
            "action", action.name(),
            "heldAt", hold.heldAt().toString()));
  }
}
