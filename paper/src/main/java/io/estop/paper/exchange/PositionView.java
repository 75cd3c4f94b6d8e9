package io.estop.paper.exchange;

import io.estop.paper.account.Position;
import io.estop.paper.book.Book;
import io.estop.paper.book.Quote;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Instrument;
import io.estop.paper.order.Amounts;
import io.estop.paper.order.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.UUID;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** One position as Alpaca writes it. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record PositionView(
    UUID assetId,
    String symbol,
    String exchange,
    String assetClass,
    boolean assetMarginable,
    String avgEntryPrice,
    String qty,
    String qtyAvailable,
    String side,
    String marketValue,
    String costBasis,
    String unrealizedPl,
    String unrealizedPlpc,
    String unrealizedIntradayPl,
    String unrealizedIntradayPlpc,
    String currentPrice,
    String lastdayPrice,
    String changeToday) {

  static PositionView of(Book book, Position position, Quote quote) {
    Instrument instrument = book.instrument();
    BigDecimal qty = position.qty();
    BigDecimal held = book.held(qty.signum() > 0 ? Side.SELL : Side.BUY);
    BigDecimal available = qty.abs().subtract(held).multiply(BigDecimal.valueOf(qty.signum()));
    BigDecimal value = Valuation.value(instrument, qty, quote);
    BigDecimal cost =
        qty.multiply(position.averageEntryPrice())
            .multiply(instrument.multiplier())
            .setScale(4, RoundingMode.HALF_EVEN);
    BigDecimal gain = value.subtract(cost);
    BigDecimal opening = opening(instrument);
    BigDecimal today = value.subtract(qty.multiply(opening).multiply(instrument.multiplier()));
    return new PositionView(
        instrument.id(),
        instrument.symbol(),
        instrument.exchange(),
        instrument.assetClass().toString(),
        instrument.assetClass() == AssetClass.US_EQUITY,
        Amounts.text(position.averageEntryPrice()),
        Amounts.text(qty),
        Amounts.text(available),
        qty.signum() > 0 ? "long" : "short",
        Amounts.text(value),
        Amounts.text(cost),
        Amounts.text(gain),
        ratio(gain, cost.abs()),
        Amounts.text(today),
        ratio(today, value.subtract(today).abs()),
        Amounts.text(quote.mid()),
        Amounts.text(opening),
        ratio(quote.mid().subtract(opening), opening));
  }

  /** Returns the same position with another quantity and class, however wrong they are. */
  public PositionView saying(String quantity, String ofClass) {
    return new PositionView(
        assetId,
        symbol,
        exchange,
        ofClass,
        assetMarginable,
        avgEntryPrice,
        quantity,
        qtyAvailable,
        side,
        marketValue,
        costBasis,
        unrealizedPl,
        unrealizedPlpc,
        unrealizedIntradayPl,
        unrealizedIntradayPlpc,
        currentPrice,
        lastdayPrice,
        changeToday);
  }

  private static BigDecimal opening(Instrument instrument) {
    return instrument
        .bid()
        .add(instrument.ask())
        .divide(BigDecimal.valueOf(2), 9, RoundingMode.HALF_EVEN);
  }

  private static String ratio(BigDecimal part, BigDecimal whole) {
    return whole.signum() == 0 ? "0" : Amounts.text(part.divide(whole, 6, RoundingMode.HALF_EVEN));
  }
}
