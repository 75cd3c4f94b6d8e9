package io.estop.paper.exchange;

import io.estop.paper.book.Book;
import io.estop.paper.book.Quote;
import io.estop.paper.market.AssetClass;
import io.estop.paper.market.Instrument;
import io.estop.paper.market.OptionSymbol;
import io.estop.paper.order.Amounts;
import io.estop.paper.order.Order;
import io.estop.paper.order.OrderTerms;
import io.estop.paper.order.Side;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Refuses what this account may not do with the position it has. Open orders that could reduce a
 * position never exceed it, so that no combination of fills turns a position around.
 */
final class PositionRules {
  private static final BigDecimal CONTRACT = BigDecimal.valueOf(100);

  private final World world;
  private final Switches switches;
  private final BuyingPower buyingPower;

  PositionRules(World world, Switches switches) {
    this.world = world;
    this.switches = switches;
    this.buyingPower = new BuyingPower(world);
  }

  /** Throws the first refusal in a fixed order. */
  void check(OrderTerms terms) {
    if (switches.tradeSuspended()) {
      throw Refusal.forbidden("trading is suspended by user: suspend_trade", Map.of());
    }
    Book book = world.book(terms.instrument().symbol());
    BigDecimal position = world.account().qty(terms.instrument().symbol());
    checkOpposite(terms, book, position);
    boolean closes = position.signum() == -terms.side().sign();
    if (closes) {
      checkClosing(terms, book, position);
    } else {
      checkOpening(terms, book);
    }
  }

  /** A buy and a sell of one account must not be able to trade with each other. */
  private static void checkOpposite(OrderTerms terms, Book book, BigDecimal position) {
    for (Order open : book.openOrders()) {
      if (open.terms().side() == terms.side()) {
        continue;
      }
      if (position.signum() == 0 || crosses(terms, open.terms())) {
        throw Refusal.forbidden(
            "potential wash trade detected. use complex orders",
            Map.of(
                "existing_order_id",
                open.id(),
                "reject_reason",
                "opposite side " + open.terms().type() + " order exists"));
      }
    }
  }

  private static boolean crosses(OrderTerms terms, OrderTerms open) {
    BigDecimal mine = terms.limitPrice();
    BigDecimal other = open.limitPrice();
    return mine == null || other == null || mine.compareTo(other) * terms.side().sign() >= 0;
  }

  private static void checkClosing(OrderTerms terms, Book book, BigDecimal position) {
    if (terms.mustOpen()) {
      throw Refusal.unprocessable(
          "position intent mismatch, inferred: "
              + terms.side()
              + "_to_close, specified: "
              + terms.intent());
    }
    BigDecimal held = book.held(terms.side());
    if (terms.qty().compareTo(position.abs().subtract(held)) > 0) {
      throw insufficient(terms, position.abs(), held);
    }
  }

  private void checkOpening(OrderTerms terms, Book book) {
    if (terms.mustClose()) {
      throw insufficient(terms, BigDecimal.ZERO, BigDecimal.ZERO);
    }
    if (terms.side() == Side.SELL) {
      checkShort(terms);
    }
    checkBuyingPower(terms, world.quote(book));
  }

  private void checkShort(OrderTerms terms) {
    Instrument instrument = terms.instrument();
    if (instrument.assetClass() == AssetClass.CRYPTO) {
      throw insufficient(terms, BigDecimal.ZERO, BigDecimal.ZERO);
    }
    if (switches.noShorting()) {
      throw Refusal.forbidden("account is not allowed to short", Map.of());
    }
    if (instrument.assetClass() == AssetClass.US_OPTION) {
      checkCovered(terms, instrument.option().orElseThrow());
      return;
    }
    if (!instrument.shortable()) {
      throw Refusal.forbidden(
          "asset \"" + instrument.symbol() + "\" cannot be sold short", Map.of());
    }
    if (terms.qty().stripTrailingZeros().scale() > 0) {
      throw Refusal.forbidden("fractional orders cannot be sold short", Map.of());
    }
  }

  private void checkCovered(OrderTerms terms, OptionSymbol option) {
    BigDecimal shares = terms.qty().multiply(CONTRACT);
    boolean covered =
        option.call()
            ? world.account().qty(option.underlying()).compareTo(shares) >= 0
            : world.account().cash().compareTo(shares.multiply(option.strike())) >= 0;
    if (!covered) {
      throw Refusal.forbidden("account not eligible to trade uncovered option contracts", Map.of());
    }
  }

  private void checkBuyingPower(OrderTerms terms, Quote quote) {
    boolean covered = terms.instrument().option().isPresent() && terms.side() == Side.SELL;
    BigDecimal cost = Valuation.cost(terms, terms.qty(), quote);
    boolean marginable = terms.instrument().assetClass() == AssetClass.US_EQUITY;
    if (covered || buyingPower.covers(cost, marginable)) {
      return;
    }
    BigDecimal power = buyingPower.left(marginable);
    throw Refusal.forbidden(
        "insufficient buying power",
        Map.of("buying_power", Amounts.text(power), "cost_basis", Amounts.text(cost)));
  }

  private static Refusal insufficient(OrderTerms terms, BigDecimal existing, BigDecimal held) {
    BigDecimal available = existing.subtract(held).max(BigDecimal.ZERO);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("symbol", terms.instrument().symbol());
    details.put("existing_qty", Amounts.text(existing));
    details.put("held_for_orders", Amounts.text(held));
    details.put("available", Amounts.text(available));
    return Refusal.forbidden(
        "insufficient qty available for order (requested: "
            + Amounts.text(terms.qty())
            + ", available: "
            + Amounts.text(available)
            + ")",
        details);
  }
}
