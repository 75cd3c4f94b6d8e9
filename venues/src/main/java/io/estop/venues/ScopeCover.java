package io.estop.venues;

import static io.estop.model.ScopeKind.SYMBOL;

import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;

/**
 * What of an account a scope covers, as far as the venue's own answer tells. A drill covers
 * accounts of rehearsals and nothing else, and no other scope covers anything there.
 */
public final class ScopeCover {
  private ScopeCover() {}

  /** Returns whether anything in that account can be covered. */
  public static boolean touches(Scope scope, VenueReader venue) {
    return scope.isDrill() == venue.isForDrills()
        && (wholeAccount(scope, venue) || scope.kind() == SYMBOL || isNarrow(scope));
  }

  /** Returns whether everything in that account is covered. */
  public static boolean wholeAccount(Scope scope, VenueReader venue) {
    Account account = venue.account();
    return scope.isDrill() == venue.isForDrills()
        && switch (scope.kind()) {
          case FIRM, DRILL -> true;
          case VENUE -> scope.id().equals(account.venue());
          case ACCOUNT -> scope.id().equals(account.toString()) || scope.id().equals(account.id());
          case SYMBOL, DESK, TRADER, CLIENT, STRATEGY -> false;
        };
  }

  /** Returns whether the position in that instrument is covered as a whole. */
  public static boolean covers(Scope scope, VenueReader venue, Instrument instrument) {
    return wholeAccount(scope, venue)
        || (scope.kind() == SYMBOL
            && !venue.isForDrills()
            && scope.id().equals(instrument.underlying()));
  }

  /** Returns whether an order in that instrument may be covered: who sent it may decide. */
  public static boolean mayCover(Scope scope, VenueReader venue, Instrument instrument) {
    return covers(scope, venue, instrument) || (isNarrow(scope) && !venue.isForDrills());
  }

  /** Returns whether only attribution tells what is covered. */
  public static boolean isNarrow(Scope scope) {
    return switch (scope.kind()) {
      case DESK, TRADER, CLIENT, STRATEGY -> true;
      case FIRM, VENUE, ACCOUNT, SYMBOL, DRILL -> false;
    };
  }
}
