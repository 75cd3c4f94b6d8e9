package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.model.breaker.meter.Failures;
import io.estop.venues.VenueReader;
import io.estop.venues.alpaca.AlpacaReader;
import io.estop.venues.alpaca.AlpacaSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** From answers of a venue, or none, to a trip. */
class ApiSensorTest {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final Clock CLOCK = Clock.systemUTC();

  @Test
  void slowAnswersTrip() {
    try (PaperVenue venue = PaperVenue.open();
        AlpacaReader reader = venue.reader()) {
      // The venue is real; the stop-watch says that each answer took two seconds.
      AtomicLong nanos = new AtomicLong();
      ApiSensor slow = new ApiSensor(reader, WINDOW, CLOCK, () -> nanos.addAndGet(2_000_000_000));
      ApiSensor quick = new ApiSensor(reader, WINDOW, CLOCK, System::nanoTime);
      Judge judge = Judge.above(Metric.API_RESPONSE_TIME, "2000");
      judge.take(slow.look(CLOCK.instant()));
      judge.take(slow.look(CLOCK.instant().plusSeconds(10)));

      assertThat(judge.trip().orElseThrow()).contains("paper/PA1");
      assertThat(quick.look(CLOCK.instant()).readings())
          .filteredOn(one -> one.metric() == Metric.API_RESPONSE_TIME)
          .singleElement()
          .satisfies(one -> assertThat(one.value().doubleValue()).isBetween(0.0, 9_999.0));
    }
  }

  @Test
  void requestsThatFailTrip() {
    PaperVenue venue = PaperVenue.open();
    try (AlpacaReader reader = venue.reader()) {
      ApiSensor api = new ApiSensor(reader, WINDOW, CLOCK, System::nanoTime);
      VenueReader counted = api.reader();
      for (int i = 0; i < 5; i++) {
        assertThat(counted.positions().known()).isPresent();
      }
      Judge errors = Judge.above(Metric.API_ERRORS, "10").take(api.look(CLOCK.instant()));
      Judge rate = Judge.above(Metric.ERROR_RATE, "0.5").take(api.look(CLOCK.instant()));
      venue.close();
      for (int i = 0; i < 12; i++) {
        assertThat(counted.positions().failure()).isPresent();
      }
      for (int i = 1; i <= 2; i++) {
        Look look = api.look(CLOCK.instant().plusMillis(i));
        errors.take(look);
        rate.take(look);
      }

      assertThat(errors.trip()).isPresent();
      assertThat(rate.trip()).isPresent();
    }
  }

  @Test
  void anApiThatNobodyUsesIsAskedByTheSensor() {
    try (AlpacaReader nobody = new AlpacaReader(Nowhere.settings(), CLOCK)) {
      ApiSensor api = new ApiSensor(nobody, WINDOW, CLOCK, System::nanoTime);
      Look look = api.look(CLOCK.instant());

      assertThat(look.trouble().orElseThrow()).contains("clock: venue paper");
      Look next = api.look(CLOCK.instant());
      assertThat(next.readings())
          .filteredOn(one -> one.metric() == Metric.API_ERRORS)
          .singleElement()
          .satisfies(one -> assertThat(one.value()).isGreaterThanOrEqualTo(BigDecimal.ONE));
    }
  }

  @Test
  void whatNeverLeftIsNoFailureOfTheVenue() {
    // One request a minute for all that is no order: the second one never leaves.
    AlpacaSettings sparing =
        new AlpacaSettings(
            "paper",
            "PA1",
            Nowhere.uri(),
            Nowhere.uri(),
            "key",
            "secret",
            Duration.ofMillis(200),
            5,
            1);
    try (AlpacaReader nobody = new AlpacaReader(sparing, CLOCK)) {
      Failures failures = new Failures(WINDOW, 1);
      TimedReader reader = new TimedReader(nobody, CLOCK, System::nanoTime, failures);
      for (int i = 0; i < 20; i++) {
        assertThat(reader.positions().failure()).isPresent();
      }

      assertThat(failures.count(CLOCK.instant())).isBetween(1L, 5L);
      assertThat(reader.drain().size()).isBetween(1, 5);
    }
  }
}
