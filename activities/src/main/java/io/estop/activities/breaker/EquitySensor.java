package io.estop.activities.breaker;

import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.venues.Answer;
import io.estop.venues.VenueReader;
import io.estop.venues.VenueReader.AccountState;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/** Reads the equity of a scope: the sum over its accounts, or nothing when one is missing. */
public final class EquitySensor {
  private final List<VenueReader> readers;

  public EquitySensor(Collection<? extends VenueReader> readers) {
    this.readers = List.copyOf(readers);
  }

  /** Asks each account of the scope now. A sum that lacks an account would be a false fall. */
  Answer<BigDecimal> equity(Scope scope) {
    List<VenueReader> accounts =
        readers.stream().filter(reader -> isIn(scope, reader.account())).toList();
    if (accounts.isEmpty()) {
      return new Answer.Missing<>("no account is configured for " + scope);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (VenueReader reader : accounts) {
      Answer<AccountState> state = reader.accountState();
      if (!(state instanceof Answer.Known<AccountState> known)) {
        return new Answer.Missing<>(
            "no equity from " + reader.account() + ": " + state.failure().orElse("no reason"));
      }
      sum = sum.add(known.value().equity());
    }
    return new Answer.Known<>(sum);
  }

  private static boolean isIn(Scope scope, Account account) {
    return switch (scope.kind()) {
      case FIRM -> true;
      case VENUE -> scope.id().equals(account.venue());
      case ACCOUNT -> scope.id().equals(account.toString());
      default -> false;
    };
  }
}
