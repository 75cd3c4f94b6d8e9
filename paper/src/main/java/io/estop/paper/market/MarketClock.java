package io.estop.paper.market;

import io.estop.model.trading.TradingCalendar;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The time of the simulated market: starts where it is told and ticks on with the wall clock. */
public final class MarketClock {
  private final Clock wall;
  private final Instant wallStart;
  private final Instant marketStart;

  /** Starts at that moment, or inside an open session when none is given. */
  public MarketClock(Clock wall, @Nullable Instant asOf) {
    this.wall = wall;
    this.wallStart = wall.instant();
    this.marketStart = asOf == null ? TradingCalendar.openSessionNear(wallStart) : asOf;
  }

  /** Returns the market's present moment. */
  public Instant now() {
    return marketStart.plus(Duration.between(wallStart, wall.instant()));
  }

  /** Returns when this market began. */
  public Instant start() {
    return marketStart;
  }
}
