package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.liquidation.Remaining.Finding;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemainingTest {
  @ParameterizedTest
  @CsvSource({
    "100, 0, 100, 0, CONSISTENT, 100",
    "100, 40, 60, 0, CONSISTENT, 60",
    "-100, 40, -60, 10, CONSISTENT, 50",
    "100, 0, 100, 100, CONSISTENT, 0",
    "100, 0, 100, 150, CONSISTENT, 0",
    "100, 0, 70, 30, CONSISTENT, 40",
    "100, 0, 60, 30, FOREIGN_REDUCTION, 30",
    "100, 0, 0, 0, FOREIGN_REDUCTION, 0",
    "100, 100, 0, 0, CONSISTENT, 0",
    "100, 0, 101, 0, UNKNOWN, 0",
    "100, 40, 100, 0, UNKNOWN, 0",
    "100, 0, -1, 0, UNKNOWN, 0",
    "-100, 0, 1, 0, UNKNOWN, 0",
    "100, 101, 0, 0, UNKNOWN, 0"
  })
  void tellsWhatMayStillBeOrdered(
      BigDecimal start,
      BigDecimal fills,
      BigDecimal read,
      BigDecimal open,
      Finding finding,
      BigDecimal quantity) {
    Remaining remaining = Remaining.of(start, fills, read, open);

    assertThat(remaining.finding()).isEqualTo(finding);
    assertThat(remaining.quantity()).isEqualByComparingTo(quantity);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void neverAllowsMoreThanIsThereAndNotUnderWay(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      BigDecimal start = nonZero(random);
      BigDecimal fills = BigDecimal.valueOf(random.nextInt(1_200), 1);
      BigDecimal read = BigDecimal.valueOf(random.nextInt(2_400) - 1_200, 1);
      BigDecimal open = BigDecimal.valueOf(random.nextInt(600), 1);
      Remaining found = Remaining.of(start, fills, read, open);
      String as = "seed " + seed + ": " + start + " " + fills + " " + read + " " + open;

      assertThat(found.quantity().signum()).as(as).isNotNegative();
      assertThat(found.quantity())
          .as(as)
          .isLessThanOrEqualTo(read.abs().subtract(open).max(BigDecimal.ZERO));
      assertThat(found.quantity())
          .as(as)
          .isLessThanOrEqualTo(start.abs().subtract(fills).max(BigDecimal.ZERO));
      boolean turned = read.signum() * start.signum() < 0;
      boolean larger = read.abs().add(fills).compareTo(start.abs()) > 0;
      assertThat(found.finding() == Finding.UNKNOWN).as(as).isEqualTo(turned || larger);
      if (turned || larger) {
        assertThat(found.quantity()).as(as).isZero();
      }
    }
  }

  private static BigDecimal nonZero(Random random) {
    BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(1_000), 1);
    return random.nextBoolean() ? quantity : quantity.negate();
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void ordersSizedByItNeverFlipAPosition(long seed) {
    Random random = new Random(seed);
    for (int run = 0; run < 2_000; run++) {
      BigDecimal start = nonZero(random);
      BigDecimal held = start;
      BigDecimal fills = BigDecimal.ZERO;
      for (int step = 0; step < 20; step++) {
        BigDecimal open = BigDecimal.valueOf(random.nextInt(50), 1).min(held.abs());
        BigDecimal order = Remaining.of(start, fills, held, open).quantity();
        BigDecimal filled =
            order.multiply(BigDecimal.valueOf(random.nextInt(5), 0)).movePointLeft(1);
        fills = fills.add(filled);
        BigDecimal closed = filled.add(open);
        held = held.signum() > 0 ? held.subtract(closed) : held.add(closed);
        assertThat(held.signum() * start.signum()).as("seed " + seed).isNotNegative();
      }
    }
  }

  @Test
  void orderFilledBetweenReadAndReportIsNoForeignReduction() {
    Remaining remaining =
        Remaining.of(
            new BigDecimal("10"), BigDecimal.ZERO, new BigDecimal("6"), new BigDecimal("4"));

    assertThat(remaining.finding()).isEqualTo(Finding.CONSISTENT);
    assertThat(remaining.quantity()).isEqualByComparingTo("2");
  }
}
