package io.estop.paper.market;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an OCC option symbol says, such as AAPL261218C00190000. */
public record OptionSymbol(
    String underlying, LocalDate expiration, boolean call, BigDecimal strike) {
  private static final Pattern FORM = Pattern.compile("([A-Z0-9.]{1,6})(\\d{6})([CP])(\\d{8})");
  private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyMMdd");

  /** Returns the parts of an OCC symbol, or empty when the text is none. */
  public static Optional<OptionSymbol> parse(String symbol) {
    Matcher parts = FORM.matcher(symbol);
    if (!parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new OptionSymbol(
            parts.group(1),
            LocalDate.parse(parts.group(2), DATE),
            parts.group(3).equals("C"),
            new BigDecimal(parts.group(4)).movePointLeft(3)));
  }

  /** Returns "call" or "put". */
  public String type() {
    return call ? "call" : "put";
  }
}
