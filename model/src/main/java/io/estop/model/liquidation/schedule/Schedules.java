package io.estop.model.liquidation.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The ways to spread a position over time. Pure: the same frame gives the same schedule. */
public final class Schedules {
  private Schedules() {}

  /** Returns everything now. */
  public static Schedule atOnce(Frame frame) {
    return new Schedule(List.of(new Tranche(Duration.ZERO, frame.total())));
  }

  /** Returns equal parts, one at the start of each of as many equal intervals as there may be. */
  public static Schedule twap(Frame frame) {
    double[] equal = new double[frame.maxTranches()];
    Arrays.fill(equal, 1);
    return vwap(frame, equal);
  }

  /**
   * Returns parts in proportion to the usual volume, one at the start of each of as many equal
   * intervals as there are volumes.
   *
   * @param volumes usual volume of each interval, in any one unit; finite, at least 0, together
   *     above 0, at most as many as there may be tranches
   */
  public static Schedule vwap(Frame frame, double... volumes) {
    double sum = 0;
    for (double volume : volumes) {
      if (!(volume >= 0)) {
        throw new IllegalArgumentException("a volume must be at least 0 but was: " + volume);
      }
      sum += volume;
    }
    if (!(sum > 0) || Double.isInfinite(sum) || volumes.length > frame.maxTranches()) {
      throw new IllegalArgumentException(
          "volumes must be at most "
              + frame.maxTranches()
              + ", their sum finite and above 0, but were: "
              + Arrays.toString(volumes));
    }
    return new Cutting(frame).cut(intervalStarts(frame.horizon(), volumes.length), volumes);
  }

  /**
   * Returns the schedule that makes expected cost + lambda x variance least (implementation
   * shortfall: cost against the price at the start), without ever buying back. More tranches than
   * pay for themselves are not used, and none comes sooner after another than the book refills,
   * unless the horizon is too short for that.
   *
   * @param lambda risk aversion, per price and unit, finite, at least 0; see {@link Urgency}
   */
  public static Schedule implementationShortfall(Frame frame, Impact impact, double lambda) {
    if (!(lambda >= 0) || Double.isInfinite(lambda)) {
      throw new IllegalArgumentException("lambda must be at least 0 and finite but was: " + lambda);
    }
    return new Spacing(frame, impact, lambda).best();
  }

  static List<Duration> intervalStarts(Frame frame) {
    return intervalStarts(frame.horizon(), frame.maxTranches());
  }

  private static List<Duration> intervalStarts(Duration horizon, int intervals) {
    List<Duration> starts = new ArrayList<>();
    for (int i = 0; i < intervals; i++) {
      starts.add(Duration.ofMillis(horizon.toMillis() * i / intervals));
    }
    return starts;
  }
}
