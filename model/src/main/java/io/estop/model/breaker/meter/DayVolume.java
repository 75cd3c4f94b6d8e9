package io.estop.model.breaker.meter;

import io.estop.model.trading.AssetClass;
import io.estop.model.trading.DailyBar;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was traded today against what is traded by that hour of a usual day: the median of the days
 * before times the share of the session that is over. Markets trade more at their open, so the
 * first half hour counts as a whole one, and levels leave room for twice as much.
 */
public final class DayVolume {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final LocalTime OPEN = LocalTime.of(9, 30);
  private static final Duration SESSION = Duration.ofMinutes(390);
  private static final Duration DAY = Duration.ofDays(1);
  private static final double LEAST_SHARE = 1 / 13.0;
  private static final int FEWEST_DAYS = 5;
  private static final int MOST_DAYS = 20;
  private static final int SCALE = 4;

  private DayVolume() {}

  /**
   * Returns the multiple, 0 or more; empty before the session, without a bar of today, and with
   * fewer than five days before it.
   *
   * @param bars in any order
   */
  public static Optional<BigDecimal> ratio(
      List<DailyBar> bars, AssetClass assetClass, Instant now) {
    Optional<DailyBar> today =
        bars.stream()
            .filter(bar -> !bar.start().isAfter(now) && bar.start().plus(DAY).isAfter(now))
            .max(Comparator.comparing(DailyBar::start));
    double usual = median(bars, now);
    return today
        .map(bar -> over(bar, assetClass, now))
        .filter(share -> share > 0 && usual > 0)
        .map(share -> today.get().volume().doubleValue() / (usual * Math.max(LEAST_SHARE, share)))
        .map(ratio -> BigDecimal.valueOf(ratio).setScale(SCALE, RoundingMode.HALF_UP));
  }

  private static double median(List<DailyBar> bars, Instant now) {
    double[] days =
        bars.stream()
            .filter(bar -> !bar.start().plus(DAY).isAfter(now))
            .sorted(Comparator.comparing(DailyBar::start).reversed())
            .limit(MOST_DAYS)
            .mapToDouble(bar -> bar.volume().doubleValue())
            .sorted()
            .toArray();
    return days.length < FEWEST_DAYS ? 0 : days[days.length / 2];
  }

  /** Returns the share of the day that is over: of the session, or of a day of coins. */
  private static double over(DailyBar bar, AssetClass assetClass, Instant now) {
    if (assetClass == AssetClass.CRYPTO) {
      return Duration.between(bar.start(), now).toSeconds() / (double) DAY.toSeconds();
    }
    ZonedDateTime open = now.atZone(NEW_YORK).with(OPEN);
    double passed = Duration.between(open.toInstant(), now).toSeconds();
    return Math.min(1, passed / SESSION.toSeconds());
  }
}
