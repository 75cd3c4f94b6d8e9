package io.estop.liquidation;

import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.Remaining;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.liquidation.options.Cover.Release;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Decides about one position from what the venue said. Pure. */
final class Decider {
  private final LiquidationSettings settings;
  private final Pricing pricing;
  private final Pacing pacing;

  Decider(LiquidationSettings settings) {
    this.settings = settings;
    this.pricing = new Pricing(settings);
    this.pacing = new Pacing(settings.work().escalateWithin());
  }

  /**
   * Decides about a position none of whose orders may still fill.
   *
   * @param row the position, with the sums of its orders' fills
   * @param facts read after the last report on those orders
   * @param cover what may go without uncovering a short option
   */
  Decision decide(PositionRow row, Facts facts, CoverBook cover, Situation situation) {
    Instrument instrument = row.instrument();
    Optional<String> unreadable = facts.positionTrouble(instrument);
    if (unreadable.isPresent()) {
      return waitFor(ResidualReason.POSITION_UNKNOWN, unreadable.get());
    }
    Optional<String> doubtful = facts.orderTrouble(instrument);
    if (doubtful.isPresent()) {
      return waitFor(ResidualReason.IN_FLIGHT, "an order may still fill: " + doubtful.get());
    }
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
    Release release = cover.release(row, remaining.quantity());
    return hindered(row, facts, remaining, release)
        .or(() -> refused(situation, facts))
        .or(() -> metNobody(situation))
        .orElseGet(() -> paced(row, facts, situation, new Room(remaining, release.quantity())));
  }

  /** What is left, and how much of it may be ordered now. */
  private record Room(Remaining remaining, BigDecimal quantity) {}

  private Optional<Decision> hindered(
      PositionRow row, Facts facts, Remaining remaining, Release release) {
    Instrument instrument = row.instrument();
    Side side = Side.closing(row.startQuantity());
    BigDecimal quantity = remaining.quantity();
    BigDecimal left = remaining.position();
    Quote quote = facts.quote(instrument);
    if (isWorthless(instrument, side, quote)) {
      return Optional.of(
          new Decision.Resolve(PositionStatus.WORTHLESS, left, "nobody bids for it"));
    }
    if (isDust(instrument, quantity, row.markPrice())) {
      return Optional.of(
          new Decision.Resolve(PositionStatus.DUST, left, "less than the venue's minimum order"));
    }
    if (instrument.assetClass() != AssetClass.CRYPTO && !facts.market().isOpen()) {
      return Optional.of(closedUntil(facts, "the session is closed"));
    }
    if (release.quantity().signum() == 0) {
      return Optional.of(covers(release));
    }
    return facts
        .quotes()
        .trouble(instrument)
        .or(() -> unusable(quote, side, facts))
        .map(why -> waitFor(ResidualReason.NO_QUOTE, why));
  }

  static Decision.Wait covers(Release release) {
    return waitFor(ResidualReason.COVERS_OPEN_SHORT, "covers " + release.shorts().get(0));
  }

  private static Decision closedUntil(Facts facts, String why) {
    return new Decision.Wait(
        ResidualReason.MARKET_CLOSED,
        why + ", the next one opens at " + facts.market().nextOpen(),
        true,
        Optional.of(facts.market().nextOpen()));
  }

  /** Returns why nothing can be priced against a quote, empty where something can. */
  private Optional<String> unusable(
      @org.jspecify.annotations.Nullable Quote quote, Side side, Facts facts) {
    if (quote == null) {
      return Optional.of("no quote");
    }
    String prices = quote.bid().toPlainString() + "/" + quote.ask().toPlainString();
    if (quote.isCrossed()) {
      return Optional.of("the quote is crossed: " + prices);
    }
    if (quote.touch(side).signum() <= 0) {
      return Optional.of(
          (side == Side.SELL ? "no bid to sell to: " : "no ask to buy at: ") + prices);
    }
    Duration age = Duration.between(quote.quotedAt(), facts.market().now());
    Duration longest = settings.planner().staleAfter();
    return age.compareTo(longest) > 0
        ? Optional.of("the quote is " + age.toSeconds() + " s old, older than " + longest)
        : Optional.empty();
  }

  private static Optional<Decision> refused(Situation situation, Facts facts) {
    return situation
        .refused()
        .filter(refused -> situation.now().isBefore(refused.until()))
        .map(
            refused ->
                refused.reaction() == Reaction.WAIT_FOR_SESSION && !facts.market().isOpen()
                    ? closedUntil(facts, refused.text())
                    : new Decision.Wait(
                        refused.reaction().reason(),
                        refused.text(),
                        refused.reaction().isUseless(),
                        Optional.of(refused.until())));
  }

  private Optional<Decision> metNobody(Situation situation) {
    return situation.isUrgent(settings.work().escalateWithin())
        ? Optional.empty()
        : Unfilled.until(situation.orders(), settings.repriceAfter())
            .filter(situation.now()::isBefore)
            .map(
                until ->
                    new Decision.Wait(
                        ResidualReason.NONE,
                        "met nobody: " + OrderEnd.sentence(situation.lastOrder()),
                        false,
                        Optional.of(until)));
  }

  /** Of a hindered position nobody gets here, so there is a quote. */
  private Decision paced(PositionRow row, Facts facts, Situation situation, Room room) {
    Quote quote = Objects.requireNonNull(facts.quote(row.instrument()));
    Pacing.Share share = pacing.share(row, situation, room.remaining().position(), quote);
    BigDecimal quantity = inSteps(row.instrument(), share.quantity().min(room.quantity()));
    if (quantity.signum() == 0) {
      return new Decision.Wait(
          ResidualReason.NOT_DUE,
          "part " + share.slice() + " of its schedule is not due yet",
          false,
          Optional.of(share.lookAt()));
    }
    return limit(row, situation, new Part(quantity, share.slice()), quote);
  }

  private record Part(BigDecimal quantity, int slice) {}

  private Decision limit(PositionRow row, Situation situation, Part part, Quote quote) {
    Side side = Side.closing(row.startQuantity());
    Quote arrival = row.arrival().filter(seen -> seen.touch(side).signum() > 0).orElse(quote);
    BigDecimal worst = pricing.worst(row, side, arrival);
    BigDecimal touch = quote.touch(side);
    boolean outside = side == Side.SELL ? touch.compareTo(worst) < 0 : touch.compareTo(worst) > 0;
    // A patient limit may rest at the worst price until somebody comes to meet it.
    if (outside && !pricing.mayRest(row, quote)) {
      return waitFor(
          ResidualReason.OUTSIDE_COLLAR,
          "the touch "
              + touch.toPlainString()
              + " is beyond the worst price allowed "
              + worst.toPlainString());
    }
    return new Decision.Send(
        part.quantity(),
        pricing.limit(row, side, quote, worst, situation),
        pricing.timeInForce(row, quote, part.quantity(), situation),
        part.slice(),
        quote,
        arrival);
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
    boolean belowNotional =
        instrument.assetClass() == AssetClass.CRYPTO
            && quantity.multiply(mark).compareTo(settings.cryptoDustNotional()) < 0;
    return belowNotional || inSteps(instrument, quantity).signum() == 0;
  }

  /** What the venue's step does not divide cannot be ordered: it is dust in the end. */
  private static BigDecimal inSteps(Instrument instrument, BigDecimal quantity) {
    BigDecimal step = instrument.step();
    return quantity.divideToIntegralValue(step).multiply(step);
  }
}
