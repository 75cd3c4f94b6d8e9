package io.estop.venues;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A venue that takes orders. Only the liquidation engine and break-glass hold one. */
public interface Venue extends VenueReader {

  /**
   * Sends an order once. No byte leaves after {@code sendBy}: then the answer is {@link
   * Submission.NotSent}. A repeated client order id is answered with the order that the venue
   * already has.
   */
  Submission submit(NewOrder order, Instant sendBy);

  /** Asks the venue to cancel one order. The order's own state tells whether it did. */
  Answer<Cancellation> cancel(String orderId);

  /** Asks the venue to cancel every open order of the account. */
  Answer<Cancellation> cancelAll();

  /**
   * Sets or lifts the account's own lock, under which the venue takes no order of anybody; cancels
   * still pass. Answers with the state that the venue shows afterwards.
   */
  Answer<Boolean> suspendTrading(boolean suspended);

  /**
   * Returns how long the venue's own countdown is to run whenever it is armed, empty where it has
   * none or none is wanted: Alpaca and FIX 4.4 have no such word. Asks nobody.
   */
  default Optional<Duration> countdown() {
    return Optional.empty();
  }

  /**
   * Arms the venue's own countdown, or begins it anew: unless that is asked again in time, the
   * venue cancels every working order of the account, whoever sent it. Done twice it is done once.
   *
   * @param time whole seconds of {@link #countdown}'s bounds, or zero, which disarms
   * @return when it is due by the venue's clock, empty once it is disarmed
   */
  default Answer<Optional<Instant>> cancelAllAfter(Duration time) {
    return new Answer.Missing<>("venue " + account().venue() + " has no countdown", false);
  }

  /**
   * Returns how long until the venue's quota has room for so many orders at once, zero where it has
   * now. Asks nobody.
   *
   * @param orders at least 1
   */
  default Duration untilRoomFor(int orders) {
    return Duration.ZERO;
  }

  /** What the venue said to a cancel. */
  enum Cancellation {
    REQUESTED,
    /** The order can no longer be cancelled, or is not known. */
    TOO_LATE
  }
}
