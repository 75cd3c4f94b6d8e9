package io.estop.example;

import io.estop.model.EnvironmentId;
import io.estop.model.trading.Account;
import io.lettuce.core.RedisURI;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the engine until Ctrl-C. Options are {@code --name value}; the venue's key comes from the
 * environment, as Alpaca's own tools take it: {@code APCA_API_KEY_ID}, {@code APCA_API_SECRET_KEY}.
 */
public final class ExampleMain {
  private static final int USAGE = 2;
  private static final String HELP =
      """
      A trading engine behind the gate: bids far below the market, as long as the gate lets it.

        --environment demo         the environment of board and venue
        --component engine         name under which it is registered
        --redis redis://127.0.0.1:6379
        --venue http://127.0.0.1:8790   Alpaca's API, or the paper venue's
        --account paper/PAPER00001      venue/number
        --symbol AAPL --price 100       what to bid for, and about what it costs
        --every-millis 200

      Key and secret: APCA_API_KEY_ID and APCA_API_SECRET_KEY (paper-key and paper-secret).
      """;

  private ExampleMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(HELP);
      return;
    }
    try (TradingEngine engine = started(options(arguments))) {
      System.out.println("trading; Ctrl-C ends it");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> say(engine)));
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException wrong) {
      System.err.println("example: " + wrong.getMessage() + "; see --help");
      System.exit(USAGE);
    }
  }

  static Map<String, String> options(String[] arguments) {
    Map<String, String> options =
        new HashMap<>(
            Map.of(
                "--environment", "demo",
                "--component", "engine",
                "--redis", "redis://127.0.0.1:6379",
                "--venue", "http://127.0.0.1:8790",
                "--account", "paper/PAPER00001",
                "--symbol", "AAPL",
                "--price", "100",
                "--every-millis", "200"));
    for (int i = 0; i < arguments.length; i += 2) {
      if (!options.containsKey(arguments[i])) {
        throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException(arguments[i] + " needs a value");
      }
      options.put(arguments[i], arguments[i + 1]);
    }
    return options;
  }

  private static TradingEngine started(Map<String, String> options) {
    Bid bid =
        Bid.farBelow(
            "example", option(options, "--symbol"), new BigDecimal(option(options, "--price")));
    return TradingEngine.start(settings(options), venue(options), List.of(bid));
  }

  static TradingEngine.Settings settings(Map<String, String> options) {
    return new TradingEngine.Settings(
        EnvironmentId.parse(option(options, "--environment")),
        option(options, "--component"),
        Account.parse(option(options, "--account")),
        RedisURI.create(option(options, "--redis")),
        option(options, "--component") + "-" + UUID.randomUUID().toString().substring(0, 8) + "-",
        Duration.ofMillis(Long.parseLong(option(options, "--every-millis"))));
  }

  private static AlpacaOrderEntry venue(Map<String, String> options) {
    return new AlpacaOrderEntry(
        URI.create(option(options, "--venue")),
        System.getenv().getOrDefault("APCA_API_KEY_ID", "paper-key"),
        System.getenv().getOrDefault("APCA_API_SECRET_KEY", "paper-secret"));
  }

  private static String option(Map<String, String> options, String name) {
    return options.getOrDefault(name, "");
  }

  private static void say(TradingEngine engine) {
    System.out.printf(
        "%d sent, %d denied, %d refused or unanswered%n",
        engine.ordersSent(), engine.ordersDenied(), engine.ordersFailed());
  }
}
