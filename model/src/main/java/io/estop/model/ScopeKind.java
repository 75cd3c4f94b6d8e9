package io.estop.model;

import java.util.Arrays;
import java.util.Locale;

/** What sort of thing a stop covers. */
public enum ScopeKind {
  FIRM,
  VENUE,
  ACCOUNT,
  DESK,
  TRADER,
  CLIENT,
  STRATEGY,
  /** The underlying, its options included. */
  SYMBOL,
  /** A rehearsal on the paper venue; never covers live trading nor is covered by it. */
  DRILL;

  private static final ScopeKind[] KINDS = values();

  /** Returns the word used in the text form of a scope. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ScopeKind ofWord(String word) {
    return Arrays.stream(KINDS)
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "scope kind must be one of firm, venue, account, desk, trader, client, "
                        + "strategy, symbol, drill but was: "
                        + word));
  }
}
