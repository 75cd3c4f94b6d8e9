package io.estop.liquidation;

import io.estop.model.liquidation.schedule.Pace;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.store.plan.PositionRow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How much of a position its schedule lets be ordered now. Pure. */
final class Pacing {
  /** Where nobody set a deadline none is near. */
  private static final Duration FAR = Duration.ofDays(1);

  private final Duration escalateWithin;

  Pacing(Duration escalateWithin) {
    this.escalateWithin = escalateWithin;
  }

  /**
   * What may be ordered.
   *
   * @param quantity now, 0 where nothing is due
   * @param slice which part of the schedule it belongs to, from 1
   * @param why it is due, or is not
   * @param lookAt when to look again, where something is left
   */
  record Share(BigDecimal quantity, int slice, String why, Instant lookAt) {}

  /**
   * Returns the share of what is left that is due.
   *
   * @param left absolute quantity that the venue shows
   * @param quote two-sided or not, now
   */
  Share share(PositionRow row, Situation situation, BigDecimal left, Quote quote) {
    if (row.schedule().isEmpty()) {
      return new Share(left, 1, "", situation.now());
    }
    Schedule schedule = row.schedule().get();
    if (situation.isUrgent(escalateWithin)) {
      return new Share(
          left, schedule.tranches().size(), "closed without patience", situation.now());
    }
    // What the venue shows counts: whoever closed a part, less of the rest is due.
    BigDecimal closed = schedule.total().subtract(left).max(BigDecimal.ZERO);
    Instant startedAt = row.startedAt().orElse(situation.now());
    Duration elapsed = atLeastZero(Duration.between(startedAt, situation.now()));
    Duration paused = shorter(Refused.paused(situation.orders(), situation.now()), elapsed);
    Pace.Due due = due(row, schedule, situation, quote, new Spent(closed, elapsed, paused));
    Duration untilNext =
        schedule.next(elapsed.minus(paused)).map(at -> at.minus(elapsed.minus(paused))).orElse(FAR);
    Duration look = longer(due.lookAgain(), situation.betweenLooks());
    return new Share(
        due.quantity().subtract(closed).max(BigDecimal.ZERO).min(left),
        slice(schedule, closed),
        due.why().name(),
        situation.now().plus(shorter(look, untilNext)));
  }

  private record Spent(BigDecimal closed, Duration elapsed, Duration paused) {}

  private Pace.Due due(
      PositionRow row, Schedule schedule, Situation situation, Quote quote, Spent spent) {
    Duration untilDeadline =
        situation.deadline().map(end -> Duration.between(situation.now(), end)).orElse(FAR);
    if (row.impact().isEmpty()) {
      // Nobody knows how much the price may move: the schedule alone decides.
      BigDecimal scheduled = schedule.due(spent.elapsed().minus(spent.paused()));
      return new Pace.Due(scheduled, Pace.Why.ON_SCHEDULE, situation.betweenLooks());
    }
    return new Pace(
            schedule,
            Side.closing(row.startQuantity()),
            row.arrival().filter(Quote::isTwoSided).map(Quote::mid),
            row.impact().get(),
            escalateWithin)
        .due(
            new Pace.Moment(
                spent.elapsed(),
                spent.paused(),
                untilDeadline,
                spent.closed(),
                Optional.of(quote).filter(Quote::isTwoSided).map(Quote::mid)));
  }

  /** Returns which tranche the next unit belongs to. */
  private static int slice(Schedule schedule, BigDecimal closed) {
    BigDecimal before = BigDecimal.ZERO;
    for (int i = 0; i < schedule.tranches().size(); i++) {
      before = before.add(schedule.tranches().get(i).quantity());
      if (closed.compareTo(before) < 0) {
        return i + 1;
      }
    }
    return schedule.tranches().size();
  }

  private static Duration atLeastZero(Duration span) {
    return span.isNegative() ? Duration.ZERO : span;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
