package io.estop.liquidation;

import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;

/** What of an account a scope covers, as far as the venue's own answer tells. */
final class ScopeCover {
  private ScopeCover() {}

  /** Returns whether anything in that account can be covered. */
  static boolean touches(Scope scope, Account account) {
    return wholeAccount(scope, account)
        || switch (scope.kind()) {
          case SYMBOL -> true;
          case FIRM, VENUE, ACCOUNT, DESK, TRADER, CLIENT, STRATEGY, DRILL -> false;
        };
  }

  /** Returns whether everything in that account is covered. */
  static boolean wholeAccount(Scope scope, Account account) {
    return switch (scope.kind()) {
      case FIRM -> true;
      case VENUE -> scope.id().equals(account.venue());
      case ACCOUNT -> scope.id().equals(account.toString()) || scope.id().equals(account.id());
      case SYMBOL, DESK, TRADER, CLIENT, STRATEGY, DRILL -> false;
    };
  }

  /** Returns whether that instrument in that account is covered. */
  static boolean covers(Scope scope, Account account, Instrument instrument) {
    return switch (scope.kind()) {
      case SYMBOL -> scope.id().equals(instrument.underlying());
      case FIRM, VENUE, ACCOUNT -> wholeAccount(scope, account);
      case DESK, TRADER, CLIENT, STRATEGY, DRILL -> false;
    };
  }
}
