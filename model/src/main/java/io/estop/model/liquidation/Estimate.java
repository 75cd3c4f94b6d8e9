package io.estop.model.liquidation;

import io.estop.model.liquidation.schedule.ExpectedCost;
import io.estop.model.liquidation.schedule.Frame;
import io.estop.model.liquidation.schedule.Impact;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.liquidation.schedule.Schedules;
import io.estop.model.liquidation.schedule.Urgency;
import io.estop.model.trading.AssetClass;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;

/**
 * What closing one position is expected to take once it has begun.
 *
 * @param schedule empty where all is due at once
 * @param cost against the arrival mid, in the account's currency, rounded up to its cent
 * @param duration until it is closed
 * @param requests to the venue
 * @param impact what the schedule was made for
 */
record Estimate(
    Optional<Schedule> schedule,
    BigDecimal cost,
    Duration duration,
    int requests,
    Optional<Impact> impact) {
  private static final int MONEY_SCALE = 2;
  private static final int SENSE = 6;

  /** Reading the venue, one order and its end. */
  private static final Duration ROUND = Duration.ofSeconds(1);

  /** Prices from the mid to the worst. */
  private static final int STEPS = 5;

  /** What no number of refills fills is flagged, not counted further. */
  private static final int MOST_REFILLS = 20;

  static Estimate of(Assessment one, MethodChoice choice, PlannerSettings settings) {
    if (one.isWorthless()) {
      return new Estimate(Optional.empty(), BigDecimal.ZERO, Duration.ZERO, 0, Optional.empty());
    }
    Optional<Impact> impact = MarketImpact.of(one, settings);
    Optional<Schedule> schedule =
        choice.parted() ? schedule(one, choice.method(), settings, impact) : Optional.empty();
    int orders = orders(one, choice, settings, schedule);
    return new Estimate(
        schedule,
        cost(one, schedule, impact),
        schedule.map(Schedule::end).orElseGet(() -> waits(one, orders)).plus(ROUND),
        orders,
        schedule.flatMap(parted -> impact));
  }

  /** The half-life, not a constant, says how far apart parts are; the horizon bounds their sum. */
  private static Optional<Schedule> schedule(
      Assessment one, Method method, PlannerSettings settings, Optional<Impact> impact) {
    if (impact.isEmpty()) {
      return Optional.empty();
    }
    Duration refills = impact.get().refillTime().multipliedBy(settings.maxTranches());
    Duration horizon = refills.compareTo(settings.horizon()) < 0 ? refills : settings.horizon();
    // Parts of shares are taken as day orders only, so they go with the last part.
    BigDecimal step =
        one.instrument().assetClass() == AssetClass.CRYPTO
            ? one.instrument().step()
            : BigDecimal.ONE;
    if (horizon.toMillis() < 1 || one.position().quantity().abs().compareTo(step) < 0) {
      return Optional.empty();
    }
    Frame frame =
        new Frame(
            one.position().quantity().abs(),
            step,
            BigDecimal.ZERO,
            horizon,
            settings.maxTranches());
    Schedule schedule =
        switch (method) {
          // A venue tells no profile of a day; over the minutes of a stop it is flat.
          case TWAP, VWAP -> Schedules.twap(frame);
          default ->
              Schedules.implementationShortfall(
                  frame, impact.get(), Urgency.lambda(frame, impact.get()));
        };
    return Optional.of(schedule).filter(parts -> parts.tranches().size() > 1);
  }

  private static BigDecimal cost(
      Assessment one, Optional<Schedule> schedule, Optional<Impact> impact) {
    BigDecimal moved = impact.map(known -> moved(one, schedule, known)).orElse(BigDecimal.ZERO);
    return one.usableQuote()
        .map(quote -> quote.ask().subtract(quote.mid()).multiply(one.position().quantity().abs()))
        .orElse(BigDecimal.ZERO)
        .add(moved)
        .multiply(one.instrument().multiplier())
        // The smaller estimate would be the larger promise.
        .setScale(MONEY_SCALE, RoundingMode.CEILING);
  }

  /** Returns what the position itself moves the price by, in price x units. */
  private static BigDecimal moved(Assessment one, Optional<Schedule> schedule, Impact impact) {
    if (schedule.isPresent()) {
      double spread = impact.halfSpread() * schedule.get().total().doubleValue();
      return statistic(ExpectedCost.of(schedule.get(), impact).cost() - spread);
    }
    // The best price takes what stands there; the rest walks into the book.
    double beyond = one.quantity() - one.touchSize();
    if (beyond <= 0) {
      return BigDecimal.ZERO;
    }
    return one.market().depth().isEmpty() && beyond <= one.touchSize()
        ? statistic(beyond * nextPrice(one, beyond))
        : statistic(beyond * beyond / (2 * impact.density()));
  }

  /**
   * Returns how far behind the best price the next one is on average, where no more is wanted there
   * than stands at the best: as much again is expected in each half spread, a price step away at
   * least. The laws of impact are of orders that are large against their market.
   */
  private static double nextPrice(Assessment one, double beyond) {
    double walked = one.halfSpread().orElse(0) * beyond / (2 * one.touchSize());
    return Math.max(walked, ClosingPrice.increment(one.instrument(), one.price()).doubleValue());
  }

  /** Without the last digits of a double, which are noise. */
  private static BigDecimal statistic(double amount) {
    return BigDecimal.valueOf(Math.max(0, amount)).setScale(SENSE, RoundingMode.HALF_UP);
  }

  private static int orders(
      Assessment one, MethodChoice choice, PlannerSettings settings, Optional<Schedule> schedule) {
    boolean wide = one.usableQuote().filter(settings.options()::isTooWide).isPresent();
    if (one.isOption() && wide) {
      return StairStep.TO_TOUCH + 1;
    }
    return switch (choice.method()) {
      case PROGRESSIVE_LIMIT ->
          Math.max(STEPS, schedule.map(parts -> parts.tranches().size()).orElse(0));
      case AGGRESSIVE_LIMIT -> 1 + refills(one);
      default -> schedule.map(parts -> parts.tranches().size()).orElse(1);
    };
  }

  private static int refills(Assessment one) {
    double size = one.touchSize();
    return size > 0 ? (int) Math.min(MOST_REFILLS, Math.ceil(one.quantity() / size) - 1) : 0;
  }

  private static Duration waits(Assessment one, int orders) {
    return MarketImpact.halfLife(one.market()).multipliedBy(orders - 1L);
  }
}
