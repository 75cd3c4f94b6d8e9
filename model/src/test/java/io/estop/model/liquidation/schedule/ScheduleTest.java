package io.estop.model.liquidation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {
  private static final Schedule TWO = Schedule.parse("0s:300;12.5s:200");

  @Test
  void textAndScheduleUndoEachOther() {
    Schedule made =
        new Schedule(
            List.of(
                new Tranche(Duration.ZERO, new BigDecimal("300")),
                new Tranche(Duration.ofMillis(12_500), new BigDecimal("200"))));

    assertThat(made).isEqualTo(TWO);
    assertThat(made).hasToString("0s:300;12.5s:200");
    assertThat(Schedule.parse("0.001s:0.00000001;100s:1E+3").toString())
        .isEqualTo("0.001s:0.00000001;100s:1000");
  }

  @Test
  void sumsWhatIsDueAndNamesWhatIsNext() {
    assertThat(TWO.due(Duration.ZERO)).isEqualByComparingTo("300");
    assertThat(TWO.due(Duration.ofMillis(12_499))).isEqualByComparingTo("300");
    assertThat(TWO.due(Duration.ofMillis(12_500))).isEqualByComparingTo("500");
    assertThat(TWO.due(Duration.ofSeconds(-1))).isEqualByComparingTo("0");
    assertThat(TWO.total()).isEqualByComparingTo("500");
    assertThat(TWO.end()).isEqualTo(Duration.ofMillis(12_500));
    assertThat(TWO.next(Duration.ZERO)).contains(Duration.ofMillis(12_500));
    assertThat(TWO.next(TWO.end())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0s", "0s:", "0:5", "-1s:5", "0s:0", "0s:-5", "0.0001s:5", "0s:5;", "xs:5"})
  void refusesTextThatIsNoSchedule(String text) {
    assertThatThrownBy(() -> Schedule.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesTranchesOutOfOrderAndTooMany() {
    assertThatThrownBy(() -> Schedule.parse("5s:1;5s:1"))
        .hasMessage("a tranche is due after the one before but was: 5s:1 then 5s:1");
    assertThatThrownBy(() -> Schedule.parse("0s:1" + ";1s:1".repeat(50)))
        .hasMessage("a schedule has from 1 to 50 tranches but had: 51");
  }
}
