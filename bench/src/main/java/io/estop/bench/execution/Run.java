package io.estop.bench.execution;

import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;

/**
 * What one strategy got out of one market.
 *
 * @param cost against the mid at the start, in price x units; what is unfilled is charged at the
 *     final mid
 * @param riskSeconds the share of the position that was still there, summed over time
 * @param unfilled share left at the end
 * @param endedAt second after which nothing was left; the deadline where something was
 * @param passedAt second at which the price was first against us by more than two standard
 *     deviations of the time so far, at least of one refill; the deadline where it never was
 */
record Run(double cost, double riskSeconds, double unfilled, int endedAt, int passedAt) {
  private static final int SIGMAS = 2;

  static Run of(Scenario scenario, Market market, Strategy strategy) {
    double sign = market.side() == Side.SELL ? 1 : -1;
    double total = scenario.frame().total().doubleValue();
    double arrival = market.mid();
    int deadline = Math.toIntExact(scenario.deadline().toSeconds());
    BigDecimal filled = BigDecimal.ZERO;
    double cost = 0;
    double riskSeconds = 0;
    int endedAt = deadline;
    int paused = 0;
    int passedAt = deadline;
    for (int second = 0; second < deadline; second++) {
      if (market.isPaused()) {
        paused++;
      } else {
        Strategy.Ask ask = strategy.ask(sight(second, paused, deadline, filled, market));
        if (!ask.isNothing()) {
          Market.Fill fill = market.trade(ask.quantity().doubleValue(), ask.limit());
          filled = filled.add(ask.filled(fill.quantity(), scenario.frame().step()));
          cost += sign * (fill.quantity() * arrival - fill.money());
        }
      }
      double left = total - filled.doubleValue();
      riskSeconds += left / total;
      endedAt = left == 0 ? Math.min(endedAt, second) : deadline;
      if (sign * (arrival - market.undisturbed()) > bound(scenario, second)) {
        passedAt = Math.min(passedAt, second);
      }
      market.advance();
    }
    double left = total - filled.doubleValue();
    return new Run(
        cost + sign * left * (arrival - market.mid()),
        riskSeconds,
        left / total,
        endedAt,
        passedAt);
  }

  private static double bound(Scenario scenario, int second) {
    double refill = scenario.impact().refillTime().toSeconds();
    return SIGMAS * scenario.impact().volatility() * Math.sqrt(Math.max(second, refill));
  }

  private static Strategy.Sight sight(
      int second, int paused, int deadline, BigDecimal filled, Market market) {
    return new Strategy.Sight(
        Duration.ofSeconds(second),
        Duration.ofSeconds(paused),
        Duration.ofSeconds(deadline - second),
        filled,
        market.quote());
  }
}
