package io.estop.liquidation;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.venues.MarketClock;
import io.estop.venues.OpenOrders;
import io.estop.venues.Partial;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one venue said for one wave of a batch, in this order: open orders, then positions, then its
 * clock, then quotes. Orders first, so that a fill between the reads makes the position look
 * smaller, never the room for an order larger. Immutable: batches share all but the quotes.
 *
 * @param openOrders of anybody
 * @param doubtful open orders that nobody can read
 * @param quantities signed, by symbol; absent and not unreadable means none
 * @param held what the venue shows, whoever plans to close it; options that cannot be read as well
 * @param quotes by symbol, of what is to be ordered
 * @param market session of shares and options, and the venue's time
 */
record Facts(
    List<VenueOrder> openOrders,
    List<OpenOrders.Unreadable> doubtful,
    Partial<Map<String, BigDecimal>> quantities,
    List<Instrument> held,
    Partial<Map<String, Quote>> quotes,
    MarketClock market) {

  /** Returns the same with these quotes. */
  Facts with(Partial<Map<String, Quote>> asked) {
    return new Facts(openOrders, doubtful, quantities, held, asked, market);
  }

  /** Returns the signed quantity held; only where nothing is wrong with the entry. */
  BigDecimal quantity(Instrument instrument) {
    return quantities.value().getOrDefault(instrument.symbol(), BigDecimal.ZERO);
  }

  /** Returns why nobody can say how much of that is held, empty where the venue does. */
  Optional<String> positionTrouble(Instrument instrument) {
    return quantities.trouble(instrument);
  }

  /** Returns why nobody can say what may still fill there, empty where the venue does. */
  Optional<String> orderTrouble(Instrument instrument) {
    return doubtful.stream()
        .filter(order -> order.mayTouch(instrument))
        .map(OpenOrders.Unreadable::why)
        .findFirst();
  }

  @Nullable Quote quote(Instrument instrument) {
    return quotes.value().get(instrument.symbol());
  }

  /** Returns what open orders on that side of the instrument may still fill. */
  BigDecimal openQuantity(Instrument instrument, Side side) {
    return openOrders.stream()
        .filter(order -> order.instrument().equals(instrument) && order.side() == side)
        .map(VenueOrder::leavesQuantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
