package io.estop.store.plan;

import io.estop.model.liquidation.Method;
import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
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
 * @param filledValue sum of quantity times price of those fills
 * @param foreignReduction absolute quantity that others are known to have closed
 * @param attempts orders so far
 * @param handedOver absolute quantity that stops closed which had the claim before and whose orders
 *     count from the same start
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
    BigDecimal handedOver) {

  /** A position whose claim no other stop had before. */
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
        BigDecimal.ZERO);
  }

  /** Returns this position with what a round found. */
  public PositionRow with(
      PositionStatus newStatus, ResidualReason newReason, String newDetail, BigDecimal open) {
    return copy(
        open,
        arrival,
        newStatus,
        newReason,
        newDetail,
        filledQuantity,
        filledValue,
        foreignReduction,
        attempts);
  }

  /** Returns this position with the sums of its orders' fills. */
  public PositionRow withFills(BigDecimal quantity, BigDecimal value, int orders) {
    return copy(
        openQuantity, arrival, status, reason, detail, quantity, value, foreignReduction, orders);
  }

  /** Returns this position with the quote from which its slippage is measured. */
  public PositionRow arrivingAt(Quote quote) {
    return copy(
        openQuantity,
        Optional.of(quote),
        status,
        reason,
        detail,
        filledQuantity,
        filledValue,
        foreignReduction,
        attempts);
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
    return copy(
        openQuantity,
        arrival,
        status,
        reason,
        detail,
        filledQuantity,
        filledValue,
        foreignReduction.add(gone),
        attempts);
  }

  /** Returns the absolute quantity that is known to be closed, by stops or by others. */
  public BigDecimal explained() {
    return filledQuantity.add(foreignReduction).add(handedOver);
  }

  /** The one place that repeats what never changes. */
  private PositionRow copy(
      BigDecimal open,
      Optional<Quote> arrived,
      PositionStatus newStatus,
      ResidualReason newReason,
      String newDetail,
      BigDecimal filled,
      BigDecimal value,
      BigDecimal foreign,
      int orders) {
    return new PositionRow(
        number,
        batch,
        account,
        instrument,
        startQuantity,
        open,
        averageEntryPrice,
        markPrice,
        arrived,
        method,
        risk,
        why,
        fence,
        newStatus,
        newReason,
        newDetail,
        filled,
        value,
        foreign,
        orders,
        handedOver);
  }
}
