package io.estop.starter.stop;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.RiskCurve;
import io.estop.model.liquidation.RiskCurve.Removal;
import io.estop.starter.stop.StopJson.RiskPointJson;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskLineTest {
  private static final Instant PRESSED = Instant.parse("2026-11-23T15:00:00Z");

  @Test
  void beginsAtThePressWithAllOfItAndEndsWithTheLastFill() {
    assertThat(line("100", removal(900, "60"), removal(1_500, "40")))
        .containsExactly(
            new RiskPointJson(0, "100.00"),
            new RiskPointJson(900, "40.00"),
            new RiskPointJson(1_500, "0.00"));
  }

  @Test
  void beforeTheFirstFillAllOfItIsLeftAndWithoutRiskThereIsNoLine() {
    assertThat(line("100")).containsExactly(new RiskPointJson(0, "100.00"));
    assertThat(line("0")).isEmpty();
  }

  @Test
  void neverShowsLessThanWasLeft() {
    assertThat(line("100", removal(1, "99.9999"))).last().isEqualTo(new RiskPointJson(1, "0.01"));
    assertThat(line("100", removal(1, "100.0000000001")))
        .last()
        .isEqualTo(new RiskPointJson(1, "0.00"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aCurveOfTenThousandFillsIsAFewHundredPointsThatTellTheSame(long seed) {
    Random random = new Random(seed);
    List<Removal> removals = new ArrayList<>();
    long at = 0;
    for (int i = 0; i < 10_000; i++) {
      // Most at once, the rest over minutes.
      at += i < 9_000 ? random.nextInt(2) : random.nextInt(500);
      removals.add(removal(at, "1"));
    }
    RiskCurve curve = RiskCurve.of(new BigDecimal("10000"), removals);

    List<RiskPointJson> line = RiskLine.of(curve, PRESSED);

    assertThat(line).as("seed %d", seed).hasSizeLessThanOrEqualTo(RiskLine.MOST);
    assertThat(line).last().isEqualTo(new RiskPointJson(at, "0.00"));
    Map<Long, Double> left = new TreeMap<>();
    curve.points().forEach(point -> left.put(millis(point), point.left().doubleValue()));
    left.forEach(
        (millis, real) ->
            assertThat(shown(line, millis)).as("at %d", millis).isBetween(real, real + 50));
  }

  private static long millis(RiskCurve.Point point) {
    return point.at().toEpochMilli() - PRESSED.toEpochMilli();
  }

  private static double shown(List<RiskPointJson> line, long millis) {
    return line.stream()
        .filter(kept -> kept.millis() <= millis)
        .mapToDouble(kept -> Double.parseDouble(kept.left()))
        .min()
        .orElseThrow();
  }

  private static List<RiskPointJson> line(String start, Removal... removals) {
    return RiskLine.of(RiskCurve.of(new BigDecimal(start), List.of(removals)), PRESSED);
  }

  private static Removal removal(long millis, String risk) {
    return new Removal(PRESSED.plusMillis(millis), new BigDecimal(risk));
  }
}
