package io.estop.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TriggerKindTest {
  @ParameterizedTest
  @ValueSource(strings = {"desk:x", "trader:x", "client:x", "strategy:x", "drill:x"})
  void whatCannotBeFlattenedIsStoppedAsFarAsItCanBe(String text) {
    Scope scope = Scope.parse(text);

    for (TriggerKind kind : TriggerKind.values()) {
      assertThat(kind.atOnce(scope))
          .as(kind.name())
          .isEqualTo(kind == TriggerKind.SCHEDULED_MAINTENANCE ? Action.HALT : Action.CANCEL);
      assertThat(kind.later(scope)).as(kind.name()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TriggerKind.class)
  void whatCanBeFlattenedIsStoppedAsItsKindSays(TriggerKind kind) {
    for (String scope : new String[] {"firm", "venue:x", "account:x/1", "symbol:X"}) {
      assertThat(kind.atOnce(Scope.parse(scope))).isEqualTo(kind.atOnce());
      assertThat(kind.later(Scope.parse(scope))).isEqualTo(kind.later());
    }
  }
}
