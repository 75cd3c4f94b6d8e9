package io.estop.model;

import static io.estop.model.Phase.ACTIVATING;
import static io.estop.model.Phase.ASSESSING;
import static io.estop.model.Phase.CANCELLING;
import static io.estop.model.Phase.CLOSED;
import static io.estop.model.Phase.HOLDING;
import static io.estop.model.Phase.LIQUIDATING;
import static io.estop.model.Phase.VERIFYING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PhaseTest {
  private static final Map<Phase, Set<Phase>> ARROWS =
      Map.of(
          ACTIVATING, Set.of(CANCELLING, HOLDING),
          CANCELLING, Set.of(ASSESSING, HOLDING),
          ASSESSING, Set.of(LIQUIDATING, VERIFYING),
          LIQUIDATING, Set.of(VERIFYING),
          VERIFYING, Set.of(HOLDING),
          HOLDING, Set.of(CANCELLING, ASSESSING, CLOSED),
          CLOSED, Set.of());

  @ParameterizedTest
  @EnumSource(Phase.class)
  void leadsOnlyWhereItsArrowsPoint(Phase phase) {
    for (Phase next : Phase.values()) {
      assertThat(phase.leadsTo(next))
          .as(phase + " -> " + next)
          .isEqualTo(ARROWS.getOrDefault(phase, Set.of()).contains(next));
    }
  }
}
