package io.estop.bench.execution;

import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.trading.Side;

/**
 * Follows a schedule by the clock with market orders, whatever happens: what peers do. What did not
 * fill is asked for again.
 */
record Fixed(Schedule schedule, Side side) implements Strategy {

  @Override
  public Ask ask(Sight sight) {
    double anyPrice = side == Side.SELL ? 0 : Double.MAX_VALUE;
    return new Ask(schedule.due(sight.elapsed()).subtract(sight.filled()), anyPrice);
  }
}
