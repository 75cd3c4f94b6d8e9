package io.estop.liquidation;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.venues.MarketClock;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What one venue said for one wave of a batch, in this order: open orders, then positions, then
 * quotes. Orders first, so that a fill between the reads makes the position look smaller, never the
 * room for an order larger.
 *
 * @param openOrders of anybody
 * @param quantities signed, by symbol; absent means none
 * @param held what the venue shows, whoever plans to close it
 * @param quotes by symbol
 * @param market session of shares and options, and the venue's time
 */
record Facts(
    List<VenueOrder> openOrders,
    Map<String, BigDecimal> quantities,
    List<Instrument> held,
    Map<String, Quote> quotes,
    MarketClock market) {

  BigDecimal quantity(Instrument instrument) {
    return quantities.getOrDefault(instrument.symbol(), BigDecimal.ZERO);
  }

  /** Returns what open orders on that side of the instrument may still fill. */
  BigDecimal openQuantity(Instrument instrument, Side side) {
    return openOrders.stream()
        .filter(order -> order.instrument().equals(instrument) && order.side() == side)
        .map(VenueOrder::leavesQuantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
