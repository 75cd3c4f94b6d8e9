package io.estop.breaker.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.Scope;
import io.estop.model.breaker.Metric;
import io.estop.store.RealPostgres;
import io.estop.store.breaker.EquityMarks;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the real paper venue and PostgreSQL. */
final class DrawdownSensorTest {
  private static final Instant FRIDAY = Instant.parse("2026-11-20T15:00:00Z");
  private static final RealPostgres postgres = RealPostgres.start();
  private static final PaperVenue venue = PaperVenue.open();

  private final EquityMarks marks = new EquityMarks(postgres.database());
  private final Judge judge = Judge.above(Metric.DRAWDOWN, "5");

  @BeforeEach
  void aHundredThousandSharesOfAHundred() {
    postgres.empty();
    venue.seed(FRIDAY, "99.99", "100.01", "1000", "100000");
  }

  @AfterAll
  static void end() {
    venue.close();
    postgres.close();
  }

  @Test
  void aFallFromTheHighestEquityTripsAlsoAcrossAProcessThatStartsAnew() {
    look(0);
    look(10);
    venue.shiftPrices("-10");
    look(20);
    look(30);

    assertThat(judge.trip()).isPresent();
  }

  @Test
  void moneyThatPeopleMoveIsNoFallAndHidesNone() {
    look(0);
    look(10);
    venue.transfer("-900000");
    look(20);
    look(30);
    assertThat(judge.trip()).as("a withdrawal is no fall").isEmpty();

    venue.transfer("2000000");
    look(40);
    venue.shiftPrices("-10");
    look(50);
    look(60);
    assertThat(judge.trip()).as("a deposit hides no fall").isPresent();
  }

  @Test
  void whatWasMovedIsCountedOnce() {
    look(0);
    look(10);
    venue.transfer("-900000");
    for (int second = 20; second < 100; second += 10) {
      look(second);
    }

    assertThat(marks.find(Scope.firm()).orElseThrow().mark())
        .as("1,000,000 in cash and 10,000,000 in shares, less what was taken out")
        .isBetween(new BigDecimal("10090000"), new BigDecimal("10110000"));
  }

  /** A new sensor each time: what it remembers stands in PostgreSQL. */
  private void look(int second) {
    judge.take(
        new DrawdownSensor(Scope.firm(), List.of(venue.reader()), marks)
            .look(FRIDAY.plusSeconds(second)));
  }
}
