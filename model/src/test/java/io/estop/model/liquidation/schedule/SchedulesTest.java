package io.estop.model.liquidation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SchedulesTest {

  private static Frame frame(String total, String step, String minimum, int tranches) {
    return new Frame(
        new BigDecimal(total),
        new BigDecimal(step),
        new BigDecimal(minimum),
        Duration.ofSeconds(300),
        tranches);
  }

  @Test
  void everythingNowIsOneTranche() {
    assertThat(Schedules.atOnce(frame("500", "1", "1", 5))).hasToString("0s:500");
  }

  @ParameterizedTest
  @CsvSource({
    "500,  1,    1,  5, 0s:100;60s:100;120s:100;180s:100;240s:100",
    "503,  1,    1,  5, 0s:100;60s:100;120s:100;180s:100;240s:103",
    "0.07, 0.01, 0,  3, 0s:0.02;100s:0.02;200s:0.03",
    "3,    1,    1,  5, 0s:1;120s:1;240s:1",
    "3,    1,    2,  3, 0s:3",
    "500,  1,    200,5, 0s:200;120s:300",
    "10.5, 1,    1,  2, 0s:5;150s:5.5",
    "0.4,  1,    1,  5, 0s:0.4",
    "500,  1,    1,  1, 0s:500"
  })
  void equalPartsKeepStepMinimumAndTotal(
      String total, String step, String minimum, int tranches, String schedule) {
    assertThat(Schedules.twap(frame(total, step, minimum, tranches))).hasToString(schedule);
  }

  @Test
  void partsFollowTheVolume() {
    assertThat(Schedules.vwap(frame("1000", "1", "1", 5), 3, 0, 1, 4, 2))
        .hasToString("0s:300;120s:100;180s:400;240s:200");
  }

  @Test
  void volumesThatAreNoneAreRefused() {
    Frame frame = frame("1000", "1", "1", 3);

    assertThatThrownBy(() -> Schedules.vwap(frame, 1, -1, 1))
        .hasMessage("a volume must be at least 0 but was: -1.0");
    assertThatThrownBy(() -> Schedules.vwap(frame, 1, Double.NaN))
        .hasMessage("a volume must be at least 0 but was: NaN");
    assertThatThrownBy(() -> Schedules.vwap(frame, 0, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> Schedules.vwap(frame, 1, 1, 1, 1)).hasMessageContaining("at most 3");
    assertThatThrownBy(() -> Schedules.vwap(frame)).hasMessageContaining("above 0");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void sumsToTheTotalInWholeStepsNoneBelowTheMinimum(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 5_000; i++) {
      BigDecimal step = BigDecimal.ONE.movePointLeft(random.nextInt(9));
      BigDecimal total = step.multiply(BigDecimal.valueOf(1 + random.nextInt(1_000_000)));
      BigDecimal minimum = step.multiply(BigDecimal.valueOf(random.nextInt(50_000)));
      int tranches = 1 + random.nextInt(12);
      Frame frame = new Frame(total, step, minimum, Duration.ofSeconds(300), tranches);
      Schedule schedule =
          Schedules.vwap(frame, random.doubles(tranches).map(x -> x * x + 1e-9).toArray());
      String as = "seed " + seed + ": " + frame + " " + schedule;

      assertThat(schedule.total()).as(as).isEqualByComparingTo(total);
      assertThat(schedule.tranches())
          .as(as)
          .allSatisfy(
              tranche -> assertThat(tranche.quantity().remainder(step)).isEqualByComparingTo("0"));
      if (schedule.tranches().size() > 1) {
        assertThat(schedule.tranches())
            .as(as)
            .allSatisfy(tranche -> assertThat(tranche.quantity()).isGreaterThanOrEqualTo(minimum));
      }
    }
  }

  @Test
  void aFrameNamesWhatIsOutOfBounds() {
    assertThatThrownBy(() -> frame("0", "1", "1", 5))
        .hasMessage("total must be above 0 but was: 0");
    assertThatThrownBy(() -> frame("1", "0", "1", 5)).hasMessage("step must be above 0 but was: 0");
    assertThatThrownBy(() -> frame("1", "1", "-1", 5))
        .hasMessage("minimum must be at least 0 but was: -1");
    assertThatThrownBy(() -> frame("1", "1", "1", 51))
        .hasMessage("most tranches must be from 1 to 50 but was: 51");
    assertThatThrownBy(
            () ->
                new Frame(BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, Duration.ofMillis(4), 5))
        .hasMessage("horizon must be at least 5 ms, 1 for each tranche but was: PT0.004S");
  }
}
