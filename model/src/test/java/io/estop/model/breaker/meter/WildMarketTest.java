package io.estop.model.breaker.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Volatility and velocity over seeded random walks, one price in ten seconds. */
class WildMarketTest {
  private static final Instant START = Instant.parse("2026-03-02T14:30:00Z");
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration NORMAL = Duration.ofHours(2);
  private static final int CALM = 700;
  private static final double STEP = 0.0002;

  @Test
  void volatilityIsOneWhileTheMarketIsAsItWas() {
    for (long seed = 1; seed <= 20; seed++) {
      List<Double> seen = seen(volatility(), walk(seed, 3 * CALM, step -> STEP));

      assertThat(seen).as("seed " + seed).isNotEmpty().allMatch(ratio -> ratio < 2.5);
      assertThat(middle(seen)).as("seed " + seed).isBetween(0.8, 1.25);
    }
  }

  @Test
  void volatilityFollowsTheMarketWithinTheWindow() {
    for (long seed = 1; seed <= 20; seed++) {
      double[] prices = walk(seed, CALM + 30, step -> step < CALM ? STEP : 4 * STEP);
      List<Double> seen = seen(volatility(), prices);

      assertThat(seen.get(seen.size() - 1)).as("seed " + seed).isGreaterThan(2.5);
    }
  }

  @Test
  void aSingleBadPrintIsNoVolatility() {
    for (long seed = 1; seed <= 20; seed++) {
      double[] prices = walk(seed, CALM + 60, step -> STEP);
      prices[CALM] *= 1.5;
      prices[CALM + 20] *= 0.01;

      assertThat(seen(volatility(), prices)).as("seed " + seed).allMatch(ratio -> ratio < 2.5);
    }
  }

  @Test
  void whatWentOnOverAGapIsNoReturn() {
    RealisedVolatility volatility = volatility();
    double[] prices = walk(7, CALM + 40, step -> STEP);
    List<Double> seen = new ArrayList<>();
    for (int i = 0; i < prices.length; i++) {
      // A night lies between, and the market opens a tenth lower.
      boolean later = i >= CALM;
      Instant at = START.plus(EVERY.multipliedBy(i)).plus(Duration.ofHours(later ? 1 : 0));
      volatility
          .observe(BigDecimal.valueOf(later ? prices[i] * 0.9 : prices[i]), at)
          .ifPresent(ratio -> seen.add(ratio.doubleValue()));
    }

    assertThat(seen).isNotEmpty().allMatch(ratio -> ratio < 2.5);
  }

  @Test
  void nobodyKnowsWhatIsNormalBeforeTenWindows() {
    RealisedVolatility volatility = volatility();
    double[] prices = walk(3, 300, step -> STEP);

    for (int i = 0; i < prices.length; i++) {
      assertThat(volatility.observe(BigDecimal.valueOf(prices[i]), at(i)))
          .as("price " + i)
          .isEmpty();
    }
  }

  @Test
  void oneLevelInSigmasSuitsAShareAndACoin() {
    for (long seed = 1; seed <= 20; seed++) {
      // The coin's steps are eight times the share's: no level in percent suits both.
      double[] share = walk(seed, 2 * CALM, step -> STEP);
      double[] coin = walk(seed, 2 * CALM, step -> 8 * STEP);

      assertThat(seen(sigmas(AssetClass.US_EQUITY), share))
          .as("share " + seed)
          .allMatch(few -> few < 8);
      assertThat(seen(sigmas(AssetClass.CRYPTO), coin)).as("coin " + seed).allMatch(few -> few < 8);
      List<Double> fallen = seen(sigmas(AssetClass.CRYPTO), fallen(coin, 0.7));
      assertThat(fallen.get(fallen.size() - 1)).as("coin " + seed).isGreaterThan(8);
      List<Double> dropped = seen(sigmas(AssetClass.US_EQUITY), fallen(share, 0.97));
      assertThat(dropped.get(dropped.size() - 1)).as("share " + seed).isGreaterThan(8);
    }
  }

  @Test
  void aTickAfterHoursWithoutOneIsNoEvent() {
    VelocityInSigmas sigmas = sigmas(AssetClass.US_EQUITY);
    for (int i = 0; i < CALM; i++) {
      sigmas.observe(BigDecimal.valueOf(100), at(i));
    }

    assertThat(sigmas.observe(new BigDecimal("100.01"), at(CALM)).orElseThrow())
        .isLessThan(BigDecimal.ONE);
  }

  @Test
  void aSingleBadPrintIsNotUsualAfterwards() {
    double[] prices = walk(5, CALM, step -> STEP);
    double[] spoiled = prices.clone();
    spoiled[CALM / 2] = 1;
    VelocityInSigmas clean = sigmas(AssetClass.US_EQUITY);
    VelocityInSigmas bad = sigmas(AssetClass.US_EQUITY);
    seen(clean, prices);
    seen(bad, spoiled);

    BigDecimal crash = new BigDecimal("90");
    assertThat(bad.observe(crash, at(CALM)).orElseThrow().doubleValue())
        .isGreaterThan(0.5 * clean.observe(crash, at(CALM)).orElseThrow().doubleValue());
  }

  @Test
  void aNormalThatIsTooShortToTellIsRefused() {
    assertThatThrownBy(() -> new RealisedVolatility(WINDOW, Duration.ofMinutes(20)))
        .hasMessageContaining("normal must be 10 windows or longer but was: PT20M");
    assertThatThrownBy(() -> new VelocityInSigmas(WINDOW, WINDOW, AssetClass.CRYPTO))
        .hasMessageContaining("normal must be 10 windows or longer but was: PT5M");
  }

  private static RealisedVolatility volatility() {
    return new RealisedVolatility(WINDOW, NORMAL);
  }

  private static VelocityInSigmas sigmas(AssetClass assetClass) {
    return new VelocityInSigmas(WINDOW, NORMAL, assetClass);
  }

  private static double[] fallen(double[] prices, double to) {
    double[] fallen = prices.clone();
    fallen[fallen.length - 2] *= to;
    fallen[fallen.length - 1] *= to;
    return fallen;
  }

  private static double[] walk(long seed, int length, IntToDoubleFunction deviation) {
    SplittableRandom chance = new SplittableRandom(seed);
    double[] prices = new double[length];
    double price = 100;
    for (int i = 0; i < length; i++) {
      price *= Math.exp(deviation.applyAsDouble(i) * chance.nextGaussian());
      prices[i] = price;
    }
    return prices;
  }

  private static List<Double> seen(Meter meter, double[] prices) {
    List<Double> seen = new ArrayList<>();
    for (int i = 0; i < prices.length; i++) {
      Optional<BigDecimal> value = meter.observe(BigDecimal.valueOf(prices[i]), at(i));
      value.ifPresent(one -> seen.add(one.doubleValue()));
    }
    return seen;
  }

  private static double middle(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  private static Instant at(int price) {
    return START.plus(EVERY.multipliedBy(price));
  }
}
