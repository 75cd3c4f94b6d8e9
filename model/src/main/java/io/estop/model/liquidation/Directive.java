package io.estop.model.liquidation;

import io.estop.model.trading.Account;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that a person told a stop.
 *
 * @param kind what
 * @param account where, empty for every account
 * @param symbol of the position, exactly; empty for every one
 * @param actor who
 * @param reason one sentence
 * @param givenAt when
 */
public record Directive(
    DirectiveKind kind,
    Optional<Account> account,
    Optional<String> symbol,
    String actor,
    String reason,
    Instant givenAt) {
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_SYMBOL = 64;

  public Directive {
    if (actor.isBlank()) {
      throw new IllegalArgumentException("a directive needs the person who gives it");
    }
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw new IllegalArgumentException(
          "reason must be 1 to " + LONGEST_REASON + " characters but had " + reason.length());
    }
    symbol.ifPresent(Directive::requireSymbol);
  }

  private static void requireSymbol(String symbol) {
    if (symbol.isBlank() || symbol.length() > LONGEST_SYMBOL) {
      throw new IllegalArgumentException(
          "symbol must be 1 to " + LONGEST_SYMBOL + " characters but was: '" + symbol + "'");
    }
  }

  /** Returns whether it speaks of that position. */
  public boolean covers(Account where, String what) {
    return account.map(where::equals).orElse(true) && symbol.map(what::equals).orElse(true);
  }
}
