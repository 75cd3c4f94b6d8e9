package io.estop.embedded.demo;

import io.estop.embedded.Stack;
import io.estop.embedded.portfolio.Portfolio;
import io.estop.embedded.portfolio.SeedInstrument;
import io.estop.example.AlpacaOrderEntry;
import io.estop.example.Bid;
import io.estop.example.TradingEngine;
import io.estop.model.EnvironmentId;
import io.estop.model.trading.AssetClass;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The demo's own trading component: the example engine, in one symbol of the portfolio. */
final class DemoTrader {

  private static final Duration EVERY = Duration.ofMillis(200);

  private DemoTrader() {}

  /** Starts trading in the first equity of the portfolio, else in whatever has a bid. */
  static TradingEngine start(Stack stack, Portfolio portfolio, HeardHolds heard) {
    SeedInstrument chosen = choose(portfolio);
    return TradingEngine.start(
        new TradingEngine.Settings(
            EnvironmentId.parse(stack.environment()),
            Stack.COMPONENT,
            Stack.ACCOUNT,
            RedisURI.create("127.0.0.1", stack.redis().port()),
            Stack.COMPONENT + "-",
            EVERY),
        new AlpacaOrderEntry(
            stack.paperService().address(),
            stack.tokens().venueKeyId(),
            stack.tokens().venueSecretKey()),
        List.of(Bid.farBelow("demo", chosen.symbol(), chosen.quote().bid())),
        heard);
  }

  private static SeedInstrument choose(Portfolio portfolio) {
    Optional<SeedInstrument> equity =
        portfolio.instruments().stream()
            .filter(i -> i.assetClass() == AssetClass.US_EQUITY)
            .findFirst();
    return equity.orElseGet(() -> portfolio.instruments().get(0));
  }
}
