package io.estop.bench.simulation;

import io.estop.model.trading.Account;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import io.estop.venues.OrderType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a world's accounts hold when it begins: shares, coins, spreads, covered and hedged ones. */
final class Books {
  private static final String EXPIRY = "270115";
  private final String name;
  private final Random random;
  private final Turns turns;
  private final Watch watch;
  private final Trouble trouble;

  Books(String name, Random random, Turns turns, Watch watch, Trouble trouble) {
    this.name = name;
    this.random = random;
    this.turns = turns;
    this.watch = watch;
    this.trouble = trouble;
  }

  List<Exchange> open() {
    List<Exchange> exchanges = new ArrayList<>();
    exchanges.add(exchange("paper"));
    if (random.nextInt(4) == 0) {
      exchanges.add(exchange("second"));
    }
    return exchanges;
  }

  private Exchange exchange(String venue) {
    Exchange exchange =
        new Exchange(
            new Account(venue, "a-" + name), turns, watch, new Random(random.nextLong()), trouble);
    group(exchange);
    for (int more = random.nextInt(4); more > 0; more--) {
      switch (random.nextInt(6)) {
        case 0 -> shares(exchange, "MSFT", signed(40 + random.nextInt(60)) + ".5", "400.00");
        case 1 -> shares(exchange, "TSLA", signed(20 + random.nextInt(80)), "200.00");
        case 2 -> coins(exchange, "BTC/USD", "0.75", "60000.00", "60010.00");
        case 3 -> coins(exchange, "DOGE/USD", "3", "0.1000", "0.1005");
        case 4 -> thin(exchange);
        default -> worthless(exchange);
      }
    }
    return exchange;
  }

  /** Options in AAPL and what covers them, long and short. */
  private void group(Exchange exchange) {
    shares(exchange, "AAPL", "0", "150.00");
    Instrument stock = share("AAPL");
    int lots = 1 + random.nextInt(3);
    switch (random.nextInt(9)) {
      case 0 -> {
        exchange.holds(stock, BigDecimal.valueOf(100L * lots));
        option(exchange, "C00150000", -lots, "5.00", "5.10");
      }
      case 1 -> {
        option(exchange, "C00150000", -lots, "5.00", "5.10");
        option(exchange, "C00160000", lots, "2.00", "2.10");
      }
      case 2 -> {
        option(exchange, "P00150000", -lots, "5.00", "5.10");
        option(exchange, "P00140000", lots, "2.00", "2.10");
      }
      case 3 -> {
        exchange.holds(stock, BigDecimal.valueOf(-100L * lots));
        option(exchange, "P00140000", -lots, "2.00", "2.10");
      }
      case 4 -> {
        exchange.holds(stock, BigDecimal.valueOf(100L * lots));
        option(exchange, "P00140000", lots, "2.00", "2.10");
      }
      case 5 -> {
        exchange.holds(stock, BigDecimal.valueOf(100));
        option(exchange, "C00150000", -2, "5.00", "5.10");
        option(exchange, "C00160000", 1, "2.00", "2.10");
      }
      case 6 -> {
        // More cover than is needed, of two kinds: the rest goes at once, and only once.
        exchange.holds(stock, BigDecimal.valueOf(100L * lots + 50));
        option(exchange, "C00150000", -2, "5.00", "5.10");
        option(exchange, "C00160000", 2, "2.00", "2.10");
      }
      case 7 -> {
        exchange.holds(stock, BigDecimal.valueOf(-250));
        option(exchange, "P00140000", -lots, "2.00", "2.10");
        option(exchange, "P00150000", 2, "5.00", "5.10");
      }
      default -> exchange.holds(stock, new BigDecimal(signed(300)));
    }
  }

  private void option(Exchange exchange, String rest, int contracts, String bid, String ask) {
    Instrument option = new Instrument("AAPL" + EXPIRY + rest, AssetClass.US_OPTION);
    exchange.lists(option, bid, ask, "0.02", String.valueOf(1 + random.nextInt(4)));
    exchange.holds(option, BigDecimal.valueOf(contracts));
  }

  private void shares(Exchange exchange, String symbol, String quantity, String bid) {
    BigDecimal low = new BigDecimal(bid);
    String depth = random.nextBoolean() ? "100000" : String.valueOf(10 + random.nextInt(100));
    Instrument share = share(symbol);
    exchange.lists(share, bid, low.add(new BigDecimal("0.04")).toPlainString(), step(low), depth);
    BigDecimal held = new BigDecimal(quantity);
    exchange.holds(share, held);
    if (held.signum() != 0 && random.nextInt(4) == 0) {
      boolean guards = random.nextBoolean();
      exchange.foreign(
          "theirs-" + symbol,
          share,
          Side.closing(held),
          BigDecimal.TEN,
          guards ? OrderType.STOP : OrderType.LIMIT);
    }
  }

  private String step(BigDecimal price) {
    // Six steps are within the collar or beyond it.
    return price.movePointLeft(random.nextInt(3) == 0 ? 2 : 3).toPlainString();
  }

  private void coins(Exchange exchange, String symbol, String quantity, String bid, String ask) {
    Instrument coin = new Instrument(symbol, AssetClass.CRYPTO);
    exchange.lists(coin, bid, ask, new BigDecimal(bid).movePointLeft(4).toPlainString(), "1000");
    exchange.holds(coin, new BigDecimal(quantity));
  }

  private void thin(Exchange exchange) {
    Instrument share = share("THIN");
    exchange.lists(share, "20.00", "20.20", "0.02", String.valueOf(1 + random.nextInt(20)));
    exchange.holds(share, new BigDecimal(signed(60)));
  }

  private void worthless(Exchange exchange) {
    Instrument option = new Instrument("TSLA" + EXPIRY + "C00900000", AssetClass.US_OPTION);
    exchange.lists(option, "0", "0.05", "0", "10");
    exchange.holds(option, BigDecimal.valueOf(3));
  }

  private static Instrument share(String symbol) {
    return new Instrument(symbol, AssetClass.US_EQUITY);
  }

  private String signed(int quantity) {
    return random.nextBoolean() ? String.valueOf(quantity) : "-" + quantity;
  }
}
