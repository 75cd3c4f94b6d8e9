package io.estop.paper.faults;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often the venue misbehaves, as fractions from 0 to 1; absent means never.
 *
 * @param partialFill orders of which only 20 to 80 % ever fills
 * @param timeouts order requests without an answer; half of them took effect
 * @param timeoutHoldMillis how long such a connection hangs before it is closed
 * @param rejections orders that are taken and end as rejected
 * @param throttles requests answered with 429
 * @param disconnects order requests whose connection closes at once; half took effect
 * @param marketClosed equities and options do not trade, whatever the time
 * @param seed seeds the draws; absent: the venue's seed
 * @param ordersPerSecond orders that are taken in any second; more are answered with 429 and
 *     dropped, never queued; absent: no bound
 * @param badData what is wrong with the data of a symbol
 */
public record Faults(
    @Nullable Double partialFill,
    @Nullable Double timeouts,
    @Nullable Long timeoutHoldMillis,
    @Nullable Double rejections,
    @Nullable Double throttles,
    @Nullable Double disconnects,
    @Nullable Boolean marketClosed,
    @Nullable Long seed,
    @Nullable Integer ordersPerSecond,
    @Nullable Map<String, BadData> badData) {
  public static final Faults NONE =
      new Faults(null, null, null, null, null, null, null, null, null, null);

  public Faults {
    partialFill = fraction("partialFill", partialFill);
    timeouts = fraction("timeouts", timeouts);
    rejections = fraction("rejections", rejections);
    throttles = fraction("throttles", throttles);
    disconnects = fraction("disconnects", disconnects);
    timeoutHoldMillis = timeoutHoldMillis == null ? Long.valueOf(1000) : timeoutHoldMillis;
    marketClosed = marketClosed != null && marketClosed;
    badData = badData == null ? Map.of() : Map.copyOf(badData);
    if (ordersPerSecond != null && ordersPerSecond < 1) {
      throw new IllegalArgumentException(
          "ordersPerSecond must be at least 1 but was: " + ordersPerSecond);
    }
    if (timeoutHoldMillis < 0 || timeoutHoldMillis > 600_000) {
      throw new IllegalArgumentException(
          "timeoutHoldMillis must be 0 to 600000 but was: " + timeoutHoldMillis);
    }
  }

  private static Double fraction(String name, @Nullable Double value) {
    double given = value == null ? 0 : value;
    if (!(given >= 0 && given <= 1)) {
      throw new IllegalArgumentException(name + " must be 0 to 1 but was: " + given);
    }
    return given;
  }
}
