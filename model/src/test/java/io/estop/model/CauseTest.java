package io.estop.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CauseTest {
  private static final String BELL = "\uD83D\uDD14";

  @Test
  void aSentenceOfAnyLengthIsCutToAReason() {
    assertThat(Cause.saying(TriggerKind.DRAWDOWN, "rule x", "short").reason()).isEqualTo("short");
    assertThat(Cause.saying(TriggerKind.DRAWDOWN, "rule x", "w".repeat(9_000)).reason())
        .hasSize(500);
  }

  @Test
  void aCharacterOfTwoHalvesIsNotCutInTheMiddle() {
    String sentence = "w".repeat(499) + BELL;

    assertThatThrownBy(() -> new Cause(TriggerKind.DRAWDOWN, "rule x", sentence.substring(0, 500)))
        .hasMessageContaining("Unicode");
    assertThat(Cause.saying(TriggerKind.DRAWDOWN, "rule x", sentence).reason()).hasSize(499);
    assertThat(Cause.cut(BELL, 2)).isEqualTo(BELL);
    assertThat(Cause.cut(BELL, 0)).isEmpty();
  }

  @Test
  void nothingIsNoReason() {
    assertThatThrownBy(() -> Cause.saying(TriggerKind.DRAWDOWN, "rule x", " "))
        .hasMessageContaining("reason must be 1 to 500");
  }
}
