package io.estop.store.plan;

import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.liquidation.schedule.Impact;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One position of a stop and what became of it.
 *
 * @param number in the plan
 * @param batch which activity handles it
 * @param account where
 * @param instrument what
 * @param startQuantity signed, when the stop first read it
 * @param openQuantity signed, by the latest read
 * @param averageEntryPrice of the position
 * @param markPrice at assessment
 * @param arrival quote at assessment
 * @param method how it is closed
 * @param risk what it is ranked by
 * @param why this method
 * @param fence of the claim under which it is worked
 * @param status where it is
 * @param reason why it is still open
 * @param detail what a person should know
 * @param filledQuantity absolute, of the stop's own orders
 * @param filledValue sum of quantity times price of those fills whose price is known: less than
 *     what filled where one is not, so no price is derived from it
 * @param foreignReduction absolute quantity that others are known to have closed
 * @param attempts orders so far
 * @param handedOver absolute quantity that stops closed which had the claim before and whose orders
 *     count from the same start
 * @param schedule how it is spread over time; empty: at once
 * @param expectedCost by the plan, in the account's currency
 * @param expectedTime by the plan
 * @param expectedRequests to the venue, by the plan
 * @param wontFit one sentence, where the plan says that it will not be closed in time or budget
 * @param startedAt when its schedule began
 * @param impact what the schedule was made for, if that is known
 */
public record PositionRow(
    int number,
    int batch,
    Account account,
    Instrument instrument,
    BigDecimal startQuantity,
    BigDecimal openQuantity,
    BigDecimal averageEntryPrice,
    BigDecimal markPrice,
    Optional<Quote> arrival,
    Method method,
    BigDecimal risk,
    String why,
    long fence,
    PositionStatus status,
    ResidualReason reason,
    String detail,
    BigDecimal filledQuantity,
    BigDecimal filledValue,
    BigDecimal foreignReduction,
    int attempts,
    BigDecimal handedOver,
    Optional<Schedule> schedule,
    BigDecimal expectedCost,
    Duration expectedTime,
    int expectedRequests,
    Optional<String> wontFit,
    Optional<Instant> startedAt,
    Optional<Impact> impact) {

  /** A position whose claim no other stop had before, closed at once. */
  public PositionRow(
      int number,
      int batch,
      Account account,
      Instrument instrument,
      BigDecimal startQuantity,
      BigDecimal openQuantity,
      BigDecimal averageEntryPrice,
      BigDecimal markPrice,
      Optional<Quote> arrival,
      Method method,
      BigDecimal risk,
      String why,
      long fence,
      PositionStatus status,
      ResidualReason reason,
      String detail,
      BigDecimal filledQuantity,
      BigDecimal filledValue,
      BigDecimal foreignReduction,
      int attempts) {
    this(
        number,
        batch,
        account,
        instrument,
        startQuantity,
        openQuantity,
        averageEntryPrice,
        markPrice,
        arrival,
        method,
        risk,
        why,
        fence,
        status,
        reason,
        detail,
        filledQuantity,
        filledValue,
        foreignReduction,
        attempts,
        BigDecimal.ZERO,
        Optional.empty(),
        BigDecimal.ZERO,
        Duration.ZERO,
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Returns this position with what a round found. */
  public PositionRow with(
      PositionStatus newStatus, ResidualReason newReason, String newDetail, BigDecimal open) {
    Draft draft = new Draft(this);
    draft.status = newStatus;
    draft.reason = newReason;
    draft.detail = newDetail;
    draft.open = open;
    return draft.row(this);
  }

  /** Returns this position with the sums of its orders' fills. */
  public PositionRow withFills(BigDecimal quantity, BigDecimal value, int orders) {
    Draft draft = new Draft(this);
    draft.filled = quantity;
    draft.value = value;
    draft.orders = orders;
    return draft.row(this);
  }

  /** Returns this position with the quote from which its slippage is measured. */
  public PositionRow arrivingAt(Quote quote) {
    Draft draft = new Draft(this);
    draft.arrival = Optional.of(quote);
    return draft.row(this);
  }

  /** Returns this position with the moment at which its schedule began. */
  public PositionRow startingAt(Instant moment) {
    Draft draft = new Draft(this);
    draft.startedAt = Optional.of(moment);
    return draft.row(this);
  }

  /**
   * Returns this position with what the venue shows now: what neither the stop's own fills nor
   * earlier reductions explain was closed by others. It only grows, so that a stale read which
   * hides an own fill shows more than can be there.
   *
   * @param read signed quantity of a read begun after every own order was over
   */
  public PositionRow shown(BigDecimal read) {
    BigDecimal gone = startQuantity.abs().subtract(explained()).subtract(read.abs());
    if (gone.signum() <= 0 || read.signum() == -startQuantity.signum()) {
      return this;
    }
    Draft draft = new Draft(this);
    draft.foreign = foreignReduction.add(gone);
    return draft.row(this);
  }

  /** Returns the absolute quantity that is known to be closed, by stops or by others. */
  public BigDecimal explained() {
    return filledQuantity.add(foreignReduction).add(handedOver);
  }

  /** What of a position changes; written and read by one thread. */
  private static final class Draft {
    private BigDecimal open;
    private Optional<Quote> arrival;
    private PositionStatus status;
    private ResidualReason reason;
    private String detail;
    private BigDecimal filled;
    private BigDecimal value;
    private BigDecimal foreign;
    private int orders;
    private Optional<Instant> startedAt;

    Draft(PositionRow row) {
      this.open = row.openQuantity;
      this.arrival = row.arrival;
      this.status = row.status;
      this.reason = row.reason;
      this.detail = row.detail;
      this.filled = row.filledQuantity;
      this.value = row.filledValue;
      this.foreign = row.foreignReduction;
      this.orders = row.attempts;
      this.startedAt = row.startedAt;
    }

    PositionRow row(PositionRow row) {
      return new PositionRow(
          row.number,
          row.batch,
          row.account,
          row.instrument,
          row.startQuantity,
          open,
          row.averageEntryPrice,
          row.markPrice,
          arrival,
          row.method,
          row.risk,
          row.why,
          row.fence,
          status,
          reason,
          detail,
          filled,
          value,
          foreign,
          orders,
          row.handedOver,
          row.schedule,
          row.expectedCost,
          row.expectedTime,
          row.expectedRequests,
          row.wontFit,
          startedAt,
          row.impact);
    }
  }
}
