package io.estop.breaker.rules;

import io.estop.model.ScopeKind;
import io.estop.model.breaker.Reading;
import io.estop.model.breaker.Rule;
import io.estop.model.trading.AssetClass;
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

  // By the form of the symbol alone: readings come from sources that know no instruments.
  private static boolean isOf(AssetClass wanted, String subject) {
    return switch (wanted) {
      case US_OPTION -> OPTION.matcher(subject).matches();
      case CRYPTO -> PAIR.matcher(subject).matches();
      case US_EQUITY -> EQUITY.matcher(subject).matches();
    };
  }

  private static boolean isAbout(String underlying, String subject) {
    return subject.equals(underlying)
        || (OPTION.matcher(subject).matches()
            && subject
                .substring(0, subject.length() - "yyMMddC00000000".length())
                .equals(underlying));
  }
}
