package io.estop.embedded.portfolio;

import io.estop.embedded.portfolio.RowCheck.Holding;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the demo's portfolio: long and short equities, crypto with fractions, options with a
 * vertical spread, covered calls and long options that nobody bids for; larger ones go on with
 * synthetic equities.
 */
public final class GeneratedPortfolio {

  private GeneratedPortfolio() {}

  /** Returns the portfolio of this request, the same one every time. */
  public static Portfolio of(PortfolioRequest request) {
    SplittableRandom random = new SplittableRandom(request.seed());
    List<Holding> holdings = new ArrayList<>(Options.of(request.day()));
    holdings.addAll(Equities.known(random));
    holdings.addAll(Coins.of(random));
    // The coverings of the option groups lead the list, so that a short one is never left naked.
    List<Holding> wanted = new ArrayList<>(holdings.subList(0, atMost(holdings, request)));
    wanted.addAll(Equities.synthetic(request.positions() - wanted.size(), random));
    return new Portfolio(
        request.asOf().moment(),
        request.seed(),
        wanted.stream().map(Holding::instrument).toList(),
        wanted.stream().map(Holding::position).toList(),
        WorkingOrders.of(wanted, request.orders()));
  }

  private static int atMost(List<Holding> holdings, PortfolioRequest request) {
    return Math.min(holdings.size(), request.positions());
  }
}
