package io.estop.breaker.rules;

import io.estop.model.ScopeKind;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.trading.AssetClass;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which readings a rule judges. */
public final class Concern {
  private static final Pattern OPTION = Pattern.compile("[A-Z0-9.]{1,6}\\d{6}[CP]\\d{8}");
  private static final Pattern PAIR = Pattern.compile("[A-Z0-9]{2,10}/[A-Z]{3,5}");
  private static final Pattern EQUITY = Pattern.compile("[A-Z][A-Z0-9.]{0,9}");

  private Concern() {}

  /**
   * Returns whether a reading is the rule's to judge: of its metric, subject and asset class, and
   * where the rule stops one symbol, of that.
   */
  public static boolean concerns(Rule rule, Reading reading) {
    return rule.watches(reading.metric(), reading.subject())
        && rule.assetClass().filter(wanted -> !isOf(wanted, reading.subject())).isEmpty()
        && (rule.scope().kind() != ScopeKind.SYMBOL
            || rule.subject().isPresent()
            || isAbout(rule.scope().id(), reading.subject()));
  }

  /** Returns the only subject of which, or on which, a rule's readings are; empty for any. */
  static Optional<String> subject(Rule rule) {
    return rule.subject()
        .or(
            () ->
                rule.scope().kind() == ScopeKind.SYMBOL
                    ? Optional.of(rule.scope().id())
                    : Optional.empty());
  }

  // By the form of the symbol alone: readings come from sources that know no instruments.
  private static boolean isOf(AssetClass wanted, String subject) {
    return switch (wanted) {
      case US_OPTION -> OPTION.matcher(subject).matches();
      case CRYPTO -> PAIR.matcher(subject).matches();
      case US_EQUITY -> EQUITY.matcher(subject).matches();
    };
  }

  private static boolean isAbout(String underlying, String subject) {
    return subject.equals(underlying) || underlying(subject).equals(underlying);
  }

  /** Returns what a symbol is on: itself, where it is no option. */
  static String underlying(String symbol) {
    return OPTION.matcher(symbol).matches()
        ? symbol.substring(0, symbol.length() - "yyMMddC00000000".length())
        : symbol;
  }
}
