package io.estop.liquidation;

import io.estop.store.plan.SliceRow;
import io.estop.store.plan.SliceState;
import io.estop.venues.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a venue refused the last orders of a position, as their rows say. Pure.
 *
 * @param reason of the last one
 * @param times how many in a row were refused for it
 * @param at when the last one was written
 * @param text the venue's words
 */
record Refused(Refusal reason, int times, Instant at, String text) {
  private static final String SEPARATOR = ": ";

  /** Returns a refusal as a row keeps it. */
  static String words(Refusal reason, String text) {
    return reason + SEPARATOR + text;
  }

  /**
   * Returns how it refused, empty where the last order was not refused.
   *
   * @param orders of one position, oldest first
   */
  static Optional<Refused> of(List<SliceRow> orders) {
    Optional<Refusal> last = orders.isEmpty() ? Optional.empty() : reason(newest(orders, 0));
    if (last.isEmpty()) {
      return Optional.empty();
    }
    int times = 1;
    while (times < orders.size() && reason(newest(orders, times)).equals(last)) {
      times++;
    }
    SliceRow order = newest(orders, 0);
    return Optional.of(new Refused(last.get(), times, order.intendedAt(), order.detail()));
  }

  /** Returns how long the venue has paused the position so far, until that moment. */
  static Duration paused(List<SliceRow> orders, Instant now) {
    Duration paused = Duration.ZERO;
    for (int i = 0; i < orders.size(); i++) {
      if (reason(orders.get(i)).filter(Refusal.SYMBOL_PAUSED::equals).isPresent()) {
        Instant next = i + 1 < orders.size() ? orders.get(i + 1).intendedAt() : now;
        paused = paused.plus(Duration.between(orders.get(i).intendedAt(), next));
      }
    }
    return paused.isNegative() ? Duration.ZERO : paused;
  }

  private static SliceRow newest(List<SliceRow> orders, int back) {
    return orders.get(orders.size() - 1 - back);
  }

  private static Optional<Refusal> reason(SliceRow order) {
    return order.state() != SliceState.REFUSED
        ? Optional.empty()
        : Stream.of(Refusal.values())
            .filter(one -> order.detail().startsWith(one + SEPARATOR))
            .findFirst()
            // A row whose words nobody knows was refused all the same.
            .or(() -> Optional.of(Refusal.OTHER));
  }

  Reaction reaction() {
    return Reaction.to(reason, times);
  }

  /** Returns when it may be tried again. */
  Instant until() {
    return at.plus(reaction().pause(times));
  }
}
