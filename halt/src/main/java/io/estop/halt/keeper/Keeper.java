package io.estop.halt.keeper;

import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.BoardContent;
import io.estop.gate.board.Change;
import io.estop.gate.board.Limits;
import io.estop.gate.board.Reading;
import io.estop.halt.HaltTimeouts;
import io.estop.halt.keeper.KeeperDecision.CopyToFlag;
import io.estop.halt.keeper.KeeperDecision.Lease;
import io.estop.halt.keeper.KeeperDecision.Merge;
import io.estop.halt.keeper.KeeperDecision.Nothing;
import io.estop.halt.keeper.KeeperDecision.Refill;
import io.estop.halt.keeper.KeeperDecision.TakeOff;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.store.Database;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import io.estop.store.flag.Flag;
import io.estop.store.flag.FlagTruth;
import io.estop.store.flag.HoldWrite;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.stop.Stops;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares board and flag, makes both say the stricter, and renews the lease under which LIVE
 * counts. Called by one thread, once a second. Two keepers at once do no harm: scripts merge, a
 * lease names the board it was given for, an incarnation is never given twice.
 *
 * <p>A look is four steps, each of which may come late or never: {@link #see}, {@link #truth},
 * {@link KeeperDecision#of}, {@link #carryOut}.
 */
public final class Keeper {
  private static final String ACTOR = "keeper";
  private static final Limits NO_LIMITS = new Limits(BigDecimal.ZERO, BigDecimal.ZERO);

  /**
   * In looks. Limits are written anew so often, for another keeper may have written others
   * meanwhile, and gates that are gone are forgotten.
   */
  private static final int HOUSE_EVERY = 30;

  /** A gate that was silent for so long is gone; what it kept was copied long ago. */
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);

  private final Board board;
  private final Database database;
  private final Flag flag;
  private final Stops stops;
  private final Components components;
  private final Ledger ledger;
  private final HaltTimeouts timeouts;
  // Written and read by the keeper's thread alone: what it wrote lately, and for how many looks.
  private final Map<String, Limits> written = new HashMap<>();
  private int looks;
  private List<Finding> findings = List.of();

  public Keeper(Board board, Database database, Clock clock, HaltTimeouts timeouts) {
    this.board = board;
    this.database = database;
    this.flag = new Flag(database, clock);
    this.stops = new Stops(database, clock);
    this.components = new Components(database, clock);
    this.ledger = new Ledger(database, clock);
    this.timeouts = timeouts;
  }

  /**
   * What one look did.
   *
   * @param leased whether the lease was renewed
   * @param text one sentence
   * @param happened what people must hear of
   */
  public record Look(boolean leased, String text, List<Finding> happened) {
    public Look {
      happened = List.copyOf(happened);
    }

    /** One of which nobody must hear. */
    public Look(boolean leased, String text) {
      this(leased, text, List.of());
    }
  }

  /**
   * Looks once. Board unreachable is an answer; the database unreachable throws its exception, and
   * then the lease runs out.
   */
  public Look look() {
    List<Component> registered = components.all();
    Answer<Sight> seen = see(registered.stream().map(Component::name).toList());
    if (!(seen instanceof Answer.Done<Sight> done)) {
      return carryOut(new Nothing("the board does not answer: " + seen));
    }
    Sight sight = done.value();
    Truth truth = truth(sight);
    Look look = carryOut(KeeperDecision.of(sight, truth));
    // Behind the lease: limits are for REDUCED alone, and there may be many.
    findings = Findings.of(sight, truth, registered);
    keepHouse(registered);
    return look;
  }

  /**
   * Looks whether somebody else keeps, without doing anything.
   *
   * @param why this process does not
   */
  public Look watch(String why) {
    Answer<Reading> read = board.read(timeouts.keeperCall());
    if (!(read instanceof Answer.Done<Reading> done)) {
      return new Look(false, "not elected (" + why + "); the board does not answer: " + read);
    }
    boolean leased = done.value().leased();
    return new Look(
        leased, "not elected (" + why + "); " + (leased ? "a" : "no") + " lease stands");
  }

  /** Reads what Redis shows: acknowledgements, then the board with the time of Redis (R1, R6). */
  public Answer<Sight> see(List<String> expected) {
    return board
        .acknowledgements(expected, timeouts.keeperCall())
        .then(
            reports ->
                board.read(timeouts.keeperCall()).map(reading -> new Sight(reports, reading)));
  }

  /** Reads what PostgreSQL says of it, at one moment. */
  public Truth truth(Sight sight) {
    FlagTruth said = flag.readAbout(sight.stops(), Facts.NEWEST_RELEASES);
    return new Truth(said, stops.newestEnded(BoardContent.MAX_ENDED));
  }

  /** Does what was decided. May come late, and after another keeper's: then it does no harm. */
  public Look carryOut(KeeperDecision decision) {
    if (decision instanceof CopyToFlag copy) {
      return copied(copy.holds());
    }
    if (decision instanceof TakeOff stray) {
      return takenOff(stray.stops());
    }
    if (decision instanceof Refill refill) {
      return refilled(refill);
    }
    if (decision instanceof Merge merge) {
      return merged(merge);
    }
    if (decision instanceof Lease lease) {
      return leased(lease.reading());
    }
    return new Look(false, ((Nothing) decision).why());
  }

  private Look copied(List<Hold> holds) {
    List<String> held =
        holds.stream().filter(this::copy).map(hold -> hold.stopId().value()).toList();
    return new Look(false, "holds were copied to the flag: " + held);
  }

  private boolean copy(Hold hold) {
    return database.inTransaction(
        () -> {
          boolean held = flag.add(hold) == HoldWrite.HELD;
          if (held) {
            record(hold.stopId(), "HOLD_COPIED", "the flag lacked the hold on " + hold.scope());
          }
          return held;
        });
  }

  private Look takenOff(List<StopId> strays) {
    List<StopId> done = strays.stream().filter(this::takeOff).toList();
    return new Look(
        false,
        "holds of ended stops were taken off: " + done,
        done.stream()
            .map(
                stop ->
                    new Finding(
                        AlarmKind.HOLD_TAKEN_OFF, stop.value(), "a late hold was taken off"))
            .toList());
  }

  private boolean takeOff(StopId stop) {
    return database.inTransaction(
        () -> {
          boolean done = flag.takeOff(stop);
          if (done) {
            record(stop, "HOLD_TAKEN_OFF", "a late hold of an ended stop was taken off");
          }
          return done;
        });
  }

  private Look refilled(Refill refill) {
    written.clear();
    long incarnation = flag.nextIncarnation(refill.above());
    Answer<Change> done = board.refill(incarnation, refill.content(), timeouts.keeperCall());
    String text = "board refilled, for " + refill.why() + ": " + done;
    Finding lost =
        new Finding(AlarmKind.BOARD_REFILLED, board.environment().toString(), refill.why());
    // The first board of an environment was not lost: there was none.
    return new Look(false, text, incarnation == 1 ? List.of() : List.of(lost));
  }

  private Look merged(Merge merge) {
    Answer<Change> done = board.merge(merge.content(), timeouts.keeperCall());
    if (done.isDone()) {
      merge
          .releasedAgain()
          .forEach(stop -> record(stop, "RELEASE_CARRIED", "its hold was still shown: released"));
    }
    return changed("copied to the board", done);
  }

  private Look leased(Reading reading) {
    Answer<Change> renewed =
        board.renewLease(
            reading, timeouts.lease().minus(timeouts.clockMargin()), timeouts.keeperCall());
    return new Look(renewed.isDone(), renewed.isDone() ? "leased" : renewed.toString());
  }

  private static Look changed(String what, Answer<Change> answer) {
    return new Look(false, what + ": " + answer);
  }

  private void record(StopId stop, String action, String text) {
    ledger.append(new LedgerEntry(ACTOR, action, LedgerEntry.stop(stop), Map.of("text", text)));
  }

  /** Returns what people must see, as of the last look that saw anything. */
  public List<Finding> findings() {
    return findings;
  }

  private void keepHouse(List<Component> registered) {
    looks++;
    if (looks % HOUSE_EVERY == 0) {
      written.clear();
      board.tidy(
          registered.stream().map(Component::name).toList(), FORGOTTEN, timeouts.keeperCall());
    }
    writeLimits(registered);
  }

  // None are 0, for a key that is left as it was would allow what nobody registers any more.
  private void takeAwayLimits(List<Component> registered) {
    Set<String> limited =
        registered.stream()
            .filter(component -> component.maxOrderQuantity().isPresent())
            .map(Component::name)
            .collect(Collectors.toSet());
    written.keySet().stream()
        .filter(name -> !limited.contains(name))
        .toList()
        .forEach(name -> writeLimits(name, NO_LIMITS));
  }

  private void writeLimits(List<Component> expected) {
    takeAwayLimits(expected);
    for (Component component : expected) {
      if (component.maxOrderQuantity().isPresent() && component.maxPositionQuantity().isPresent()) {
        writeLimits(
            component.name(),
            new Limits(component.maxOrderQuantity().get(), component.maxPositionQuantity().get()));
      }
    }
  }

  private void writeLimits(String component, Limits limits) {
    if (!limits.equals(written.get(component))
        && board.writeLimits(component, limits, timeouts.keeperCall()).isDone()) {
      written.put(component, limits);
    }
  }
}
