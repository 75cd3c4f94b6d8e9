package io.estop.bench.halt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RoundTest {

  @Test
  void tellsTheLastOnesMomentWhenAllHaveSeenIt() throws InterruptedException {
    Round round = new Round("B1", 2);
    round.seen(20);
    round.seen(10);

    assertThat(round.await(Duration.ofSeconds(1))).isEqualTo("20 0 0");
  }

  @Test
  void tellsWhoIsMissingAndWhatWasWrong() throws InterruptedException {
    Round round = new Round("B1", 3);
    round.seen(20);
    round.wrong();

    assertThat(round.await(Duration.ofMillis(1))).isEqualTo("20 2 1");
  }

  @Test
  void refusesAPlanWithAllGatesInOneProcess() {
    assertThatThrownBy(() -> new HaltPlan(50, 1, 10, 0, 10, 0, 0))
        .hasMessage("--processes must be 2 to 16 but was: 1");
  }
}
