package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.venues.alpaca.AlpacaReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From quotes of the paper venue, one each ten seconds of its time, to a trip. */
class MarketSensorTest {
  private static final Instant FRIDAY = Instant.parse("2026-11-20T15:00:00Z");
  private static final MarketWindows WINDOWS =
      new MarketWindows(Duration.ofMinutes(1), Duration.ofMinutes(30), Duration.ofSeconds(30));
  private static final int CALM = 90;
  private static final BigDecimal HALF_SPREAD = new BigDecimal("0.05");

  private static PaperVenue venue;
  private static AlpacaReader reader;

  private final Prices prices = new Prices();
  private final SplittableRandom chance = new SplittableRandom(7);
  private MarketSensor sensor;
  private Instant now = FRIDAY;
  private BigDecimal mid = new BigDecimal("100.00");

  private final Judge spread = Judge.above(Metric.SPREAD, "3");
  private final Judge depth = Judge.below(Metric.DEPTH, "0.3");
  private final Judge velocity = Judge.above(Metric.PRICE_VELOCITY, "5");
  private final Judge sigmas = Judge.above(Metric.PRICE_VELOCITY_SIGMAS, "15");
  private final Judge volatility = Judge.above(Metric.REALISED_VOLATILITY, "3");
  private final Judge quality = Judge.below(Metric.DATA_QUALITY, "0.8");

  @BeforeAll
  static void open() {
    venue = PaperVenue.open();
    reader = venue.reader();
  }

  @AfterAll
  static void close() {
    reader.close();
    venue.close();
  }

  @BeforeEach
  void watch() {
    venue.faults("{}");
    sensor = new MarketSensor(reader, Instruments.heldBy(reader), WINDOWS, prices);
  }

  @Test
  void aWideningSpreadTrips() {
    calm();
    look(mid, new BigDecimal("0.20"), "500");
    assertThat(spread.trip()).isEmpty();
    look(mid, new BigDecimal("0.20"), "500");

    assertThat(spread.trip().orElseThrow()).contains("spread").contains("4.");
  }

  @Test
  void aThinningBookTrips() {
    calm();
    look(mid, HALF_SPREAD, "50");
    look(mid, HALF_SPREAD, "50");

    assertThat(depth.trip().orElseThrow()).contains("0.1");
  }

  @Test
  void aFallOfSixPercentTripsAtTheSecondQuote() {
    calm();
    fall("0.94");
    assertThat(velocity.trip()).isEmpty();
    fall("1");

    assertThat(velocity.trip()).isPresent();
    assertThat(sigmas.trip()).isPresent();
  }

  @Test
  void aMoveThatIsSmallInPercentIsLargeInSigmas() {
    calm();
    fall("0.98");
    fall("1");

    assertThat(sigmas.trip()).isPresent();
    assertThat(velocity.trip()).isEmpty();
  }

  @Test
  void aMarketThatSwingsTrips() {
    calm();
    for (int i = 0; i < 12; i++) {
      fall(i / 2 % 2 == 0 ? "0.996" : "1.004");
    }

    assertThat(volatility.trip()).isPresent();
  }

  @Test
  void quotesThatCannotBeBelievedTrip() {
    for (String flaw :
        List.of("QUOTE_STALE", "QUOTE_CROSSED", "QUOTE_ZERO", "QUOTE_NAN", "QUOTE_MISSING")) {
      Judge judge = Judge.below(Metric.DATA_QUALITY, "0.8");
      now = now.plus(Duration.ofSeconds(10));
      venue.seed(now, "99.95", "100.05", "500", "100");
      venue.faults("{\"badData\":{\"AAPL\":\"" + flaw + "\"}}");
      Look look = sensor.look(now);
      judge.take(look);
      judge.take(sensor.look(now.plusSeconds(10)));
      venue.faults("{}");

      assertThat(judge.trip()).as(flaw).isPresent();
      assertThat(look.trouble().orElseThrow()).as(flaw).contains("AAPL");
    }
  }

  @Test
  void aSingleBadPrintTripsNothing() {
    calm();
    BigDecimal truth = mid;
    look(mid.multiply(new BigDecimal("1.5")).setScale(2, RoundingMode.HALF_UP), HALF_SPREAD, "500");
    mid = truth;
    for (int i = 0; i < 12; i++) {
      walk();
    }

    assertThat(trips()).isEmpty();
  }

  @Test
  void aCalmMarketTripsNothingAndSaysAllItCan() {
    calm();

    assertThat(trips()).isEmpty();
    walk();
    assertThat(seenNow())
        .containsExactlyInAnyOrder(
            Metric.SPREAD,
            Metric.DEPTH,
            Metric.PRICE_VELOCITY,
            Metric.PRICE_VELOCITY_SIGMAS,
            Metric.REALISED_VOLATILITY,
            Metric.DATA_QUALITY);
    assertThat(sensor.metrics()).containsAll(seenNow());
  }

  @Test
  void aMarketThatIsClosedIsAtRest() {
    Instant sunday = Instant.parse("2026-11-22T15:00:00Z");
    venue.seed(sunday, "99.95", "100.05", "500", "100");
    Look look = sensor.look(sunday);

    assertThat(look.trouble()).isEmpty();
    assertThat(look.readings()).hasSize(6);
    assertThat(look.readings())
        .filteredOn(one -> one.metric() == Metric.DATA_QUALITY)
        .allMatch(one -> one.value().compareTo(BigDecimal.ONE) == 0);
  }

  @Test
  void aClockAnHourAheadOfTheVenuesChangesNothing() {
    calm();
    now = now.plus(Duration.ofHours(1));
    venue.seed(now.minus(Duration.ofHours(1)).plusSeconds(10), "99.95", "100.05", "500", "100");
    Look look = sensor.look(now);

    assertThat(look.trouble()).isEmpty();
    assertThat(look.readings()).allMatch(one -> !one.at().isAfter(now.plusSeconds(1)));
    assertThat(trips()).isEmpty();
  }

  @Test
  void aVenueThatIsGoneIsSaid() {
    try (AlpacaReader nobody = new AlpacaReader(Nowhere.settings(), Clock.systemUTC())) {
      Look look =
          new MarketSensor(nobody, Instruments.heldBy(nobody), WINDOWS, prices).look(FRIDAY);

      assertThat(look.readings()).isEmpty();
      assertThat(look.trouble().orElseThrow()).contains("market clock: venue paper");
    }
  }

  private Set<Metric> seenNow() {
    walk();
    return Set.copyOf(last.readings().stream().map(one -> one.metric()).toList());
  }

  private Look last = new Look(List.of(), Optional.empty());

  private List<String> trips() {
    return Stream.of(spread, depth, velocity, sigmas, volatility, quality)
        .flatMap(judge -> judge.trip().stream())
        .toList();
  }

  private void calm() {
    for (int i = 0; i < CALM; i++) {
      walk();
    }
  }

  private void walk() {
    fall(BigDecimal.valueOf(1 + 0.0005 * chance.nextGaussian()).toPlainString());
  }

  private void fall(String factor) {
    mid = mid.multiply(new BigDecimal(factor)).setScale(2, RoundingMode.HALF_UP);
    look(mid, HALF_SPREAD, "500");
  }

  private void look(BigDecimal price, BigDecimal halfSpread, String size) {
    now = now.plusSeconds(10);
    venue.seed(
        now,
        price.subtract(halfSpread).toPlainString(),
        price.add(halfSpread).toPlainString(),
        size,
        "100");
    last = sensor.look(now);
    Stream.of(spread, depth, velocity, sigmas, volatility, quality)
        .forEach(judge -> judge.take(last));
  }
}
