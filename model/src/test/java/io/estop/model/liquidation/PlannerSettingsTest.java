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
}
