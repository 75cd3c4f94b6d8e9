package io.estop.embedded.portfolio;

import io.estop.embedded.portfolio.RowCheck.Holding;
import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/** Working orders far from the market, so that they still work when a stop comes. */
final class WorkingOrders {

  private static final BigDecimal FAR_BELOW = new BigDecimal("0.90");
  private static final BigDecimal FAR_ABOVE = new BigDecimal("1.10");
  private static final BigDecimal TEN = BigDecimal.TEN;

  private WorkingOrders() {}

  // One direction per symbol: a venue refuses an order against another one of the same account.
  static List<SeedOrder> of(List<Holding> holdings, int count) {
    List<Holding> stocks =
        holdings.stream().filter(h -> h.instrument().assetClass() == AssetClass.US_EQUITY).toList();
    return stocks.isEmpty()
        ? List.of()
        : IntStream.range(0, count)
            .mapToObj(i -> order(stocks.get(i % stocks.size()), i % stocks.size(), i))
            .toList();
  }

  private static SeedOrder order(Holding stock, int index, int number) {
    SeedQuote quote = stock.instrument().quote();
    BigDecimal held = stock.position().quantity();
    boolean sells = held.compareTo(TEN) > 0 && index % 3 == 0;
    BigDecimal price = sells ? quote.ask().multiply(FAR_ABOVE) : quote.bid().multiply(FAR_BELOW);
    BigDecimal quantity = sells || held.signum() < 0 ? BigDecimal.ONE : TEN;
    return new SeedOrder(
        stock.instrument().symbol(),
        sells ? "sell" : "buy",
        quantity,
        price.setScale(2, RoundingMode.HALF_EVEN),
        "demo-working-" + number);
  }
}
