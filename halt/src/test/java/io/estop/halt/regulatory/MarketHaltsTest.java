package io.estop.halt.regulatory;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.gate.RealRedis;
import io.estop.gate.board.Board;
import io.estop.halt.Loop;
import io.estop.halt.Loops;
import io.estop.halt.press.HoldPlaces;
import io.estop.halt.press.PressResult;
import io.estop.model.EnvironmentId;
import io.estop.model.Press;
import io.estop.model.RegulatoryOrder;
import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import io.estop.model.TriggerKind;
import io.estop.model.trading.MarketHalt;
import io.estop.store.Database;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.flag.Flag;
import io.estop.store.flag.Outbox;
import io.estop.store.ledger.Ledger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A market's halt presses once, on a real database and board. */
class MarketHaltsTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final RealRedis redis = RealRedis.start();
  private static final ExecutorService pool = Executors.newFixedThreadPool(4);

  private final MovedClock clock = new MovedClock();
  private final Database database = postgres.database();
  private final Flag flag = new Flag(database, clock);
  private final Outbox outbox = new Outbox(database, clock);
  private final BlockingQueue<Press> pressed = new LinkedBlockingQueue<>();
  private Optional<MarketHalt> halt = Optional.empty();
  private final MarketHalts halts =
      new MarketHalts(
          new MarketHalts.Source(Scope.parse("venue:paper"), () -> halt), this::press, flag, clock);

  @BeforeEach
  void empty() {
    postgres.empty();
  }

  @AfterAll
  static void stop() {
    pool.shutdownNow();
    redis.close();
    postgres.close();
  }

  @Test
  void aHaltPressesOnceItsEndReleasesNothingAndTheNextOnePressesAgain() {
    halts.turn();
    boolean heldBefore = !flag.read().holds().isEmpty();
    halt = Optional.of(new MarketHalt("paper", "level 1, 7 %", clock.instant()));

    halts.turn();
    halts.turn();
    halt = Optional.empty();
    halts.turn();
    int afterOne = flag.read().holds().size();
    halt =
        Optional.of(
            new MarketHalt("paper", "level 2, 13 %", clock.instant().plus(Duration.ofHours(1))));
    halts.turn();

    assertThat(heldBefore).isFalse();
    assertThat(afterOne).isEqualTo(1);
    assertThat(flag.read().holds()).hasSize(2);
    Press pressed = outbox.undelivered(9).get(0);
    assertThat(pressed.cause().trigger()).isEqualTo(TriggerKind.REGULATORY_ACTION);
    assertThat(RegulatoryOrder.in(pressed.cause().reason()))
        .get()
        .satisfies(
            order -> {
              assertThat(order.authority()).isEqualTo("paper");
              assertThat(order.reference()).startsWith("market-wide halt of 2026-11-23");
            });
  }

  @Test
  void aMarketThatHangsOrFailsKeepsNoOtherFromBeingAsked() throws InterruptedException {
    CountDownLatch hung = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    MarketHalt word = new MarketHalt("b", "level 3, 20 %", clock.instant());
    Loops loops =
        new Loops(
            List.of(
                loop(
                    "a",
                    () -> {
                      hung.countDown();
                      return hangs(never);
                    }),
                loop(
                    "c",
                    () -> {
                      throw new IllegalStateException("malformed");
                    }),
                loop(
                    "b",
                    () -> {
                      awaits(hung);
                      return Optional.of(word);
                    })));

    try (loops) {
      loops.start();

      assertThat(pressed.poll(20, TimeUnit.SECONDS))
          .isNotNull()
          .satisfies(press -> assertThat(press.scope()).hasToString("venue:b"));
      assertThat(never.getCount()).isOne();
    }
  }

  private Loop loop(String venue, Supplier<Optional<MarketHalt>> word) {
    MarketHalts.Source source = new MarketHalts.Source(new Scope(ScopeKind.VENUE, venue), word);
    MarketHalts market = new MarketHalts(source, this::press, flag, clock);
    return new Loop("market-halts", Duration.ofHours(1), market::turn, new SimpleMeterRegistry());
  }

  private static Optional<MarketHalt> hangs(CountDownLatch never) {
    awaits(never);
    return Optional.empty();
  }

  private static void awaits(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private PressResult press(Press press) {
    Board board = Board.of(EnvironmentId.parse("test"), redis.client());
    HoldPlaces.Held held =
        new HoldPlaces(
                board,
                database,
                flag,
                outbox,
                new Ledger(database, clock),
                pool,
                Duration.ofSeconds(2))
            .hold(press);
    pressed.add(press);
    return new PressResult(
        press.stopId(), press.scope(), press.action(), held.answer(), held.places(), "");
  }
}
