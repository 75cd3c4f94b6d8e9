package io.estop.model.liquidation;

import io.estop.model.liquidation.options.OptionRules;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Which method closes a position, and why. The first that fits, read downwards.
 *
 * @param method how it is closed
 * @param parted whether it is closed in tranches
 * @param why one sentence for people
 */
record MethodChoice(Method method, boolean parted, String why) {
  /** Half a spread that takes this part of the slippage budget is worth resting inside of. */
  private static final double ILLIQUID_SHARE = 0.5;

  /** One that takes this part is worth not going through. */
  private static final double WIDE_SHARE = 0.1;

  /** A quarter of a book that is known is taken without walking far into it. */
  private static final double EASY_SHARE_OF_BOOK = 0.25;

  /** Below this a position of the usual size loses little by equal parts. */
  private static final double CALM_DAILY = 0.02;

  /** Shorter than this a day's profile of volume says nothing. */
  private static final int SHORTEST_PROFILE_SECONDS = 600;

  private static final double MINUTES_OF_A_SESSION = 390;

  static MethodChoice of(Assessment one, PlannerSettings settings) {
    if (one.isOption()) {
      return new MethodChoice(Method.OPTION, false, whyOption(one, settings.options()));
    }
    boolean large = isLarge(one, settings) && !isEasy(one);
    if (one.conditions().direct()) {
      return new MethodChoice(
          Method.DMA, large, "The account has a route of its own to the venue." + unknown(one));
    }
    Optional<String> trouble = one.quoteTrouble();
    if (trouble.isPresent()) {
      return new MethodChoice(
          Method.AGGRESSIVE_LIMIT,
          false,
          sentence(trouble.get()) + " At the best price once there is one, no farther.");
    }
    double share = one.relativeHalfSpread().orElse(0) / budget(settings);
    if (share >= ILLIQUID_SHARE) {
      return new MethodChoice(
          Method.PROGRESSIVE_LIMIT,
          large,
          "Illiquid: half the spread is "
              + percent(share)
              + " of the slippage budget, so limits step from the mid outward."
              + unknown(one));
    }
    return large ? parted(one, settings) : whole(one, settings, share);
  }

  private static MethodChoice parted(Assessment one, PlannerSettings settings) {
    OptionalDouble volatility = one.market().dailyVolatility();
    if (volatility.isEmpty() || volatility.getAsDouble() > CALM_DAILY) {
      return new MethodChoice(
          Method.IMPLEMENTATION_SHORTFALL,
          true,
          "Large and "
              + (volatility.isEmpty()
                  ? "of unknown volatility"
                  : "moving " + percent(volatility.getAsDouble()) + " a day")
              + ": parts that weigh impact against risk."
              + unknown(one));
    }
    String calm = "Large and calm at " + percent(volatility.getAsDouble()) + " a day: ";
    return settings.horizon().toSeconds() >= SHORTEST_PROFILE_SECONDS
            && one.market().averageDailyVolume().isPresent()
        ? new MethodChoice(Method.VWAP, true, calm + "parts with the usual volume." + unknown(one))
        : new MethodChoice(Method.TWAP, true, calm + "equal parts." + unknown(one));
  }

  private static MethodChoice whole(Assessment one, PlannerSettings settings, double share) {
    if (!isEasy(one) && isThin(one)) {
      return new MethodChoice(
          Method.PROGRESSIVE_LIMIT,
          false,
          "Illiquid: more than the book holds and than a minute of its usual volume, so limits step"
              + " from the mid outward."
              + unknown(one));
    }
    if (!isEasy(one) && !isUsual(one)) {
      return new MethodChoice(
          Method.AGGRESSIVE_LIMIT,
          false,
          "More than the "
              + amount(one.touchSize())
              + " at the best price, so no farther than that."
              + unknown(one));
    }
    if (share >= WIDE_SHARE) {
      return new MethodChoice(
          Method.AGGRESSIVE_LIMIT,
          false,
          "Half the spread is "
              + percent(share)
              + " of the slippage budget: at the best price, no farther."
              + unknown(one));
    }
    return settings.useMarketOrders()
        ? new MethodChoice(
            Method.MARKET,
            false,
            "Small against its market: a limit through the best price, with a collar."
                + unknown(one))
        : new MethodChoice(
            Method.AGGRESSIVE_LIMIT,
            false,
            "Small against its market, and market orders are off: at the best price."
                + unknown(one));
  }

  private static boolean isLarge(Assessment one, PlannerSettings settings) {
    return settings.tranchLargePositions()
        && settings.maxTranches() > 1
        && one.notional().compareTo(settings.largePositionThreshold()) >= 0;
  }

  /** Whether the book takes it whole without its price walking far. */
  private static boolean isEasy(Assessment one) {
    return one.quantity()
        <= Math.max(one.touchSize(), one.market().depth().orElse(0) * EASY_SHARE_OF_BOOK);
  }

  /** Whether it is more than what is known of its market takes soon. */
  private static boolean isThin(Assessment one) {
    return one.market().depth().isPresent()
        ? one.quantity() > one.market().depth().getAsDouble()
        : one.volumeShare().isPresent() && !isUsual(one);
  }

  /** Whether a usual minute of its market trades as much, or its book is known to hold it. */
  private static boolean isUsual(Assessment one) {
    boolean minute =
        one.volumeShare().isPresent()
            && one.volumeShare().getAsDouble() <= 1 / MINUTES_OF_A_SESSION;
    return minute || one.quantity() <= one.market().depth().orElse(0);
  }

  private static String whyOption(Assessment option, OptionRules rules) {
    if (option.isWorthless()) {
      return "Nobody bids: worthless, resolved without a fill.";
    }
    return (option.isShort() ? "Short option" : "Long option")
        + ", "
        + option.daysToExpiry().orElse(0L)
        + " days to expiry; options by limit only."
        + width(option, rules)
        + unknown(option);
  }

  private static String width(Assessment option, OptionRules rules) {
    return option
        .usableQuote()
        .filter(rules::isTooWide)
        .map(
            quote ->
                " Quoted "
                    + OptionRules.widthPercent(quote).toPlainString()
                    + " % wide, more than "
                    + rules.maxWidthPercent().toPlainString()
                    + " %, so limits step from the mid to the best price, farther only near the"
                    + " deadline.")
        .orElse("");
  }

  private static String unknown(Assessment one) {
    return one.unknown().isEmpty()
        ? ""
        : " Unknown: " + String.join(", ", one.unknown()) + "; assumed on the dear side.";
  }

  private static double budget(PlannerSettings settings) {
    return settings.maxSlippagePercent().doubleValue() / 100;
  }

  static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }

  static String percent(double fraction) {
    double percent = fraction * 100;
    return rounded(percent, percent < 10 ? 1 : 0) + " %";
  }

  /** A format is parsed anew for each of ten thousand positions; this takes a tenth of it. */
  private static String rounded(double number, int decimals) {
    return Double.isFinite(number)
        ? BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP).toPlainString()
        : String.valueOf(number);
  }

  private static String amount(double units) {
    return units == Math.rint(units)
        ? rounded(units, 0)
        : String.format(Locale.ROOT, "%.4g", units);
  }
}
