package io.estop.model.liquidation.schedule;

import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * How much of a scheduled position is due while it runs. Pure, and it remembers nothing: whoever
 * asks after a crash is answered like whoever asked before.
 *
 * <ul>
 *   <li>The schedule's clock stands still while the venue pauses, and never so long that the rest
 *       would come after the deadline: then what no longer fits is due at once.
 *   <li>Once the price has moved against us by more than twice its standard deviation over the time
 *       that has passed (at least over one refill of the book), beyond what our own trades have
 *       moved it, the rest is due as soon as the book has refilled since the last tranche; beyond
 *       three times, at once. A schedule is a bet that the price has no direction; the second bound
 *       keeps chance, which passes the first one now and then, from being paid for with a trade
 *       into our own hole.
 * </ul>
 *
 * @param schedule of the whole position
 * @param side of the closing orders
 * @param arrivalMid the price in the middle when the stop began; empty when the venue gave none,
 *     and then no move is seen
 * @param impact what the schedule was made for
 * @param closing how long before the deadline everything is due; 0 or more
 */
public record Pace(
    Schedule schedule,
    Side side,
    Optional<BigDecimal> arrivalMid,
    Impact impact,
    Duration closing) {
  private static final int DOUBT_SIGMAS = 2;
  private static final int FLIGHT_SIGMAS = 3;

  /** A fall of a tenth in five minutes crosses a collar of 1 % in thirty seconds. */
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private static final Duration SHORTEST_LOOK = Duration.ofSeconds(1);

  public Pace {
    if (closing.isNegative()) {
      throw new IllegalArgumentException("closing time must be at least 0 but was: " + closing);
    }
  }

  /**
   * How a position stands.
   *
   * @param elapsed since its schedule began, pauses included
   * @param paused how much of that the venue paused
   * @param untilDeadline negative once it has passed
   * @param filled absolute quantity closed so far
   * @param mid now; empty while the venue gives none
   */
  public record Moment(
      Duration elapsed,
      Duration paused,
      Duration untilDeadline,
      BigDecimal filled,
      Optional<BigDecimal> mid) {
    public Moment {
      if (paused.isNegative() || paused.compareTo(elapsed) > 0) {
        throw new IllegalArgumentException(
            "a pause lasts from 0 to the " + elapsed + " elapsed but was: " + paused);
      }
      if (filled.signum() < 0) {
        throw new IllegalArgumentException("filled must be at least 0 but was: " + filled);
      }
    }
  }

  /** Why so much is due. */
  public enum Why {
    ON_SCHEDULE,
    ADVERSE_MOVE,
    DEADLINE
  }

  /**
   * What is due.
   *
   * @param quantity cumulative since the start: what is filled or in flight of it is to be taken
   *     off
   * @param lookAgain when to ask again at the latest, from now; also how long the price may go
   *     unseen
   */
  public record Due(BigDecimal quantity, Why why, Duration lookAgain) {}

  /** Returns what is due at that moment, never less than what is filled. */
  public Due due(Moment moment) {
    Duration clock = moment.elapsed().minus(moment.paused());
    Duration latest = schedule.end().minus(moment.untilDeadline().minus(closing));
    boolean late = latest.compareTo(clock) > 0;
    Duration reached = late ? latest : clock;
    Duration look = lookAgain(reached);
    if (isAgainst(moment, reached)) {
      return new Due(schedule.total(), Why.ADVERSE_MOVE, look);
    }
    BigDecimal scheduled = schedule.due(reached);
    boolean early = late && scheduled.compareTo(schedule.due(clock)) > 0;
    return new Due(scheduled.max(moment.filled()), early ? Why.DEADLINE : Why.ON_SCHEDULE, look);
  }

  private Duration lookAgain(Duration reached) {
    Duration watch = shorter(shortestView(), LONGEST_LOOK);
    Duration untilNext = schedule.next(reached).map(at -> at.minus(reached)).orElse(watch);
    // A tranche may be due sooner than it pays to look at the price.
    Duration watched = watch.compareTo(SHORTEST_LOOK) > 0 ? watch : SHORTEST_LOOK;
    return shorter(watched, untilNext);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private boolean isAgainst(Moment moment, Duration reached) {
    if (arrivalMid.isEmpty() || moment.mid().isEmpty()) {
      return false;
    }
    double rise = moment.mid().get().subtract(arrivalMid.get()).doubleValue();
    double against = (side == Side.SELL ? -rise : rise) - ownMove(moment.filled(), reached);
    double viewed = Math.max(Grid.seconds(moment.elapsed()), Grid.seconds(shortestView()));
    double sigma = impact.volatility() * Math.sqrt(viewed);
    return against > (isRefilled(reached) ? DOUBT_SIGMAS : FLIGHT_SIGMAS) * sigma;
  }

  private boolean isRefilled(Duration reached) {
    return schedule.due(reached).compareTo(schedule.due(reached.minus(shortestView()))) == 0;
  }

  /** Over less than a refill the price says nothing; a book without memory has its intervals. */
  private Duration shortestView() {
    return Double.isInfinite(impact.resilience())
        ? schedule.next(Duration.ZERO).orElse(LONGEST_LOOK)
        : impact.refillTime();
  }

  /** Returns how far our own fills hold the price down, as if each had come when it was due. */
  private double ownMove(BigDecimal filled, Duration reached) {
    double counted = 0;
    double move = 0;
    for (Tranche tranche : schedule.tranches()) {
      double quantity = Math.min(tranche.quantity().doubleValue(), filled.doubleValue() - counted);
      double age = Math.max(0, Grid.seconds(reached.minus(tranche.at())));
      move += Math.max(0, quantity) * (impact.lasting() + impact.fading() * impact.left(age));
      counted += tranche.quantity().doubleValue();
    }
    return move;
  }
}
