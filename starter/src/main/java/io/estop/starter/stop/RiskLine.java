package io.estop.starter.stop;

import io.estop.model.liquidation.RiskCurve;
import io.estop.model.liquidation.RiskCurve.Point;
import io.estop.starter.stop.StopJson.RiskPointJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A curve of risk in as many points as a screen can tell apart: between two of them neither more
 * than a two-hundredth of the risk went nor more than a two-hundredth of the time. Never shows less
 * risk than was left.
 */
final class RiskLine {
  /** Most points: the start, one for each step in risk, one for each in time, the end. */
  static final int MOST = 402;

  private static final int STEPS = 200;
  private static final int CENTS = 2;

  private RiskLine() {}

  /** Returns the points, oldest first; none where there never was risk that fills could take. */
  static List<RiskPointJson> of(RiskCurve curve, Instant pressedAt) {
    List<RiskPointJson> line = new ArrayList<>();
    if (curve.start().signum() == 0) {
      return line;
    }
    line.add(point(0, curve.start()));
    List<Point> points = curve.points();
    if (points.isEmpty()) {
      return line;
    }
    BigDecimal step = curve.start().divide(BigDecimal.valueOf(STEPS), RoundingMode.CEILING);
    Point last = points.get(points.size() - 1);
    long pause = millis(pressedAt, last.at()) / STEPS;
    long keptAt = 0;
    BigDecimal kept = curve.start();
    for (Point point : points) {
      long at = millis(pressedAt, point.at());
      boolean tells = kept.subtract(point.left()).compareTo(step) >= 0 || at - keptAt > pause;
      if (tells || point.equals(last)) {
        line.add(point(at, point.left()));
        keptAt = at;
        kept = point.left();
      }
    }
    return line;
  }

  private static long millis(Instant pressedAt, Instant at) {
    return Math.max(0, Duration.between(pressedAt, at).toMillis());
  }

  private static RiskPointJson point(long millis, BigDecimal left) {
    BigDecimal cents = left.max(BigDecimal.ZERO).setScale(CENTS, RoundingMode.CEILING);
    return new RiskPointJson(millis, cents.toPlainString());
  }
}
