package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.AssetClass;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.ledger.Ledger;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Seeded worlds with every trouble at once, with and without crashes; a failing seed is named. More
 * of them: {@code -Destop.worlds.seconds=60}.
 */
class NeverSellsTwiceTest {
  private static final RealPostgres postgres = RealPostgres.start();
  private static final ExecutorService executor = Executors.newSingleThreadExecutor();
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("estop.worlds.seconds", 9));
  private static final int MOST_ROUNDS = 60;

  @AfterAll
  static void stop() {
    executor.shutdownNow();
    postgres.close();
  }

  /** The end of the process; no code of the engine goes on after it. */
  private static final class Crash extends Error {
    private static final long serialVersionUID = 1;
  }

  @Test
  void closesEverythingAndNeverFlipsWhateverTheVenueDoes() {
    worlds(1_000, false);
  }

  @Test
  void closesEverythingAndNeverFlipsWhenItCrashesBetweenAnyTwoSteps() {
    worlds(2_000, true);
  }

  private static void worlds(long firstSeed, boolean crashes) {
    long end = System.nanoTime() + TIME.toNanos();
    long seed = firstSeed;
    for (; System.nanoTime() < end; seed++) {
      try {
        world(seed, crashes);
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError("seed " + seed + ", crashes " + crashes, broken);
      }
    }
    System.out.println((seed - firstSeed) + " worlds from seed " + firstSeed);
    assertThat(seed).isGreaterThan(firstSeed);
  }

  private static void world(long seed, boolean crashes) {
    Desk desk = new Desk(postgres, executor, (crashes ? "c-" : "w-") + seed, seed);
    FakeVenue venue = book(desk.venue, new Random(seed));
    Random fate = new Random(seed + 77);
    Runnable crash =
        () -> {
          if (crashes && fate.nextInt(60) == 0) {
            throw new Crash();
          }
        };
    venue.betweenSteps = crash;
    venue.trouble = 1;
    LiquidationEngine engine = desk.engine();
    boolean done = false;
    for (int round = 0; round < MOST_ROUNDS && !done; round++) {
      if (round == 35) {
        // Troubles end; what they left behind must be cleaned up.
        venue.trouble = 0;
        venue.lies.clear();
        venue.betweenSteps = () -> {};
      }
      try {
        engine.assess(desk.stop, desk.pulse);
        desk.roundAndWait(engine);
        done = isFlat(engine.verify(desk.stop, true, desk.pulse)) && desk.batches().isEmpty();
      } catch (Crash crashed) {
        engine = desk.engine();
        venue.clock.advance(Duration.ofMillis(fate.nextInt(3_000)));
      }
      assertThat(venue.crimes).isEmpty();
    }
    assertThat(done).as("flat in the end: " + desk.rows(desk.stop)).isTrue();
    settled(desk);
  }

  private static void settled(Desk desk) {
    desk.venue.betweenSteps = () -> {};
    assertThat(desk.venue.held.values()).allMatch(left -> left.signum() == 0);
    for (PositionRow row : desk.rows(desk.stop)) {
      assertThat(row.status()).isEqualTo(PositionStatus.CLOSED);
      assertThat(row.filledQuantity()).isLessThanOrEqualTo(row.startQuantity().abs());
    }
    desk.venue.clock.advance(Duration.ofHours(1));
    desk.venue.openOrders();
    assertThat(desk.venue.crimes).isEmpty();
  }

  private static boolean isFlat(BookVerifier.Reading reading) {
    return reading.missing().isEmpty()
        && reading.open().isEmpty()
        && reading.workingOrders() == 0
        && reading.inFlight() == 0;
  }

  private static FakeVenue book(FakeVenue venue, Random random) {
    venue.holds("AAPL", AssetClass.US_EQUITY, "300", "150.00", "150.04");
    venue.holds("AAPL270115C00150000", AssetClass.US_OPTION, "-2", "5.00", "5.10");
    venue.holds("MSFT", AssetClass.US_EQUITY, signed(random) + "40.5", "400.00", "400.10");
    venue.holds("TSLA", AssetClass.US_EQUITY, signed(random) + "70", "200.00", "200.10");
    venue.holds("BTC/USD", AssetClass.CRYPTO, "0.75", "60000.00", "60010.00");
    if (random.nextBoolean()) {
      BigDecimal half = BigDecimal.valueOf(20);
      venue.foreign(
          "mine",
          venue.held.keySet().stream()
              .filter(one -> one.symbol().equals("TSLA"))
              .findFirst()
              .orElseThrow(),
          io.estop.model.trading.Side.closing(venue.quantity("TSLA")),
          half.toPlainString());
    }
    return venue;
  }

  private static String signed(Random random) {
    return random.nextBoolean() ? "" : "-";
  }

  @Test
  void theLedgerStaysWholeThroughAllOfIt() {
    world(5, true);

    assertThat(new Ledger(postgres.database(), new MovedClock()).firstBreak()).isEmpty();
  }
}
