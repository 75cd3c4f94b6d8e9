package io.estop.model.liquidation;

import io.estop.model.trading.DailyBar;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What the last days of a market tell. Days that are not over do not count, since they would halve
 * the volume; days without a price neither.
 *
 * @param volatility standard deviation of a day's logarithmic return from close to close, empty
 *     with fewer than five returns
 * @param volume mean units a day, empty without a day
 * @param lastClose empty without a day
 */
public record DailyStatistics(
    OptionalDouble volatility, OptionalDouble volume, OptionalDouble lastClose) {
  private static final Duration DAY = Duration.ofDays(1);

  /** With fewer the estimate is off by half or more. */
  private static final int FEWEST_RETURNS = 5;

  /** Returns the statistics of the days, in any order, that are over at the given moment. */
  public static DailyStatistics of(List<DailyBar> bars, Instant now) {
    List<DailyBar> days =
        bars.stream()
            .filter(bar -> !bar.start().plus(DAY).isAfter(now))
            .filter(bar -> bar.close().signum() > 0 && bar.volume().signum() >= 0)
            .sorted(Comparator.comparing(DailyBar::start))
            .toList();
    return new DailyStatistics(
        volatility(days),
        days.stream().mapToDouble(day -> day.volume().doubleValue()).average(),
        days.isEmpty()
            ? OptionalDouble.empty()
            : OptionalDouble.of(days.get(days.size() - 1).close().doubleValue()));
  }

  private static OptionalDouble volatility(List<DailyBar> days) {
    int returns = days.size() - 1;
    if (returns < FEWEST_RETURNS) {
      return OptionalDouble.empty();
    }
    double[] moves = new double[returns];
    double mean = 0;
    for (int i = 0; i < returns; i++) {
      moves[i] =
          Math.log(days.get(i + 1).close().doubleValue() / days.get(i).close().doubleValue());
      mean += moves[i] / returns;
    }
    double squares = 0;
    for (double move : moves) {
      squares += (move - mean) * (move - mean);
    }
    return OptionalDouble.of(Math.sqrt(squares / (returns - 1)));
  }
}
