package io.estop.liquidation;

import io.estop.model.trading.AssetClass;
import io.estop.store.plan.SliceRow;
import io.estop.store.plan.SliceState;
import io.estop.venues.Answer;
import io.estop.venues.NewOrder;
import io.estop.venues.NewOrder.TimeInForce;
import io.estop.venues.OrderStatus;
import io.estop.venues.Refusal;
import io.estop.venues.Submission;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends orders whose intent is written, and finds out what became of them. After an unknown answer
 * the venue is asked by client order id, and a re-send carries the same id (design section 4).
 */
final class OrderDesk {
  private static final int SENDS_AT_ONCE = 4;
  private static final int CANCEL_CHECKS = 3;

  private final Venues venues;
  private final LiquidationSettings settings;
  private final Clock clock;

  OrderDesk(Venues venues, LiquidationSettings settings, Clock clock) {
    this.venues = venues;
    this.settings = settings;
    this.clock = clock;
  }

  static TimeInForce timeInForce(AssetClass assetClass, BigDecimal quantity) {
    return switch (assetClass) {
      case CRYPTO -> TimeInForce.IOC;
      case US_OPTION -> TimeInForce.DAY;
      // Fractions of shares are taken as day orders only.
      case US_EQUITY ->
          quantity.stripTrailingZeros().scale() <= 0 ? TimeInForce.IOC : TimeInForce.DAY;
    };
  }

  /** Sends an order, again under the same id while the answer is unknown; returns what is known. */
  SliceRow send(SliceRow slice) {
    return send(slice, false);
  }

  private SliceRow send(SliceRow slice, boolean sentBefore) {
    SliceRow known = slice;
    boolean mayHaveLeft = sentBefore;
    for (int sends = 0; sends < SENDS_AT_ONCE && known.state() == SliceState.INTENT; sends++) {
      Submission submission = venues.of(slice.account()).submit(newOrder(slice), slice.sendBy());
      if (submission instanceof Submission.Accepted accepted) {
        return seen(known, accepted.order());
      }
      if (submission instanceof Submission.Refused refused) {
        String words = Refused.words(refused.reason(), refused.text());
        // An earlier send may still arrive: then only the venue's silence after send-by ends it.
        return known.in(mayHaveLeft ? SliceState.INTENT : SliceState.REFUSED, words);
      }
      if (submission instanceof Submission.NotSent notSent) {
        return mayHaveLeft
            ? known.in(SliceState.INTENT, notSent.why())
            : known.in(SliceState.ABSENT, notSent.why());
      }
      mayHaveLeft = true;
      known = ask(known.in(SliceState.INTENT, ((Submission.Unanswered) submission).why()));
    }
    return known;
  }

  /**
   * Finds out what became of an order that is not known to be over; may send it again.
   *
   * @param rest how long it may rest before it is cancelled
   */
  SliceRow settle(SliceRow slice, Duration rest) {
    SliceRow known = ask(slice);
    if (known.state() == SliceState.INTENT && clock.instant().isBefore(slice.sendBy())) {
      return resend(known);
    }
    if (known.state() == SliceState.WORKING && restedLongEnough(known, rest)) {
      return cancel(known);
    }
    return known;
  }

  /** Cancels an order that may still fill and returns what is known of it. */
  SliceRow cancel(SliceRow slice) {
    SliceRow known = slice.orderId().isPresent() ? slice : ask(slice);
    for (int checks = 0; checks < CANCEL_CHECKS && known.state() == SliceState.WORKING; checks++) {
      Venue venue = venues.of(known.account());
      known.orderId().ifPresent(venue::cancel);
      known = ask(known);
    }
    return known;
  }

  private SliceRow resend(SliceRow known) {
    // It may have left before this process took over.
    return send(known, true);
  }

  private boolean restedLongEnough(SliceRow slice, Duration rest) {
    return !clock.instant().isBefore(slice.intendedAt().plus(rest));
  }

  private SliceRow ask(SliceRow slice) {
    Answer<Optional<VenueOrder>> answer =
        venues.of(slice.account()).orderByClientOrderId(slice.id().toString());
    if (answer instanceof Answer.Missing<Optional<VenueOrder>> missing) {
      return slice.in(slice.state(), missing.why());
    }
    Optional<VenueOrder> order = answer.known().orElseThrow();
    if (order.isPresent()) {
      return seen(slice, order.get());
    }
    Instant lastArrival =
        slice.sendBy().plus(settings.requestTimeout()).plus(settings.absentMargin());
    if (slice.state() == SliceState.INTENT && clock.instant().isAfter(lastArrival)) {
      return slice.in(SliceState.ABSENT, "the venue does not know it after its send-by time");
    }
    return slice.in(slice.state(), "the venue does not know it yet");
  }

  private static SliceRow seen(SliceRow slice, VenueOrder order) {
    BigDecimal filled = order.cumulativeQuantity().max(slice.filledQuantity());
    // Taken first and rejected then: a refusal all the same, and not tried again at once.
    boolean refused = order.status() == OrderStatus.REJECTED && filled.signum() == 0;
    SliceState over = refused ? SliceState.REFUSED : SliceState.FINAL;
    String word = order.status().name();
    return slice.known(
        order.status().isFinal() ? over : SliceState.WORKING,
        Optional.of(order.orderId()),
        filled,
        order.averagePrice().or(slice::averagePrice),
        refused ? Refused.words(Refusal.OTHER, "the venue took the order and " + word) : word);
  }

  private static NewOrder newOrder(SliceRow slice) {
    return new NewOrder(
        slice.id().toString(),
        slice.instrument(),
        slice.side(),
        slice.quantity(),
        slice.limitPrice(),
        TimeInForce.valueOf(slice.timeInForce()));
  }
}
