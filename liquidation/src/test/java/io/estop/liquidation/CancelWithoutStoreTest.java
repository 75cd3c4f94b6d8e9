package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.Scope;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.store.Database;
import io.estop.store.RealPostgres;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

class CancelWithoutStoreTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final ExecutorService executor = Executors.newSingleThreadExecutor();
  private static final Instrument AAPL = new Instrument("AAPL", AssetClass.US_EQUITY);
  private final BrittleSource source = new BrittleSource(postgres.dataSource());
  private Desk desk = new Desk(postgres, executor, "first", 1);
  private LiquidationEngine engine = desk.engine();

  @BeforeEach
  void freshStop() {
    postgres.empty();
    desk = new Desk(postgres, executor, "s-1", 1);
    Database brittle = new Database(source, postgres.database().environment());
    engine = desk.engine(List.of(desk.venue), brittle);
  }

  @AfterAll
  static void stop() {
    executor.shutdownNow();
    postgres.close();
  }

  @Test
  void cancelsGoOnWhilePostgresIsDownAndNoClosingOrderIsSent() {
    desk.venue.holds("AAPL", AssetClass.US_EQUITY, "100", "150.00", "150.04");
    String foreign = desk.venue.foreign("person", AAPL, Side.SELL, "70");
    source.goDown();

    OrderCanceller.Result result = cancel();

    assertThat(result.isDone()).isTrue();
    assertThat(result.cancelled()).isEqualTo(1);
    assertThat(desk.venue.story()).containsExactly("cancel " + foreign);
    assertThatThrownBy(() -> engine.assess(desk.stop, desk.pulse))
        .isInstanceOfAny(DataAccessResourceFailureException.class, TransactionException.class);
    assertThat(desk.venue.taken("AAPL")).hasSize(1);
  }

  @Test
  void whatLooksLikeAnOrderOfAStopStaysWhileNobodyCanSay() {
    desk.venue.foreign("estop:s-9:1:1:1", AAPL, Side.SELL, "70");
    source.goDown();
    assertThat(cancel().cancelled()).isZero();
    assertThat(desk.venue.story()).isEmpty();

    source.comeBack();
    desk.clock.advance(Duration.ofSeconds(5));
    LiquidationEngine later = desk.engine();
    assertThat(later.sweep(desk.stop, Scope.firm(), "paper", desk.pulse).cancelled()).isEqualTo(1);
  }

  @Test
  void aStoreThatHangsHoldsACancelUpForTheBoundAndNoLonger() {
    String foreign = desk.venue.foreign("person", AAPL, Side.SELL, "70");
    source.hang();
    long begun = System.nanoTime();
    AtomicLong asked = new AtomicLong();
    desk.venue.betweenSteps =
        () -> {
          if (desk.venue.story().contains("cancel " + foreign)) {
            asked.compareAndSet(0, System.nanoTime());
          }
        };

    assertThat(cancel().isDone()).isTrue();

    assertThat(Duration.ofNanos(asked.get() - begun))
        .isLessThan(BoundedStore.LONGEST_WAIT.multipliedBy(3));
    source.comeBack();
  }

  @Test
  void whatWasDoneMeanwhileIsRecordedInOrderWhenTheStoreIsBack() throws InterruptedException {
    desk.venue.foreign("person", AAPL, Side.SELL, "70");
    source.goDown();
    cancel();
    assertThat(engine.unrecorded()).isEqualTo(2);
    assertThat(desk.record(desk.stop)).isEmpty();

    source.comeBack();
    sweepUntilRecorded();

    assertThat(desk.record(desk.stop)).containsExactly("CANCEL_INTENDED", "CANCEL_CONFIRMED");
  }

  /** The pause after a silent answer is by the wall clock: waited out, at most ten seconds. */
  private void sweepUntilRecorded() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (engine.unrecorded() > 0 && System.nanoTime() < end) {
      engine.sweep(desk.stop, Scope.firm(), "paper", desk.pulse);
      Thread.onSpinWait();
    }
    assertThat(engine.unrecorded()).isZero();
  }

  @Test
  void aVenueThatDoesNotAnswerIsNeverDoneWithoutAStoreEither() {
    source.goDown();
    desk.venue.silent.add("openOrders");

    assertThat(cancel().isDone()).isFalse();
  }

  private OrderCanceller.Result cancel() {
    return engine.cancelWorkingOrders(desk.stop, Scope.firm(), "paper", desk.pulse);
  }
}
