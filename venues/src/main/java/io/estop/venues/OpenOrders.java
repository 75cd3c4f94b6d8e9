package io.estop.venues;

import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.OptionContract;
import java.util.List;

/**
 * Orders that may still fill, as far as they can be read. One entry that is absurd must not keep
 * the others from being cancelled, and must not pass for one that is not there.
 *
 * @param readable those that can
 * @param unreadable the others
 */
public record OpenOrders(List<VenueOrder> readable, List<Unreadable> unreadable) {
  public OpenOrders {
    readable = List.copyOf(readable);
    unreadable = List.copyOf(unreadable);
  }

  /** Returns an answer all of which can be read. */
  public static OpenOrders whole(List<VenueOrder> orders) {
    return new OpenOrders(orders, List.of());
  }

  /**
   * An order of which only little is known: whose it is, and how much of it may fill, nobody can
   * tell. So it is left to people, and counts for as long as the venue shows it.
   *
   * @param orderId the venue's id, empty where that cannot be read either
   * @param symbol as the venue writes it, empty where it could be any
   * @param why one sentence
   */
  public record Unreadable(String orderId, String symbol, String why) {
    private static final String SLASH = "/";

    /** Returns whether it may work on that instrument, or on what covers it or is covered by it. */
    public boolean mayTouch(Instrument instrument) {
      return symbol.isEmpty()
          || plain(symbol).equals(plain(instrument.symbol()))
          || underlying().equals(instrument.underlying());
    }

    /** Returns whether an order in an account that a scope touches may be covered by it. */
    public boolean mayBeCoveredBy(Scope scope) {
      return scope.kind() != ScopeKind.SYMBOL
          || symbol.isEmpty()
          || plain(scope.id()).equals(plain(symbol))
          || scope.id().equals(underlying());
    }

    private String underlying() {
      try {
        return OptionContract.parse(symbol).underlying();
      } catch (IllegalArgumentException noOption) {
        return symbol;
      }
    }

    // Pairs of coins are written with and without it.
    private static String plain(String symbol) {
      return symbol.replace(SLASH, "");
    }
  }
}
