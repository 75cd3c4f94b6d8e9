package io.estop.liquidation;

import io.estop.model.liquidation.ClosingPrice;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.Remaining;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract;
import io.estop.model.trading.OptionContract.Right;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides about one position from what the venue said. Pure. */
final class Decider {
  private final LiquidationSettings settings;

  Decider(LiquidationSettings settings) {
    this.settings = settings;
  }

  /**
   * Decides about a position none of whose orders may still fill.
   *
   * @param row the position, with the sums of its orders' fills
   * @param group every position of the batch; those in the same underlying count
   * @param facts read after the last report on those orders
   */
  Decision decide(PositionRow row, List<PositionRow> group, Facts facts) {
    Instrument instrument = row.instrument();
    Side side = Side.closing(row.startQuantity());
    Remaining remaining =
        Remaining.of(
            row.startQuantity(),
            row.explained(),
            facts.quantity(instrument),
            facts.openQuantity(instrument, side));
    if (remaining.finding() == Remaining.Finding.UNKNOWN) {
      return waitFor(
          ResidualReason.POSITION_UNKNOWN,
          "the venue shows "
              + facts.quantity(instrument).toPlainString()
              + " where the fills that are known leave "
              + row.startQuantity().abs().subtract(row.explained()).toPlainString());
    }
    if (remaining.position().signum() == 0) {
      boolean ours = row.filledQuantity().compareTo(row.startQuantity().abs()) == 0;
      return new Decision.Resolve(
          PositionStatus.CLOSED,
          BigDecimal.ZERO,
          ours ? "" : "partly closed by others: foreign reduction");
    }
    if (remaining.quantity().signum() == 0) {
      return waitFor(ResidualReason.IN_FLIGHT, "an order of somebody else may still close it");
    }
    return price(row, group, facts, remaining);
  }

  private Decision price(
      PositionRow row, List<PositionRow> group, Facts facts, Remaining remaining) {
    Instrument instrument = row.instrument();
    Side side = Side.closing(row.startQuantity());
    BigDecimal quantity = remaining.quantity();
    BigDecimal left = remaining.position();
    Quote quote = facts.quotes().get(instrument.symbol());
    if (isWorthless(instrument, side, quote)) {
      return new Decision.Resolve(PositionStatus.WORTHLESS, left, "nobody bids for it");
    }
    if (isDust(instrument, quantity, row.markPrice())) {
      return new Decision.Resolve(PositionStatus.DUST, left, "less than the venue's minimum order");
    }
    if (instrument.assetClass() != AssetClass.CRYPTO && !facts.marketOpen()) {
      return new Decision.Wait(ResidualReason.MARKET_CLOSED, "the session is closed", true);
    }
    Optional<String> uncovered = openShortCoveredBy(row, group, facts);
    if (uncovered.isPresent()) {
      return waitFor(ResidualReason.COVERS_OPEN_SHORT, "covers " + uncovered.get());
    }
    if (quote == null || quote.isCrossed() || quote.touch(side).signum() == 0) {
      return waitFor(ResidualReason.NO_QUOTE, quote == null ? "no quote" : "quote " + quote);
    }
    return limit(row, side, quantity, quote);
  }

  private Decision limit(PositionRow row, Side side, BigDecimal quantity, Quote quote) {
    ClosingPrice price = settings.price();
    Quote arrival = row.arrival().filter(seen -> seen.touch(side).signum() > 0).orElse(quote);
    BigDecimal worst = price.worst(row.instrument(), side, arrival);
    BigDecimal touch = quote.touch(side);
    boolean outside = side == Side.SELL ? touch.compareTo(worst) < 0 : touch.compareTo(worst) > 0;
    if (outside) {
      return waitFor(
          ResidualReason.OUTSIDE_COLLAR,
          "the touch "
              + touch.toPlainString()
              + " is beyond the worst price allowed "
              + worst.toPlainString());
    }
    return new Decision.Send(quantity, price.limit(row.instrument(), side, quote, worst), arrival);
  }

  private static Decision.Wait waitFor(ResidualReason reason, String detail) {
    return new Decision.Wait(reason, detail, false);
  }

  private static boolean isWorthless(
      Instrument instrument, Side side, @org.jspecify.annotations.Nullable Quote quote) {
    return instrument.isOption()
        && side == Side.SELL
        && quote != null
        && quote.hasNoBid()
        && quote.ask().signum() > 0;
  }

  private boolean isDust(Instrument instrument, BigDecimal quantity, BigDecimal mark) {
    return instrument.assetClass() == AssetClass.CRYPTO
        && quantity.multiply(mark).compareTo(settings.cryptoDustNotional()) < 0;
  }

  /** Returns an open short option that this position covers: it has to be bought back first. */
  private static Optional<String> openShortCoveredBy(
      PositionRow row, List<PositionRow> group, Facts facts) {
    Stream<Instrument> planned =
        group.stream()
            // Also one that another stop closes, or that was left over: it is a short all the same.
            .filter(other -> other.status() != PositionStatus.CLOSED)
            // When another stop has closed it no row here says so, but the venue does.
            .filter(
                other ->
                    other.status() != PositionStatus.CLAIMED_BY
                        || facts.quantity(other.instrument()).signum() != 0)
            .filter(other -> other.instrument().isOption() && other.startQuantity().signum() < 0)
            .filter(other -> other.account().equals(row.account()))
            .map(PositionRow::instrument);
    // One that is planned in another batch, or not yet, is a short all the same.
    return Stream.concat(planned, facts.shortOptions().stream())
        .filter(other -> covers(row, OptionContract.parse(other.symbol())))
        .map(Instrument::symbol)
        .findFirst();
  }

  private static boolean covers(PositionRow row, OptionContract shortOption) {
    if (!row.instrument().underlying().equals(shortOption.underlying())) {
      return false;
    }
    boolean isLong = row.startQuantity().signum() > 0;
    if (!row.instrument().isOption()) {
      return isLong == (shortOption.right() == Right.CALL);
    }
    return isLong && OptionContract.parse(row.instrument().symbol()).right() == shortOption.right();
  }
}
