package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Action;
import io.estop.model.Cause;
import io.estop.model.Press;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.TriggerKind;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.trading.Account;
import io.estop.store.RealPostgres;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.Positions;
import io.estop.store.stop.Stops;
import io.estop.venues.fix.FixSettings;
import io.estop.venues.fix.FixSettings.Conduct;
import io.estop.venues.fix.FixSettings.Endpoint;
import io.estop.venues.fix.FixSettings.Parties;
import io.estop.venues.fix.FixVenue;
import io.estop.venues.fix.exchange.FixExchange;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine closes a book over FIX, against an exchange that matches. */
class FixFlattenTest {
  private static final int MOST_ROUNDS = 20;
  private static final Pulse PULSE =
      new Pulse() {
        @Override
        public void beat() {}

        @Override
        public void pause(Duration duration) {
          LockSupport.parkNanos(duration.toNanos());
        }
      };

  @Test
  void closesAMixedBookWhileItsLineBreaksAndReadsItEmptyTwice(@TempDir Path store) {
    int port = FixExchange.freePort();
    ExecutorService executor = Executors.newFixedThreadPool(4);
    try (RealPostgres postgres = RealPostgres.start();
        FixExchange exchange = exchange(port);
        FixVenue venue = new FixVenue(settings(port, store), Clock.systemUTC())) {
      FixExchange.await(() -> venue.clock().known().isPresent());
      StopId stop = begin(postgres);
      LiquidationEngine engine =
          new LiquidationEngine(
              postgres.database(),
              new Venues(List.of(venue)),
              Desk.settings(CancelSettings.standard()),
              executor,
              java.util.Set::of,
              Clock.systemUTC());

      engine.sweep(stop, Scope.firm(), "dma", PULSE);
      engine.assess(stop, PULSE);
      int rounds = 0;
      for (; rounds < MOST_ROUNDS && !open(postgres, stop).isEmpty(); rounds++) {
        if (rounds == 1) {
          exchange.hangUp();
          FixExchange.await(() -> venue.clock().known().isPresent());
        }
        for (int batch : open(postgres, stop)) {
          engine.liquidate(stop, batch, PULSE);
        }
        exchange.house("AAPL", true, "60", "150.00");
      }

      assertThat(engine.verify(stop, true, PULSE)).satisfies(FixFlattenTest::showsNothing);
      assertThat(engine.verify(stop, false, PULSE)).satisfies(FixFlattenTest::showsNothing);
      assertThat(rounds).isGreaterThan(1);
      assertThat(exchange.crimes).isEmpty();
      assertThat(exchange.taken).doesNotHaveDuplicates();
      assertThat(new Positions(postgres.database()).all(stop))
          .hasSize(3)
          .allMatch(row -> row.status() == PositionStatus.CLOSED);
    } finally {
      executor.shutdownNow();
    }
  }

  private static void showsNothing(BookVerifier.Reading reading) {
    assertThat(reading.missing()).isEmpty();
    assertThat(reading.open()).isEmpty();
    assertThat(reading.workingOrders()).isZero();
    assertThat(reading.inFlight()).isZero();
  }

  /** More shares than the house bids for at once, a short and coins; and an order of somebody. */
  private static FixExchange exchange(int port) {
    FixExchange exchange = new FixExchange(port, "PA1", null);
    exchange.holds("AAPL", "100");
    exchange.house("AAPL", true, "60", "150.00");
    exchange.house("AAPL", false, "60", "150.04");
    exchange.holds("MSFT", "-20");
    exchange.house("MSFT", true, "50", "400.00");
    exchange.house("MSFT", false, "50", "400.10");
    exchange.holds("BTC/USD", "0.25");
    exchange.house("BTC/USD", true, "1", "60000");
    exchange.house("BTC/USD", false, "1", "60010");
    exchange.foreign("theirs", "AAPL", false, "155.00");
    return exchange.open();
  }

  private static FixSettings settings(int port, Path store) {
    return new FixSettings(
        new Account("dma", "PA1"),
        new Endpoint("127.0.0.1", port, Optional.empty()),
        new Parties(FixExchange.MEMBER, FixExchange.NAME, "", ""),
        new Conduct(Duration.ofSeconds(10), "", true, false),
        store,
        Duration.ofSeconds(3),
        1_000_000,
        false);
  }

  private static StopId begin(RealPostgres postgres) {
    Clock clock = Clock.systemUTC();
    Press press =
        new Press(
            StopId.parse("s-fix"),
            Scope.firm(),
            Action.FLATTEN,
            new Cause(TriggerKind.ADMINISTRATOR_COMMAND, "ann", "test"),
            clock.instant());
    new Stops(postgres.database(), clock).insert(press, "estop/firm", "run");
    return press.stopId();
  }

  private static List<Integer> open(RealPostgres postgres, StopId stop) {
    return new Positions(postgres.database())
        .all(stop).stream()
            .filter(row -> row.status() == PositionStatus.OPEN)
            .map(PositionRow::batch)
            .distinct()
            .toList();
  }
}
