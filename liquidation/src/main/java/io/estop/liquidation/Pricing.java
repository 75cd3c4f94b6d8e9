package io.estop.liquidation;

import io.estop.model.liquidation.ClosingPrice;
import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.StairStep;
import io.estop.model.liquidation.options.OptionRules;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.store.plan.PositionRow;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.SliceState;
import io.estop.venues.NewOrder.TimeInForce;
import io.estop.venues.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** At which limit, and for how long, an order works. Pure. */
final class Pricing {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  private final ClosingPrice price;
  private final OptionRules options;
  private final Duration escalateWithin;

  Pricing(LiquidationSettings settings) {
    this.price = settings.price();
    this.options = settings.planner().options();
    this.escalateWithin = settings.work().escalateWithin();
  }

  /** Returns the worst price that any order of the position may have. */
  BigDecimal worst(PositionRow row, Side side, Quote arrival) {
    return price.worst(row.instrument(), side, arrival);
  }

  /**
   * Returns whether a position is priced with patience against that quote: an order may rest beyond
   * the touch.
   */
  boolean isPatient(PositionRow row, Quote quote, Situation situation) {
    return mayRest(row, quote) && !situation.isUrgent(escalateWithin);
  }

  /** Returns whether an order of a position was priced with patience, and still is to rest. */
  boolean isPatient(PositionRow row, SliceRow order, Situation situation) {
    boolean mayRest =
        row.method() == Method.PROGRESSIVE_LIMIT
            || quote(order).anyMatch(quote -> isTooWide(row, quote));
    return mayRest && !situation.isUrgent(escalateWithin);
  }

  /** Returns whether an order may wait within the worst price for a touch that is beyond it. */
  boolean mayRest(PositionRow row, Quote quote) {
    return row.method() == Method.PROGRESSIVE_LIMIT || isTooWide(row, quote);
  }

  private boolean isTooWide(PositionRow row, Quote quote) {
    return row.instrument().isOption() && options.isTooWide(quote);
  }

  /** Returns the limit of the next order, within the worst price. */
  BigDecimal limit(PositionRow row, Side side, Quote quote, BigDecimal worst, Situation situation) {
    BigDecimal limit = byMethod(row, side, quote, worst, situation);
    boolean coarser = situation.refused().filter(Pricing::wantsCents).isPresent();
    return coarser && row.instrument().assetClass() != AssetClass.CRYPTO
        ? inCents(side, limit, worst)
        : limit;
  }

  private static boolean wantsCents(Refused refused) {
    return refused.reason() == Refusal.SUB_PENNY_PRICE;
  }

  /** Rounded away from the touch, but never past the worst price. */
  private static BigDecimal inCents(Side side, BigDecimal limit, BigDecimal worst) {
    RoundingMode outward = side == Side.SELL ? RoundingMode.DOWN : RoundingMode.UP;
    RoundingMode inward = side == Side.SELL ? RoundingMode.UP : RoundingMode.DOWN;
    BigDecimal wide = limit.divide(CENT, 0, outward).multiply(CENT);
    boolean beyond = side == Side.SELL ? wide.compareTo(worst) < 0 : wide.compareTo(worst) > 0;
    return beyond ? limit.divide(CENT, 0, inward).multiply(CENT) : wide;
  }

  private BigDecimal byMethod(
      PositionRow row, Side side, Quote quote, BigDecimal worst, Situation situation) {
    Instrument instrument = row.instrument();
    if (situation.isLate(escalateWithin.dividedBy(2))) {
      return worst;
    }
    if (situation.isUrgent(escalateWithin)) {
      return price.limit(instrument, side, quote, worst);
    }
    if (isTooWide(row, quote)) {
      // No farther than the touch, which is far enough: what is beyond is for the deadline.
      BigDecimal farthest = within(side, quote.touch(side), worst);
      return StairStep.limit(
          instrument, side, quote, farthest, pricedAgainst(situation.orders(), options::isTooWide));
    }
    return switch (row.method()) {
      case AGGRESSIVE_LIMIT -> within(side, quote.touch(side), worst);
      case PROGRESSIVE_LIMIT ->
          quote.isTwoSided()
              ? StairStep.limit(
                  instrument,
                  side,
                  quote,
                  worst,
                  pricedAgainst(situation.orders(), Quote::isTwoSided))
              : within(side, quote.touch(side), worst);
      case MARKET, TWAP, VWAP, IMPLEMENTATION_SHORTFALL, DMA, OPTION ->
          price.limit(instrument, side, quote, worst);
    };
  }

  private static BigDecimal within(Side side, BigDecimal limit, BigDecimal worst) {
    return side == Side.SELL ? limit.max(worst) : limit.min(worst);
  }

  /** Orders that the venue never had, or refused, were no step. */
  private static List<Quote> pricedAgainst(List<SliceRow> orders, Predicate<Quote> counts) {
    return orders.stream()
        .filter(order -> order.orderId().isPresent() && order.state() != SliceState.REFUSED)
        .flatMap(Pricing::quote)
        .filter(counts)
        .toList();
  }

  private static Stream<Quote> quote(SliceRow order) {
    Optional<BigDecimal> ask = order.quoteAsk();
    Instant at = order.intendedAt();
    return order.quoteBid().stream()
        .flatMap(
            bid ->
                ask.stream()
                    .map(other -> new Quote(bid, BigDecimal.ZERO, other, BigDecimal.ZERO, at)));
  }

  /** Returns how long an order works at the venue. */
  TimeInForce timeInForce(PositionRow row, Quote quote, BigDecimal quantity, Situation situation) {
    AssetClass kind = row.instrument().assetClass();
    if (isPatient(row, quote, situation)) {
      return kind == AssetClass.CRYPTO ? TimeInForce.GTC : TimeInForce.DAY;
    }
    boolean dayOnly =
        situation
            .refused()
            .filter(refused -> refused.reason() == Refusal.FRACTIONAL_ONLY_DAY)
            .isPresent();
    return dayOnly ? TimeInForce.DAY : OrderDesk.timeInForce(kind, quantity);
  }
}
