package io.estop.model.liquidation;

import static org.assertj.core.api.Assertions.assertThat;

import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a venue's adapter lets through has a place in the plan: a plan that breaks closes
 * nothing.
 */
class PlannerBearsAnythingTest {
  private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
  private static final int BOOKS = 4_000;
  private static final List<Instrument> INSTRUMENTS =
      List.of(
          new Instrument("AAPL", AssetClass.US_EQUITY),
          new Instrument("BTC/USD", AssetClass.CRYPTO),
          new Instrument("AAPL270115C00150000", AssetClass.US_OPTION));

  @Test
  void aPlanForEveryPositionHoweverAbsurdItsNumbers() {
    for (long seed = 0; seed < BOOKS; seed++) {
      Random fate = new Random(seed);
      try {
        Instrument instrument = INSTRUMENTS.get(fate.nextInt(INSTRUMENTS.size()));
        BigDecimal quantity = number(fate).max(new BigDecimal("1e-20"));
        Position position =
            new Position(
                instrument,
                fate.nextBoolean() ? quantity : quantity.negate(),
                number(fate),
                number(fate));
        Planner.Book book =
            new Planner.Book(
                new Account("paper", "PA1"),
                List.of(position),
                Map.of(instrument.symbol(), market(fate)),
                new Planner.Conditions(NOW, fate.nextBoolean(), 1 + fate.nextInt(200), false));

        assertThat(new Planner(PlannerSettings.standard()).plan(List.of(book))).hasSize(1);
      } catch (RuntimeException | AssertionError broken) {
        throw new AssertionError("seed " + seed, broken);
      }
    }
  }

  private static MarketView market(Random fate) {
    return new MarketView(
        Optional.of(
                new Quote(
                    number(fate),
                    number(fate),
                    number(fate),
                    number(fate),
                    NOW.minus(Duration.ofSeconds(fate.nextInt(100)))))
            .filter(quote -> fate.nextInt(5) > 0),
        figure(fate),
        figure(fate),
        figure(fate),
        Optional.empty(),
        Optional.empty(),
        figure(fate));
  }

  private static OptionalDouble figure(Random fate) {
    return fate.nextInt(3) == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(fate.nextDouble() + 1e-9);
  }

  /** From nothing to more than there is, mostly of usual size. */
  private static BigDecimal number(Random fate) {
    return switch (fate.nextInt(6)) {
      case 0 -> BigDecimal.ZERO;
      case 1 -> new BigDecimal(fate.nextInt(1_000_000)).movePointLeft(20);
      case 2 -> new BigDecimal(fate.nextInt(1_000_000)).movePointRight(14);
      default -> new BigDecimal(fate.nextInt(1_000_000)).movePointLeft(fate.nextInt(5));
    };
  }
}
