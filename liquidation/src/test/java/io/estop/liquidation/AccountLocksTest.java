package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Outcome;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import io.estop.model.trading.AssetClass;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Flag;
import io.estop.store.stop.Stops;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountLocksTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final ExecutorService executor = Executors.newSingleThreadExecutor();
  private static final String ACCOUNT = "paper/s-1";
  private Desk desk = new Desk(postgres, executor, "first", 1);
  private FakeVenue venue = desk.venue;
  private LiquidationEngine engine = desk.engine();
  private Flag flag = new Flag(postgres.database(), desk.clock);

  @BeforeEach
  void freshStop() {
    postgres.empty();
    desk = new Desk(postgres, executor, "s-1", 1);
    venue = desk.venue;
    engine = desk.engine();
    flag = new Flag(postgres.database(), desk.clock);
    hold(desk.stop, Scope.firm());
  }

  @AfterAll
  static void stop() {
    executor.shutdownNow();
    postgres.close();
  }

  @Test
  void locksAFlatAccountOnceAndUnlocksItWithItsLastOwner() {
    flat(desk.stop);
    StopId second = flatStop("s-2", "account:" + ACCOUNT);

    assertThat(engine.lockAccounts(desk.stop).changed()).containsExactly(ACCOUNT);
    assertThat(engine.lockAccounts(desk.stop).changed()).isEmpty();
    assertThat(engine.lockAccounts(second).changed()).isEmpty();
    assertThat(venue.story()).containsExactly("lock");

    assertThat(engine.unlockAccounts(desk.stop).changed()).isEmpty();
    assertThat(venue.locked).isTrue();
    assertThat(engine.unlockAccounts(second).changed()).containsExactly(ACCOUNT);
    assertThat(engine.unlockAccounts(second).changed()).isEmpty();
    assertThat(venue.story()).containsExactly("lock", "unlock");
    assertThat(desk.record(desk.stop)).contains("ACCOUNT_LOCK", "ACCOUNT_UNLOCK");
  }

  @Test
  void locksNothingBeforeItIsFlatNorWhatItCoversOnlyInPart() {
    assertThat(engine.lockAccounts(desk.stop).changed()).isEmpty();
    assertThat(engine.lockAccounts(flatStop("s-2", "symbol:AAPL")).changed()).isEmpty();
    assertThat(venue.story()).isEmpty();
  }

  @Test
  void locksNothingWhileAnyStopHasWorkThereOrTheHoldIsLoosened() {
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    StopId second = desk.begin("s-2", "symbol:AAPL");
    engine.assess(second, desk.pulse);
    flat(desk.stop);

    assertThat(engine.lockAccounts(desk.stop).failed())
        .singleElement()
        .asString()
        .contains("stop s-2 has an open claim on AAPL");

    engine.liquidate(second, 1, desk.pulse);
    Hold held = Objects.requireNonNull(flag.read().holds().get(desk.stop));
    flag.loosen(List.of(held.at(Mode.REDUCED, new BigDecimal("0.5"))), flag.read().version());
    assertThat(engine.lockAccounts(desk.stop).failed()).singleElement().asString().contains("hold");
    assertThat(venue.story()).noneMatch("lock"::equals);
  }

  @Test
  void aStopWithWorkLeftLiftsTheLockOfOthersFirst() {
    flat(desk.stop);
    engine.lockAccounts(desk.stop);
    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    Desk other = new Desk(desk, "s-2", "symbol:AAPL");

    engine.assess(other.stop, desk.pulse);
    other.round(engine);

    assertThat(venue.locked).isFalse();
    assertThat(venue.quantity("AAPL")).isZero();
    assertThat(desk.record(other.stop)).contains("ACCOUNT_UNLOCK");
    assertThat(engine.lockAccounts(desk.stop).changed()).containsExactly(ACCOUNT);
  }

  @Test
  void aLockThatSomebodyElseSetIsShownAndNeverLifted() {
    flat(desk.stop);
    venue.locked = true;

    assertThat(engine.lockAccounts(desk.stop).failed())
        .singleElement()
        .asString()
        .contains("ACCOUNT_SUSPENDED");
    assertThat(engine.unlockAccounts(desk.stop).changed()).isEmpty();

    venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    engine.assess(desk.stop, desk.pulse);
    desk.round(engine);
    assertThat(desk.row("AAPL").detail()).contains("ACCOUNT_SUSPENDED");
    assertThat(venue.locked).isTrue();
    assertThat(venue.story()).doesNotContain("lock", "unlock");
  }

  @Test
  void aVenueThatDoesNotAnswerIsSaidAndAskedAgain() {
    flat(desk.stop);
    venue.silent.add("suspend");
    assertThat(engine.lockAccounts(desk.stop).failed()).hasSize(1);

    venue.silent.clear();
    engine.lockAccounts(desk.stop);
    venue.silent.add("suspend");
    assertThat(engine.unlockAccounts(desk.stop).failed()).hasSize(1);
    assertThat(venue.locked).isTrue();

    venue.silent.clear();
    assertThat(engine.unlockAccounts(desk.stop).changed()).containsExactly(ACCOUNT);
  }

  private StopId flatStop(String stopId, String scope) {
    StopId stop = desk.begin(stopId, scope);
    hold(stop, Scope.parse(scope));
    flat(stop);
    return stop;
  }

  private void hold(StopId stop, Scope scope) {
    flag.add(Hold.halted(stop, scope, Action.FLATTEN, desk.clock.instant()));
  }

  private void flat(StopId stop) {
    new Stops(postgres.database(), desk.clock).outcome(stop, Outcome.FLAT, "twice");
  }
}
