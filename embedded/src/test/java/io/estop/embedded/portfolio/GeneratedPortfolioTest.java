package io.estop.embedded.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.OptionContract;
import java.math.BigDecimal;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GeneratedPortfolioTest {

  private static final AsOf DAY = AsOf.parse("2026-11-20");

  @Test
  void holdsWhatADemoHasToShow() {
    Portfolio portfolio = generate(64, 20);

    Map<AssetClass, Long> perClass =
        portfolio.instruments().stream()
            .collect(Collectors.groupingBy(SeedInstrument::assetClass, Collectors.counting()));
    assertThat(portfolio.positions()).hasSize(64);
    assertThat(portfolio.orders()).hasSize(20);
    assertThat(perClass.get(AssetClass.CRYPTO)).isEqualTo(5);
    assertThat(perClass.get(AssetClass.US_OPTION)).isGreaterThan(10);
    assertThat(portfolio.positions()).anyMatch(p -> p.quantity().signum() < 0);
    assertThat(portfolio.positions()).anyMatch(p -> p.quantity().scale() > 0);
    assertThat(portfolio.instruments()).anyMatch(i -> i.quote().bid().signum() == 0);
  }

  @Test
  void leavesNoShortOptionWithoutItsCoverHoweverFewPositionsAreAskedFor() {
    for (int count = 1; count <= 64; count++) {
      Map<String, BigDecimal> held =
          generate(count, 0).positions().stream()
              .collect(Collectors.toMap(SeedPosition::symbol, SeedPosition::quantity));

      held.forEach(
          (symbol, quantity) -> {
            if (symbol.length() > 12 && quantity.signum() < 0) {
              String root = OptionContract.parse(symbol).underlying();
              assertThat(held)
                  .anySatisfy(
                      (other, cover) -> {
                        assertThat(other).startsWith(root);
                        assertThat(cover.signum()).isPositive();
                      });
            }
          });
    }
  }

  @Test
  void growsToTenThousandDifferentSymbols() {
    Portfolio portfolio = generate(10_000, 10_000);

    assertThat(portfolio.positions().stream().map(SeedPosition::symbol).distinct()).hasSize(10_000);
    assertThat(portfolio.orders().stream().map(SeedOrder::clientOrderId).distinct())
        .hasSize(10_000);
  }

  @Test
  void sameSeedGivesTheSamePortfolioAndAnotherSeedAnother() {
    Portfolio first = GeneratedPortfolio.of(new PortfolioRequest(100, 20, 7, DAY));

    assertThat(GeneratedPortfolio.of(new PortfolioRequest(100, 20, 7, DAY))).isEqualTo(first);
    assertThat(GeneratedPortfolio.of(new PortfolioRequest(100, 20, 8, DAY)).positions())
        .isNotEqualTo(first.positions());
  }

  @Test
  void quotesAreNeverCrossed() {
    assertThat(generate(2_000, 0).instruments())
        .allMatch(i -> i.quote().ask().compareTo(i.quote().bid()) > 0);
  }

  @Test
  void refusesMorePositionsThanTheVenueHolds() {
    assertThatThrownBy(() -> new PortfolioRequest(10_001, 0, 1, DAY))
        .hasMessage("positions must be 1 to 10000 but was: 10001");
  }

  private static Portfolio generate(int positions, int orders) {
    return GeneratedPortfolio.of(new PortfolioRequest(positions, orders, 42, DAY));
  }
}
