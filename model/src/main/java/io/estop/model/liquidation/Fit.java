package io.estop.model.liquidation;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** Whether a position is expected to be closed within its bounds; said before it is tried. */
final class Fit {
  private final PlannerSettings settings;

  Fit(PlannerSettings settings) {
    this.settings = settings;
  }

  /**
   * Returns the first reason against it, one sentence; empty where nothing speaks against it.
   *
   * @param expected from the start of closing until it is closed
   */
  Optional<String> against(Assessment one, Estimate estimate, Duration expected) {
    if (one.isWorthless()) {
      return Optional.empty();
    }
    return step(one)
        .or(() -> session(one))
        .or(() -> one.quoteTrouble().map(Fit::noPrice))
        .or(() -> slippage(one, estimate))
        .or(() -> participation(one))
        .or(() -> time(one, expected));
  }

  private static Optional<String> step(Assessment one) {
    BigDecimal step = one.instrument().step();
    BigDecimal rest = one.position().quantity().abs().remainder(step);
    return rest.signum() == 0
        ? Optional.empty()
        : Optional.of(
            rest.toPlainString()
                + " of it is less than the smallest quantity that is traded, "
                + step.toPlainString()
                + ": it stays.");
  }

  private static Optional<String> session(Assessment one) {
    return one.isClosed()
        ? Optional.of("Its market is closed: it waits for the next session.")
        : Optional.empty();
  }

  private static String noPrice(String trouble) {
    return MethodChoice.sentence(trouble) + " Nothing is sent until it gives one that counts.";
  }

  private Optional<String> slippage(Assessment one, Estimate estimate) {
    double notional = one.notional().doubleValue();
    double share = notional > 0 ? estimate.cost().doubleValue() / notional : 0;
    double budget =
        (one.isOption() ? settings.optionSlippagePercent() : settings.maxSlippagePercent())
                .doubleValue()
            / 100;
    return share > budget
        ? Optional.of(
            "Closing it is expected to cost "
                + MethodChoice.percent(share)
                + " of its value, and "
                + MethodChoice.percent(budget)
                + " is allowed.")
        : Optional.empty();
  }

  private Optional<String> participation(Assessment one) {
    if (one.volumeShare().isEmpty()) {
      return Optional.empty();
    }
    double window = (double) settings.timeout().toSeconds() / one.session().toSeconds();
    double participation = one.volumeShare().getAsDouble() / window;
    double most = settings.maxParticipationPercent().doubleValue() / 100;
    return participation > most
        ? Optional.of(
            "It is "
                + MethodChoice.percent(participation)
                + " of what its market usually trades in "
                + settings.timeout().toSeconds()
                + " s, and "
                + MethodChoice.percent(most)
                + " can be expected to be found.")
        : Optional.empty();
  }

  private Optional<String> time(Assessment one, Duration expected) {
    return expected.compareTo(settings.timeout()) > 0
        ? Optional.of(
            "At "
                + one.conditions().ordersPerMinute()
                + " orders a minute it is expected to be closed after "
                + expected.toSeconds()
                + " s, and "
                + settings.timeout().toSeconds()
                + " s are given.")
        : Optional.empty();
  }
}
