package io.estop.bench.execution;

import io.estop.model.liquidation.schedule.Frame;
import io.estop.model.liquidation.schedule.Impact;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.liquidation.schedule.Schedules;
import io.estop.model.liquidation.schedule.Urgency;
import io.estop.model.trading.Instrument;
import java.time.Duration;
import java.util.function.IntFunction;

/**
 * One position and the books it may meet.
 *
 * @param name in one word, as the JSON has it
 * @param words as the table has it
 * @param frame of the schedule
 * @param impact what the plan knows of the book, and what every strategy's risk is weighed by
 * @param deadline when what is left is charged at the mid
 * @param kind what may be asked of the result
 * @param books how many there are at most
 * @param markets a fresh book by number, from 0, the same one for every strategy
 */
record Scenario(
    String name,
    String words,
    Instrument instrument,
    Frame frame,
    Impact impact,
    Duration deadline,
    Kind kind,
    int books,
    IntFunction<Market> markets) {

  /** What is known of the truth. */
  enum Kind {
    /** The plan's impact is the book's own: the optimum is known. */
    MODEL,
    /** The book does something besides, in no direction. */
    DISTURBED,
    /** The price falls. */
    FALLING,
    /** A record: too few of it for an interval. */
    RECORDED
  }

  /** Returns the risk aversion of the position, the same for every strategy. */
  double lambda() {
    return Urgency.lambda(frame, impact);
  }

  /** Returns the product's schedule. */
  Schedule schedule() {
    return Schedules.implementationShortfall(frame, impact, lambda());
  }

  /** Returns Almgren and Chriss' kappa x T on the grid of equal parts: above 2.4 haste pays. */
  double urgency() {
    double tau = Optimum.tau(frame);
    return Optimum.kappa(impact, lambda(), tau) * tau * frame.maxTranches();
  }
}
