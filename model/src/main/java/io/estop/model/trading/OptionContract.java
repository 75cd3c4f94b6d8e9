package io.estop.model.trading;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An option by its OCC symbol: root, expiry as yyMMdd, C or P, strike in thousandths.
 *
 * @param underlying the root
 * @param expiry last day of trading
 * @param right call or put
 * @param strike in the currency of the underlying
 */
public record OptionContract(String underlying, LocalDate expiry, Right right, BigDecimal strike) {
  /** Shares that one contract stands for. */
  public static final int MULTIPLIER = 100;

  private static final Pattern OCC = Pattern.compile("([A-Z0-9.]{1,6})(\\d{6})([CP])(\\d{8})");
  private static final DateTimeFormatter EXPIRY =
      DateTimeFormatter.ofPattern("uuMMdd").withResolverStyle(ResolverStyle.STRICT);
  private static final int STRIKE_SCALE = 3;

  /** What the option gives the right to. */
  public enum Right {
    CALL,
    PUT
  }

  /**
   * Returns the contract that an OCC symbol names.
   *
   * @throws IllegalArgumentException naming the symbol and the expected form
   */
  public static OptionContract parse(String symbol) {
    Matcher matcher = OCC.matcher(symbol);
    if (!matcher.matches()) {
      throw malformed(symbol, null);
    }
    try {
      return new OptionContract(
          matcher.group(1),
          LocalDate.parse(matcher.group(2), EXPIRY),
          matcher.group(3).equals("C") ? Right.CALL : Right.PUT,
          BigDecimal.valueOf(Long.parseLong(matcher.group(4)), STRIKE_SCALE));
    } catch (DateTimeException noSuchDay) {
      throw malformed(symbol, noSuchDay);
    }
  }

  private static IllegalArgumentException malformed(
      String symbol, @org.jspecify.annotations.Nullable Exception cause) {
    return new IllegalArgumentException(
        "option symbol must be root, yyMMdd, C or P and 8 digits, as in AAPL270115C00150000, "
            + "but was: "
            + symbol,
        cause);
  }

  @Override
  public String toString() {
    long thousandths = strike.setScale(STRIKE_SCALE).unscaledValue().longValueExact();
    return underlying
        + expiry.format(EXPIRY)
        + (right == Right.CALL ? "C" : "P")
        + String.format("%08d", thousandths);
  }
}
