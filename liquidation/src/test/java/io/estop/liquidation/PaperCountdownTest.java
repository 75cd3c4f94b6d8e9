package io.estop.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.Account;
import io.estop.store.MovedClock;
import io.estop.store.RealPostgres;
import io.estop.store.alarm.Alarms;
import io.estop.store.ledger.Ledger;
import io.estop.store.maintenance.Windows;
import io.estop.venues.VenueOrder;
import io.estop.venues.alpaca.AlpacaVenue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The paper venue, whole, cancels what nobody is left to cancel; its clock is the test's. */
class PaperCountdownTest {
  private static final Account ACCOUNT = new Account("paper", "PA1");
  private static final String SUBJECT = "venue-countdown/paper/PA1";
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String MARKET =
      """
      {"asOf":"2026-11-20T15:00:00Z","cash":"1000000","seed":42,"movement":0,"instruments":[
        {"symbol":"AAPL","bid":"99.99","ask":"100.01"}],
       "orders":[{"symbol":"AAPL","side":"buy","qty":"10","type":"limit","limitPrice":"90",
         "timeInForce":"gtc","clientOrderId":"resting"}]}""";

  private final MovedClock clock = new MovedClock();
  private final Instant start = clock.instant();

  @Test
  void ordersWorkWhileAWorkerRenewsAndAreCancelledOnceNoneDoes() {
    try (RealPostgres postgres = RealPostgres.start();
        PaperVenue paper = PaperVenue.open(clock);
        AlpacaVenue venue =
            new AlpacaVenue(paper.counting(ACCOUNT, Duration.ofSeconds(10), TIME), clock)) {
      paper.seed(MARKET);
      VenueCountdown countdown = countdown(postgres, venue);
      for (int renewal = 0; renewal < 6; renewal++) {
        countdown.look();
        countdown.keep();
        clock.advance(TIME.dividedBy(3));
      }
      countdown.keep();
      List<VenueOrder> whileRenewed = open(venue);

      // The worker is gone: an end of the process asks the venue for nothing.
      clock.advance(TIME);

      assertThat(whileRenewed).hasSize(1);
      assertThat(isEmptySoon(venue)).isTrue();
      assertThat(new Ledger(postgres.database(), clock).about(SUBJECT, List.of("ARM"), 9))
          .hasSize(1);
    }
  }

  private VenueCountdown countdown(RealPostgres postgres, AlpacaVenue venue) {
    return new VenueCountdown(
        venue,
        new VenueCountdown.Records(
            new Windows(postgres.database()),
            new Ledger(postgres.database(), clock),
            new Alarms(postgres.database(), clock)),
        clock::instant,
        () -> Duration.between(start, clock.instant()).toNanos());
  }

  /** The venue looks at its clock with each tick. */
  private static boolean isEmptySoon(AlpacaVenue venue) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      if (open(venue).isEmpty()) {
        return true;
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return false;
  }

  private static List<VenueOrder> open(AlpacaVenue venue) {
    return venue.openOrders().known().orElseThrow();
  }
}
