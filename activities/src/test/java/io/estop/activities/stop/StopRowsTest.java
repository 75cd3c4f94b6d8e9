package io.estop.activities.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.activities.breaker.RealDatabase;
import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Outcome;
import io.estop.model.Phase;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.store.Database;
import io.estop.store.flag.Flag;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.Claims;
import io.estop.store.stop.StopRow;
import io.estop.store.stop.Stops;
import io.estop.store.task.Tasks;
import io.estop.workflows.stop.HaltActivities.PhaseChange;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the ledger has of a stop that looks at the same book again and again. */
class StopRowsTest {
  private static final StopId STOP = StopId.parse("s-1");
  private static final Instant FIRST = Instant.parse("2026-11-23T15:00:00Z");

  private final Database database = RealDatabase.fresh();

  private StopRows rowsAt(Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    return new StopRows(
        database,
        new Stops(database, clock),
        new Flag(database, clock),
        new Claims(database, clock),
        new Ledger(database, clock),
        new Tasks(database, clock));
  }

  @Test
  void aLookThatFindsTheSameIsNoLineAndStandsSinceItWasFirstFound() {
    new Stops(database, Clock.fixed(FIRST, ZoneOffset.UTC))
        .insert(
            new Press(
                STOP,
                Scope.firm(),
                Action.FLATTEN,
                new Cause(TriggerKind.ADMINISTRATOR_COMMAND, "ann", "test"),
                FIRST),
            "estop/firm",
            "run");
    rowsAt(FIRST).enter(phase(Phase.VERIFYING, false));
    rowsAt(FIRST).outcome(STOP, Outcome.RESIDUAL, "1 position open", false);

    StopRows later = rowsAt(FIRST.plusSeconds(3_000));
    for (int look = 0; look < 100; look++) {
      later.enter(phase(Phase.ASSESSING, true));
      later.enter(phase(Phase.LIQUIDATING, true));
      later.outcome(STOP, Outcome.RESIDUAL, "1 position open", true);
    }

    assertThat(ledger()).containsExactly("PHASE", "OUTCOME");
    assertThat(row().phase()).as("the row tells where it is").isEqualTo(Phase.LIQUIDATING);
    assertThat(row().outcomeAt()).contains(FIRST);

    later.outcome(STOP, Outcome.RESIDUAL, "2 positions open", true);
    later.outcome(STOP, Outcome.FLAT, "nothing", true);
    later.outcome(STOP, Outcome.FLAT, "nothing", false);
    assertThat(ledger()).containsExactly("PHASE", "OUTCOME", "OUTCOME", "OUTCOME", "OUTCOME");
  }

  private static PhaseChange phase(Phase phase, boolean again) {
    return new PhaseChange(STOP.value(), phase.name(), "text", 1, "run", again);
  }

  private StopRow row() {
    return new Stops(database, Clock.systemUTC()).find(STOP).orElseThrow();
  }

  private List<String> ledger() {
    return database
        .jdbc()
        .sql("select action from ledger where subject = 'stop/s-1' order by sequence")
        .query(String.class)
        .list();
  }
}
