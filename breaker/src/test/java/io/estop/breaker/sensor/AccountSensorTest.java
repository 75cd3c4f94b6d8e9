package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.breaker.sensor.Sensor.Look;
import io.estop.model.breaker.Metric;
import io.estop.venues.alpaca.AlpacaReader;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From positions and equity of the paper venue to a trip. */
class AccountSensorTest {
  private static final Instant FRIDAY = Instant.parse("2026-11-20T15:00:00Z");

  private static PaperVenue venue;
  private static AlpacaReader reader;

  private AccountSensor sensor;

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
    venue.seed(FRIDAY, "99.95", "100.05", "500", "-2000");
    sensor = new AccountSensor(reader);
  }

  @Test
  void aPositionBeyondItsLimitTripsLongOrShort() {
    assertThat(judged(Judge.above(Metric.POSITION_VALUE, "199000")).trip().orElseThrow())
        .contains("paper/PA1");
    assertThat(judged(Judge.above(Metric.POSITION_VALUE, "201000")).trip()).isEmpty();
  }

  @Test
  void exposureBeyondItsLimitTrips() {
    assertThat(judged(Judge.above(Metric.EXPOSURE, "199000")).trip()).isPresent();
    assertThat(judged(Judge.above(Metric.EXPOSURE, "201000")).trip()).isEmpty();
  }

  @Test
  void oneInstrumentAloneIsAllOfTheExposure() {
    assertThat(judged(Judge.above(Metric.CONCENTRATION, "0.9")).trip()).isPresent();
  }

  @Test
  void anOpenLossSinceTheDaysStartTrips() {
    Judge judge = Judge.above(Metric.DAILY_LOSS, "5");
    judge.take(sensor.look(FRIDAY));
    // Short: it loses where prices rise.
    venue.shiftPrices("50");
    judge.take(sensor.look(FRIDAY.plusSeconds(10)));
    assertThat(judge.trip()).isEmpty();
    judge.take(sensor.look(FRIDAY.plusSeconds(20)));

    assertThat(judge.trip().orElseThrow()).contains("daily_loss");
  }

  @Test
  void aLossIsStillALossAfterARestart() {
    venue.shiftPrices("50");
    Judge judge = Judge.above(Metric.DAILY_LOSS, "5");
    AccountSensor anew = new AccountSensor(reader);
    judge.take(anew.look(FRIDAY.plusSeconds(30)));
    judge.take(anew.look(FRIDAY.plusSeconds(40)));

    assertThat(judge.trip()).isPresent();
  }

  @Test
  void moneyThatPeopleMoveIsNeitherGainNorLoss() {
    Judge judge = Judge.above(Metric.DAILY_LOSS, "5");
    judge.take(sensor.look(FRIDAY));
    venue.transfer("-300000");
    judge.take(sensor.look(FRIDAY.plusSeconds(10))).take(sensor.look(FRIDAY.plusSeconds(20)));
    assertThat(judge.trip()).as("a withdrawal is no loss").isEmpty();

    venue.transfer("900000");
    // Short: it loses where prices rise, and the deposit must not hide it.
    venue.shiftPrices("50");
    judge.take(sensor.look(FRIDAY.plusSeconds(30))).take(sensor.look(FRIDAY.plusSeconds(40)));
    assertThat(judge.trip()).as("a deposit hides no loss").isPresent();
  }

  @Test
  void aPositionThatCannotBeReadIsSaidAndLeftOutOfNoSum() {
    venue.faults("{\"badData\":{\"AAPL\":\"QUANTITY_NAN\"}}");
    Look look = sensor.look(FRIDAY);

    assertThat(look.trouble().orElseThrow()).contains("AAPL").contains("qty");
    assertThat(look.readings()).allMatch(one -> one.metric() == Metric.DAILY_LOSS);
  }

  private Judge judged(Judge judge) {
    return judge.take(sensor.look(FRIDAY)).take(sensor.look(FRIDAY.plus(Duration.ofSeconds(10))));
  }
}
