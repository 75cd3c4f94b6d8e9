package io.estop.embedded.portfolio;

import io.estop.embedded.portfolio.RowCheck.Holding;
import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;

/** Crypto positions, in fractions. */
final class Coins {

  private static final List<String> LONG =
      List.of(
          "BTC/USD 97250.50 1.2345678",
          "ETH/USD 3340.25 18.75",
          "SOL/USD 242.10 150.5",
          "LTC/USD 88.40 210.125",
          "DOGE/USD 0.3921 25000.5");

  private Coins() {}

  static List<Holding> of(SplittableRandom random) {
    return LONG.stream().map(text -> position(text.split(" "), random)).toList();
  }

  private static Holding position(String[] words, SplittableRandom random) {
    MarketHabits habits = MarketHabits.CRYPTO;
    BigDecimal price = new BigDecimal(words[1]);
    BigDecimal quantity = new BigDecimal(words[2]);
    BigDecimal entry = price.multiply(BigDecimal.valueOf(random.nextInt(80, 121), 2));
    SeedQuote quote = habits.around(price, habits.depthFor(quantity));
    return new Holding(
        new SeedInstrument(words[0], AssetClass.CRYPTO, quote, habits.annualVolatility()),
        new SeedPosition(words[0], quantity, entry));
  }
}
