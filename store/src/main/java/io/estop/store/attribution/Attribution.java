package io.estop.store.attribution;

import io.estop.model.Scope;
import io.estop.model.trading.Account;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * The share of an account's position that belongs to a desk, trader, client or strategy, as the
 * trading system says.
 *
 * @param account where
 * @param symbol what
 * @param scope whose: desk, trader, client or strategy
 * @param quantity signed
 * @param asOf when it was so
 * @param postedBy who said it
 */
public record Attribution(
    Account account,
    String symbol,
    Scope scope,
    BigDecimal quantity,
    Instant asOf,
    String postedBy) {

  public Attribution {
    switch (scope.kind()) {
      case DESK, TRADER, CLIENT, STRATEGY -> {}
      case FIRM, VENUE, ACCOUNT, SYMBOL, DRILL ->
          throw new IllegalArgumentException(
              "a position is attributed to a desk, trader, client or strategy but was to: "
                  + scope);
    }
  }
}
