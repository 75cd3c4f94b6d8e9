package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerSettingsTest {
  @ParameterizedTest
  @CsvSource({"0,500", "1,500", "1000,500", "1001,1000", "10000,5000", "10001,5000", "90000,5000"})
  void waitsForTheStatisticsOfALargeBookInProportionAndNotForEver(int instruments, long millis) {
    assertThat(PlannerSettings.standard().statisticsWithin(instruments))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({"0,100", "64,100", "2400,100", "2401,101", "10000,417"})
  void partsALargeBookIntoFewBatches(int positions, int together) {
    assertThat(PlannerSettings.standard().batchSize(positions)).isEqualTo(together);
  }
}
