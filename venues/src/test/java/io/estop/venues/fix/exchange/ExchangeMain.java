package io.estop.venues.fix.exchange;

import java.nio.file.Path;

/**
 * The exchange as a process of its own: PORT, ACCOUNT, FOLDER and perhaps the id of an order at
 * which it dies, after it took the order and before it says so.
 */
public final class ExchangeMain {
  private ExchangeMain() {}

  public static void main(String[] arguments) {
    FixExchange exchange =
        new FixExchange(Integer.parseInt(arguments[0]), arguments[1], Path.of(arguments[2]));
    exchange.holds("AAPL", "100");
    exchange.house("AAPL", true, "60", "150.00");
    exchange.house("AAPL", false, "60", "150.04");
    String deadly = arguments.length > 3 ? arguments[3] : "";
    exchange.swallow =
        message -> {
          if (message.toString().contains("\u000111=" + deadly + "\u0001")
              && message.toString().contains("\u0001150=0\u0001")) {
            Runtime.getRuntime().halt(9);
          }
          return false;
        };
    exchange.open();
    System.out.println("open");
  }
}
