package io.estop.activities.recovery;

import io.estop.activities.recovery.FlagChange.Asked;
import io.estop.breaker.watch.Rearm;
import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.EnvironmentId;
import io.estop.model.Escalations;
import io.estop.model.Phase;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.model.recovery.Stage;
import io.estop.modelcheck.postgres.FlagRows;
import io.estop.modelcheck.postgres.MemoryPostgres;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.recovery.Approvals;
import io.estop.store.stop.StopRow;
import io.estop.workflows.recovery.RecoveryActivities.ApprovedStage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A recovery that loosens stage by stage, with calls that come late and twice, against a breaker
 * that trips meanwhile (rule R11): the real flag, approvals and changes of the flag. Nothing may be
 * looser than what people approved since the last trip.
 */
public final class StagesUnderCheck {
  private static final Scope SCOPE = Scope.parse("firm");
  private static final StopId STOP = StopId.parse("A");
  private static final StopId TRIP = StopId.parse("B");
  private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

  private final MemoryPostgres postgres = new MemoryPostgres();
  private final Flag flag;
  private final FlagChange change;
  private final StopId tripsUnder;

  private StagesUnderCheck(boolean ownHold) {
    Database database = new Database(postgres.dataSource(), EnvironmentId.parse("model"));
    this.flag = new Flag(database, CLOCK);
    Ledger ledger = new Ledger(database, CLOCK);
    this.change =
        new FlagChange(database, flag, new Approvals(database, CLOCK), noBreaker(), ledger);
    this.tripsUnder = ownHold ? TRIP : STOP;
  }

  // Asked for its base alone, and only for LIVE, which no stage here is.
  @SuppressWarnings("NullAway")
  private static Rearm noBreaker() {
    return null;
  }

  /**
   * One state.
   *
   * @param rows of the flag
   * @param approvals given so far, each as it was bound
   * @param allowed what people approved since the last trip
   * @param tripped whether the breaker has
   */
  private record State(
      FlagRows rows, List<Given> approvals, Mode allowed, boolean tripped, List<String> trace) {

    Object key() {
      return List.of(rows, approvals, allowed, tripped);
    }
  }

  /**
   * One approval.
   *
   * @param stage what it is for
   * @param version of the flag that it was bound to
   * @param number which one
   * @param calls how often it was carried out so far
   * @param beforeTrip whether it was given before the last trip
   */
  private record Given(Stage stage, long version, int number, int calls, boolean beforeTrip) {}

  /**
   * Explores.
   *
   * @param words "own" where a trip presses under an id of its own, else "same"
   * @return verdict, states, 0, what is broken, then the trace
   */
  public static String[] explore(String... words) {
    StagesUnderCheck world = new StagesUnderCheck(words[0].equals("own"));
    List<State> open = new ArrayList<>(List.of(world.first()));
    Set<Object> seen = new HashSet<>();
    while (!open.isEmpty()) {
      List<State> next = new ArrayList<>();
      for (State state : open) {
        if (seen.add(state.key())) {
          if (world.loosest(state).compareTo(state.allowed()) < 0) {
            return told(
                "VIOLATED", seen.size(), broken(world.loosest(state), state), state.trace());
          }
          world.follow(state, next);
        }
      }
      open = next;
    }
    return told("HOLDS", seen.size(), "", List.of());
  }

  private static String broken(Mode mode, State state) {
    return "the flag says "
        + mode
        + ", people approved "
        + state.allowed()
        + " since the last trip";
  }

  private static String[] told(String verdict, int states, String broken, List<String> trace) {
    List<String> told = new ArrayList<>(List.of(verdict, Integer.toString(states), "0", broken));
    told.addAll(trace);
    return told.toArray(String[]::new);
  }

  private State first() {
    postgres.restore(FlagRows.empty());
    flag.add(Hold.halted(STOP, SCOPE, Action.HALT, Instant.EPOCH));
    return new State(postgres.rows(), List.of(), Mode.HALTED, false, List.of());
  }

  private Mode loosest(State state) {
    postgres.restore(state.rows());
    return flag.read().holds().values().stream().map(Hold::mode).reduce(Mode.LIVE, Mode::strictest);
  }

  private void follow(State state, List<State> next) {
    if (!state.tripped()) {
      next.add(trip(state));
    }
    if (state.approvals().size() < 3) {
      for (Stage stage : List.of(Stage.MONITORING, Stage.PAPER)) {
        approve(state, stage).ifPresent(next::add);
      }
    }
    for (Given given : state.approvals()) {
      if (given.calls() < 2) {
        next.add(carryOut(state, given));
      }
    }
  }

  private State trip(State state) {
    postgres.restore(state.rows());
    flag.add(Hold.halted(tripsUnder, SCOPE, Action.HALT, Instant.EPOCH));
    List<Given> old =
        state.approvals().stream()
            .map(
                given ->
                    new Given(given.stage(), given.version(), given.number(), given.calls(), true))
            .toList();
    return new State(
        postgres.rows(), old, Mode.HALTED, true, and(state, "the breaker trips: all is HALTED"));
  }

  private Optional<State> approve(State state, Stage stage) {
    postgres.restore(state.rows());
    try {
      long version = change.bind(row(), new Asked("anna", stage, factor(stage))).flagVersion();
      int number = state.approvals().size() + 1;
      List<Given> more = new ArrayList<>(state.approvals());
      more.add(new Given(stage, version, number, 0, false));
      return Optional.of(
          new State(
              postgres.rows(),
              List.copyOf(more),
              state.allowed(),
              state.tripped(),
              and(state, stage + " is requested and approved, bound to version " + version)));
    } catch (io.temporal.failure.ApplicationFailure refused) {
      return Optional.empty();
    }
  }

  private State carryOut(State state, Given given) {
    postgres.restore(state.rows());
    FlagChange.Changed done = change.apply(row(), stage(given));
    List<Given> after = new ArrayList<>(state.approvals());
    after.set(
        given.number() - 1,
        new Given(
            given.stage(), given.version(), given.number(), given.calls() + 1, given.beforeTrip()));
    Mode allowed = state.allowed();
    if (done.done() && !given.beforeTrip() && given.stage().mode().compareTo(allowed) < 0) {
      allowed = given.stage().mode();
    }
    String when = given.calls() > 0 ? "again: " : "";
    return new State(
        postgres.rows(),
        List.copyOf(after),
        allowed,
        state.tripped(),
        and(state, "approval " + given.number() + " is carried out, " + when + done.text()));
  }

  private static List<String> and(State state, String what) {
    List<String> longer = new ArrayList<>(state.trace());
    longer.add(what);
    return longer;
  }

  private static ApprovedStage stage(Given given) {
    return new ApprovedStage(
        SCOPE.toString(),
        STOP.value(),
        given.stage().name(),
        factor(given.stage()).toPlainString(),
        "anna",
        "ben",
        given.version(),
        "hash-" + given.number(),
        "");
  }

  private static BigDecimal factor(Stage stage) {
    return stage == Stage.REDUCED ? new BigDecimal("0.5") : BigDecimal.ONE;
  }

  private static StopRow row() {
    return new StopRow(
        STOP,
        SCOPE,
        Action.HALT,
        new Cause(TriggerKind.ADMINISTRATOR_COMMAND, "anna", "model"),
        Instant.EPOCH,
        Phase.HOLDING,
        Optional.empty(),
        "",
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        "",
        "",
        List.of(TRIP),
        Optional.empty(),
        Escalations.none());
  }
}
