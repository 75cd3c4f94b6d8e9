package io.estop.model.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.StopId;
import io.estop.model.hold.Mode;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class StageRequestTest {
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final StopId STOP = StopId.parse("s-1");

  @Test
  void approvalHashChangesWithEachField() {
    StageRequest request = new StageRequest(STOP, Stage.REDUCED, HALF, "ann", 7, "e");

    assertThat(
            List.of(
                request,
                new StageRequest(StopId.parse("s-2"), Stage.REDUCED, HALF, "ann", 7, "e"),
                new StageRequest(STOP, Stage.PAPER, HALF, "ann", 7, "e"),
                new StageRequest(STOP, Stage.REDUCED, new BigDecimal("0.25"), "ann", 7, "e"),
                new StageRequest(STOP, Stage.REDUCED, HALF, "bob", 7, "e"),
                new StageRequest(STOP, Stage.REDUCED, HALF, "ann", 8, "e"),
                new StageRequest(STOP, Stage.REDUCED, HALF, "ann", 7, "f")))
        .extracting(StageRequest::approvalHash)
        .doesNotHaveDuplicates()
        .allMatch(hash -> hash.matches("[0-9a-f]{64}"));
    assertThat(new StageRequest(STOP, Stage.REDUCED, new BigDecimal("0.50"), "ann", 7, "e"))
        .extracting(StageRequest::approvalHash)
        .isEqualTo(request.approvalHash());
  }

  @Test
  void stagesGoFromMonitoringToLiveAndNoFurther() {
    assertThat(Stage.first()).isEqualTo(Stage.MONITORING);
    assertThat(Stage.MONITORING.next()).contains(Stage.PAPER);
    assertThat(Stage.PAPER.next()).contains(Stage.REDUCED);
    assertThat(Stage.REDUCED.next()).contains(Stage.LIVE);
    assertThat(Stage.LIVE.next()).isEmpty();
    assertThat(Stage.values())
        .extracting(Stage::mode)
        .containsExactly(Mode.MONITORING, Mode.PAPER, Mode.REDUCED, Mode.LIVE);
  }

  @Test
  void assessmentPassesOnlyAsAWhole() {
    assertThat(new Assessment(true, true, true, "").passed()).isTrue();
    assertThat(new Assessment(false, true, true, "").passed()).isFalse();
    assertThat(new Assessment(true, false, true, "").passed()).isFalse();
    assertThat(new Assessment(true, true, false, "").passed()).isFalse();
  }
}
