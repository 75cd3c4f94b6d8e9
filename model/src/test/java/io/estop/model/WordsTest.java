package io.estop.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.people.Person;
import io.estop.model.people.Role;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "firm",
        "venue:paper",
        "account:paper/PA1",
        "desk:rates",
        "trader:ann",
        "client:c-1",
        "strategy:mean_rev",
        "symbol:BTC/USD",
        "symbol:BRK.B",
        "drill:monday"
      })
  void scopeIsReadAsItIsWritten(String text) {
    assertThat(Scope.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Firm",
        "firm:",
        "firm:x",
        "paper",
        "venue:",
        "VENUE:paper",
        "planet:earth",
        "symbol:a b",
        "symbol:a:b",
        "symbol:a\nb",
        "symbol:ä",
        " firm",
        "firm "
      })
  void scopeOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> Scope.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("scope");
  }

  @Test
  void scopeIdIsBounded() {
    assertThat(Scope.parse("desk:" + "x".repeat(64)).id()).hasSize(64);
    assertThatThrownBy(() -> Scope.parse("desk:" + "x".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(ScopeKind.class)
  void noLiveScopeCoversADrillNorTheOtherWayRound(ScopeKind kind) {
    Scope drill = Scope.parse("drill:x");
    Scope other = kind == ScopeKind.FIRM ? Scope.firm() : new Scope(kind, "x");

    assertThat(other.covers(drill)).isEqualTo(kind == ScopeKind.DRILL);
    assertThat(drill.covers(other)).isEqualTo(kind == ScopeKind.DRILL);
    assertThat(Scope.firm().covers(other)).isEqualTo(kind != ScopeKind.DRILL);
    assertThat(other.covers(other)).isTrue();
    assertThat(Scope.parse("symbol:X").covers(other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "stop-1", "2026.11.22_x", "A-Z.0_9"})
  void stopIdIsReadAsItIsWritten(String text) {
    assertThat(StopId.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a/b", "a:b", "ä", "a\n", "a\0"})
  void stopIdOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> StopId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stop id must be");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo", "prod", "eu-1", "a"})
  void environmentIsReadAsItIsWritten(String text) {
    assertThat(EnvironmentId.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Prod", "1a", "-a", "a_b", "a b", "abcdefghijklmnopqrstuvwxyz0123456"})
  void environmentOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> EnvironmentId.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("environment must be");
  }

  @Test
  void idsAreBounded() {
    assertThat(StopId.parse("x".repeat(64)).value()).hasSize(64);
    assertThatThrownBy(() -> StopId.parse("x".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void causeNamesWhatIsMissingOrTooLong() {
    assertThatThrownBy(() -> cause(" ", "why")).hasMessageContaining("actor must be 1 to 128");
    assertThatThrownBy(() -> cause("ann", "")).hasMessageContaining("reason must be 1 to 500");
    assertThatThrownBy(() -> cause("a".repeat(129), "why")).hasMessageContaining("had 129");
    assertThatThrownBy(() -> cause("ann", "y".repeat(501))).hasMessageContaining("had 501");
    assertThat(cause("a".repeat(128), "ü".repeat(500)).reason()).hasSize(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\0b", "\ud800", "x\udc00"})
  void causeThatNoDatabaseCanKeepIsRefused(String text) {
    assertThatThrownBy(() -> cause("ann", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reason must be Unicode text");
    assertThatThrownBy(() -> cause(text, "why")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Cause cause(String actor, String reason) {
    return new Cause(TriggerKind.ADMINISTRATOR_COMMAND, actor, reason);
  }

  @Test
  void personIsNamed() {
    assertThat(new Person("ann.b@x-1_y", Role.RISK).name()).isEqualTo("ann.b@x-1_y");
    Stream.of("", "a b", "a/b", "x".repeat(65))
        .forEach(
            name ->
                assertThatThrownBy(() -> new Person(name, Role.RISK))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("name of a person"));
  }

  @Test
  void onlyRiskApprovesAndNeitherViewerNorAdminPresses() {
    assertThat(Stream.of(Role.values()).filter(Role::approves)).containsExactly(Role.RISK);
    assertThat(Stream.of(Role.values()).filter(Role::presses))
        .containsExactly(Role.OPERATOR, Role.RISK, Role.COMPLIANCE);
    assertThat(Stream.of(Role.values()).filter(Role::registers))
        .containsExactly(Role.RISK, Role.ADMIN);
    assertThat(Stream.of(Role.values()).filter(Role::isMachine))
        .containsExactly(Role.COMPONENT, Role.ALERTMANAGER);
    assertThat(Stream.of(Role.values()).filter(Role::requests))
        .containsExactly(Role.OPERATOR, Role.RISK);
  }

  @Test
  void actionIsEscalatedAndNeverWeakened() {
    for (Action one : Action.values()) {
      for (Action other : Action.values()) {
        assertThat(one.furthest(other)).isEqualTo(other.furthest(one));
        assertThat(one.furthest(other).includes(one)).isTrue();
        assertThat(one.includes(other)).isEqualTo(one.ordinal() >= other.ordinal());
      }
    }
  }
}
