package io.estop.bench.faults;

import io.estop.bench.process.Control;
import io.estop.example.AlpacaOrderEntry;
import io.estop.example.Bid;
import io.estop.example.OrderEntry;
import io.estop.example.TradingEngine;
import io.estop.model.EnvironmentId;
import io.estop.model.trading.Account;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * A component: the example engine in a process of its own, told by the campaign what to trade.
 * Arguments: port of the bench, environment, component, account, port of Redis, venue, prefix of
 * order ids, {@code gated} or {@code rogue}.
 */
public final class TraderMain {
  private static final Duration EVERY = Duration.ofMillis(40);
  private static final BigDecimal PRICE = new BigDecimal("100");

  private final TradingEngine engine;
  private final OrderEntry venue;
  private final String prefix;
  private final boolean rogue;
  private long sentPastTheGate;

  private TraderMain(TradingEngine engine, OrderEntry venue, String prefix, boolean rogue) {
    this.engine = engine;
    this.venue = venue;
    this.prefix = prefix;
    this.rogue = rogue;
  }

  public static void main(String[] arguments) throws IOException {
    try (Control control = Control.connect(Integer.parseInt(arguments[0]))) {
      String[] keys = control.first().split(" ", -1);
      OrderEntry venue = new AlpacaOrderEntry(URI.create(arguments[5]), keys[0], keys[1]);
      TradingEngine engine = TradingEngine.start(settings(arguments), venue, List.of());
      TraderMain trader = new TraderMain(engine, venue, arguments[6], arguments[7].equals("rogue"));
      control.serve(trader::answer);
    }
    System.exit(0);
  }

  private String answer(String question) {
    String[] words = question.split(" ", -1);
    return switch (words[0]) {
      case "offer" -> offer(words[1]);
      case "clock" -> String.valueOf(System.nanoTime());
      case "count" -> engine.ordersSent() + " " + engine.ordersDenied();
      default -> throw new IllegalArgumentException("unknown question: " + question);
    };
  }

  private String offer(String symbols) {
    List<Bid> bids =
        Stream.of(symbols.split(","))
            .map(symbol -> Bid.farBelow("campaign", symbol, PRICE))
            .toList();
    engine.offer(bids);
    if (rogue) {
      bids.forEach(this::sendPastTheGate);
    }
    return "offered";
  }

  /** What the campaign must find: an order that nobody was asked about. */
  private void sendPastTheGate(Bid bid) {
    try {
      venue.buy(prefix + "past-" + sentPastTheGate++, bid);
    } catch (IOException e) {
      throw new IllegalStateException("the rogue order was not sent", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static TradingEngine.Settings settings(String[] arguments) {
    return new TradingEngine.Settings(
        EnvironmentId.parse(arguments[1]),
        arguments[2],
        Account.parse(arguments[3]),
        RedisURI.create("127.0.0.1", Integer.parseInt(arguments[4])),
        arguments[6],
        EVERY);
  }
}
