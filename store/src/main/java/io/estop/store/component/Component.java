package io.estop.store.component;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A process that trades through a gate. Checks itself: both limits or none, not negative, a name
 * that Redis keys bear.
 *
 * @param name its name, as its gate is configured
 * @param maxOrderQuantity registered limit; without it REDUCED denies
 * @param maxPositionQuantity registered limit; without it REDUCED denies
 * @param expected whether a stop waits for it, and its silence is an alarm
 * @param orderIdPrefix what its client order ids begin with, and nobody else's
 */
public record Component(
    String name,
    Optional<BigDecimal> maxOrderQuantity,
    Optional<BigDecimal> maxPositionQuantity,
    boolean expected,
    Optional<String> orderIdPrefix) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._:-]{2,32}");
  private static final String OURS = "estop";
  private static final int MOST_DIGITS = 30;
  private static final int MOST_DECIMALS = 12;

  public Component {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "name of a component must be 1 to 64 of letters, digits, '.', '_' and '-' but was: "
              + (name.length() > 100 ? name.length() + " characters" : visible(name)));
    }
    if (maxOrderQuantity.isPresent() != maxPositionQuantity.isPresent()) {
      throw new IllegalArgumentException("component " + name + " must have both limits or none");
    }
    maxOrderQuantity = maxOrderQuantity.map(limit -> checked("maxOrderQuantity", limit));
    maxPositionQuantity = maxPositionQuantity.map(limit -> checked("maxPositionQuantity", limit));
    orderIdPrefix.ifPresent(Component::checkPrefix);
  }

  /** A component that is expected and known by no prefix. */
  public Component(
      String name,
      Optional<BigDecimal> maxOrderQuantity,
      Optional<BigDecimal> maxPositionQuantity) {
    this(name, maxOrderQuantity, maxPositionQuantity, true, Optional.empty());
  }

  private static BigDecimal checked(String what, BigDecimal limit) {
    // Digits first: the plain text of 1e999999999 would not fit into memory.
    if (limit.precision() > MOST_DIGITS
        || Math.abs((long) limit.scale()) > MOST_DIGITS
        || limit.scale() > MOST_DECIMALS
        || limit.signum() < 0) {
      throw new IllegalArgumentException(
          what
              + " must be 0 or more with at most "
              + MOST_DIGITS
              + " digits, "
              + MOST_DECIMALS
              + " of them decimals, but had "
              + limit.precision()
              + " digits at scale "
              + limit.scale()
              + (limit.signum() < 0 ? " and was negative" : ""));
    }
    return limit.signum() == 0 ? BigDecimal.ZERO : limit.stripTrailingZeros();
  }

  private static void checkPrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches() || prefix.startsWith(OURS) || OURS.startsWith(prefix)) {
      throw new IllegalArgumentException(
          "orderIdPrefix must be 2 to 32 of letters, digits, '.', '_', ':' and '-', and not begin as"
              + " our own orders do ('estop'), but was: "
              + (prefix.length() > 100 ? prefix.length() + " characters" : visible(prefix)));
    }
  }

  private static String visible(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** Returns what it was told to be, for the ledger: equal texts are equal components. */
  String told() {
    return "expected "
        + expected
        + ", maxOrderQuantity "
        + maxOrderQuantity.map(BigDecimal::toPlainString).orElse("none")
        + ", maxPositionQuantity "
        + maxPositionQuantity.map(BigDecimal::toPlainString).orElse("none")
        + ", orderIdPrefix "
        + orderIdPrefix.orElse("none");
  }
}
