package io.estop.bench.flatten;

import io.estop.model.liquidation.ClosingPrice;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import io.estop.model.trading.Side;
import io.estop.venues.Answer;
import io.estop.venues.NewOrder;
import io.estop.venues.NewOrder.TimeInForce;
import io.estop.venues.Submission;
import io.estop.venues.Venue;
import io.estop.venues.VenueOrder;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Closes one position from memory, order after order until nothing is left. */
final class BareClose implements Runnable {

  private static final int MOST_ATTEMPTS = 50;
  private static final int MOST_ASKS = 100;
  private static final long AFTER_REFUSAL_MILLIS = 50;
  private static final Duration SEND_WINDOW = FlattenPlan.REQUEST_TIMEOUT.multipliedBy(6);
  private static final ClosingPrice PRICE =
      new ClosingPrice(new BigDecimal("1.0"), new BigDecimal("25"), new BigDecimal("0.1"));

  private final Venue venue;
  private final Clock clock;
  private final Job job;
  private final Side side;

  BareClose(Venue venue, Clock clock, Job job) {
    this.venue = venue;
    this.clock = clock;
    this.job = job;
    this.side = job.position().quantity().signum() > 0 ? Side.SELL : Side.BUY;
  }

  /**
   * What to close.
   *
   * @param id begins its orders' client order ids
   * @param quote prices stand still, so that the first quote serves every attempt
   * @param sent counts the orders of all
   */
  record Job(String id, Position position, Quote quote, AtomicLong sent) {}

  @Override
  public void run() {
    BigDecimal left = job.position().quantity().abs();
    for (int attempt = 1; attempt <= MOST_ATTEMPTS && left.signum() > 0; attempt++) {
      job.sent().incrementAndGet();
      Optional<VenueOrder> taken = send(order(attempt, left));
      if (taken.isPresent()) {
        left = left.subtract(settled(taken.get()).cumulativeQuantity());
      } else {
        pause(AFTER_REFUSAL_MILLIS);
      }
    }
    if (left.signum() > 0) {
      throw new IllegalStateException(left + " of " + job.position() + " could not be closed");
    }
  }

  private NewOrder order(int attempt, BigDecimal quantity) {
    Instrument instrument = job.position().instrument();
    BigDecimal worst = PRICE.worst(instrument, side, job.quote());
    return new NewOrder(
        job.id() + "-" + attempt,
        instrument,
        side,
        quantity,
        PRICE.limit(instrument, side, job.quote(), worst),
        timeInForce(instrument, quantity));
  }

  private static TimeInForce timeInForce(Instrument instrument, BigDecimal quantity) {
    boolean fraction = quantity.stripTrailingZeros().scale() > 0;
    return instrument.isOption() || (fraction && instrument.assetClass() == AssetClass.US_EQUITY)
        ? TimeInForce.DAY
        : TimeInForce.IOC;
  }

  /** Sends until the venue has it or refuses it; after silence it asks, then repeats the id. */
  private Optional<VenueOrder> send(NewOrder order) {
    for (int sends = 0; sends < MOST_ATTEMPTS; sends++) {
      Submission submission = venue.submit(order, clock.instant().plus(SEND_WINDOW));
      if (submission instanceof Submission.Accepted accepted) {
        return Optional.of(accepted.order());
      }
      if (submission instanceof Submission.Refused) {
        return Optional.empty();
      }
      if (submission instanceof Submission.Unanswered) {
        Optional<VenueOrder> found = ask(order.clientOrderId());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    throw new IllegalStateException("order " + order.clientOrderId() + " could not be sent");
  }

  /** Lets an order rest for a while, cancels it, and returns its final state. */
  private VenueOrder settled(VenueOrder taken) {
    if (taken.status().isFinal()) {
      return taken;
    }
    pause(FlattenPlan.REPRICE_AFTER.toMillis());
    for (int asks = 0; asks < MOST_ASKS; asks++) {
      VenueOrder now = ask(taken.clientOrderId()).orElse(taken);
      if (now.status().isFinal()) {
        return now;
      }
      venue.cancel(taken.orderId());
    }
    throw new IllegalStateException("order " + taken.clientOrderId() + " did not end");
  }

  private Optional<VenueOrder> ask(String clientOrderId) {
    for (int asks = 0; asks < MOST_ASKS; asks++) {
      Answer<Optional<VenueOrder>> answer = venue.orderByClientOrderId(clientOrderId);
      if (answer.known().isPresent()) {
        return answer.known().get();
      }
    }
    throw new IllegalStateException("the venue never said what became of " + clientOrderId);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
