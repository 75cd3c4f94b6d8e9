package io.estop.model.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldTest {
  private static final StopId STOP = StopId.parse("s-1");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void mergingCommutesAssociatesAndRepeats(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      Hold a = some(random);
      Hold b = some(random);
      Hold c = some(random);
      String case_ = "seed " + seed + ": " + List.of(a, b, c);

      assertThat(a.merge(b)).as(case_).isEqualTo(b.merge(a));
      assertThat(a.merge(b).merge(c)).as(case_).isEqualTo(a.merge(b.merge(c)));
      assertThat(a.merge(a)).as(case_).isEqualTo(a);
      assertThat(a.merge(b).merge(b)).as(case_).isEqualTo(a.merge(b));
      assertThat(a.merge(b).action().includes(a.action())).as(case_).isTrue();
    }
  }

  private static Hold some(Random random) {
    Mode mode = Mode.values()[random.nextInt(Mode.values().length)];
    List<String> factors = List.of("0.5", "0.50", "0.25", "0.75");
    String factor = mode == Mode.REDUCED ? factors.get(random.nextInt(4)) : "1";
    return new Hold(
        STOP,
        Scope.firm(),
        mode,
        new BigDecimal(factor),
        Action.values()[random.nextInt(3)],
        random.nextInt(3),
        NOON.plusMillis(random.nextInt(3)));
  }

  @Test
  void laterRevisionDecidesAndAtTheSameOneTheStricter() {
    Hold halted = Hold.halted(STOP, Scope.firm(), Action.HALT, NOON);
    Hold monitoring = halted.at(Mode.MONITORING, BigDecimal.ONE);
    Hold half = monitoring.at(Mode.REDUCED, new BigDecimal("0.5"));
    Hold quarter = monitoring.at(Mode.REDUCED, new BigDecimal("0.25"));

    assertThat(halted.merge(monitoring)).isEqualTo(monitoring);
    assertThat(half.merge(quarter)).isEqualTo(quarter);
    assertThat(half.merge(monitoring.at(Mode.PAPER, BigDecimal.ONE)).mode()).isEqualTo(Mode.PAPER);
  }

  @Test
  void equalNumbersMakeEqualHolds() {
    Hold halted = Hold.halted(STOP, Scope.firm(), Action.HALT, NOON);

    assertThat(halted.at(Mode.REDUCED, new BigDecimal("0.50")))
        .isEqualTo(halted.at(Mode.REDUCED, new BigDecimal("0.5")));
    assertThat(halted.at(Mode.LIVE, new BigDecimal("1.00")))
        .isEqualTo(halted.at(Mode.LIVE, BigDecimal.ONE));
  }

  @Test
  void holdsOfOtherStopsOrScopesDoNotMerge() {
    Hold hold = Hold.halted(STOP, Scope.firm(), Action.HALT, NOON);

    assertThatThrownBy(() -> hold.merge(Hold.halted(STOP, Scope.symbol("X"), Action.HALT, NOON)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> hold.merge(Hold.halted(StopId.parse("z"), Scope.firm(), Action.HALT, NOON)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0.5", "1.01", "0.5"})
  void factorThatDoesNotFitTheModeIsRefused(String factor) {
    Hold halted = Hold.halted(STOP, Scope.firm(), Action.HALT, NOON);

    assertThatThrownBy(() -> halted.at(Mode.PAPER, new BigDecimal(factor)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("factor of a hold");
  }

  @Test
  void reducedNeedsAFactorBelowOneAndARevisionCountsFromZero() {
    Hold halted = Hold.halted(STOP, Scope.firm(), Action.HALT, NOON);

    assertThatThrownBy(() -> halted.at(Mode.REDUCED, BigDecimal.ONE))
        .hasMessageContaining("factor of a hold");
    assertThatThrownBy(
            () -> new Hold(STOP, Scope.firm(), Mode.HALTED, BigDecimal.ONE, Action.HALT, -1, NOON))
        .hasMessageContaining("revision");
  }

  @Test
  void pressedHoldKeepsMilliseconds() {
    Hold hold = Hold.halted(STOP, Scope.firm(), Action.HALT, NOON.plusNanos(1_234_567));

    assertThat(hold.heldAt()).isEqualTo(NOON.plusMillis(1));
    assertThat(hold.mode()).isEqualTo(Mode.HALTED);
  }

  @Test
  void strictestModeWins() {
    for (Mode one : Mode.values()) {
      for (Mode other : Mode.values()) {
        assertThat(one.strictest(other).ordinal())
            .isEqualTo(Math.max(one.ordinal(), other.ordinal()));
      }
    }
  }

  @Test
  void boardVersionIsReadAsItIsWrittenAndOrderedByIncarnationFirst() {
    assertThat(BoardVersion.parse("3.17")).hasToString("3.17").isEqualTo(new BoardVersion(3, 17));
    assertThat(new BoardVersion(2, 0)).isGreaterThan(new BoardVersion(1, 999));
    assertThat(new BoardVersion(2, 1)).isGreaterThan(new BoardVersion(2, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", ".", "1.", ".1", "a.b", "1.2.3", "-1.0", "1.-2", "1 .2"})
  void boardVersionOfAnotherFormIsRefused(String text) {
    assertThatThrownBy(() -> BoardVersion.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
