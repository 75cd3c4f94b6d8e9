package io.estop.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExampleMainTest {

  @Test
  void takesOptionsOverItsDefaults() {
    String[] given = {"--component", "desk-4", "--every-millis", "50"};

    TradingEngine.Settings settings = ExampleMain.settings(ExampleMain.options(given));

    assertThat(settings.component()).isEqualTo("desk-4");
    assertThat(settings.every()).isEqualTo(Duration.ofMillis(50));
    assertThat(settings.account()).hasToString("paper/PAPER00001");
  }

  @Test
  void usesOtherOrderIdsAtEveryStart() {
    String[] none = {};

    String first = ExampleMain.settings(ExampleMain.options(none)).orderIdPrefix();

    assertThat(ExampleMain.settings(ExampleMain.options(none)).orderIdPrefix()).isNotEqualTo(first);
  }

  @Test
  void refusesAnOptionThatItDoesNotKnowOrThatHasNoValue() {
    assertThatThrownBy(() -> ExampleMain.options(new String[] {"--colour", "red"}))
        .hasMessage("unknown option --colour");
    assertThatThrownBy(() -> ExampleMain.options(new String[] {"--symbol"}))
        .hasMessage("--symbol needs a value");
  }

  @Test
  void bidsAFifthBelowThePriceAndNeverForNothing() {
    assertThat(Bid.farBelow("s", "AAPL", new BigDecimal("187.33")).limitPrice())
        .isEqualByComparingTo("149.86");
    assertThat(Bid.farBelow("s", "PENNY", new BigDecimal("0.01")).limitPrice())
        .isEqualByComparingTo("0.01");
  }
}
