package io.estop.model.liquidation;

import io.estop.model.liquidation.schedule.Impact;
import io.estop.model.liquidation.schedule.Schedule;
import io.estop.model.trading.Account;
import io.estop.model.trading.Position;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/**
 * One position in the plan of a stop.
 *
 * @param number in the plan, from 1, in the order of priority
 * @param batch which activity handles it, from 1; a hedged group stays in one batch
 * @param account where it is held
 * @param position as the venue showed it
 * @param arrival the quote at assessment, empty when the venue gave none
 * @param method how it is closed
 * @param risk money that a usual day moves, in the account's currency
 * @param why one sentence: why this method and this place
 * @param schedule when which part is due, empty where all is due at once
 * @param expectedCost against the arrival mid, in the account's currency; 0 where no quote tells
 * @param expectedTime from the start of closing until it is closed
 * @param expectedRequests to the venue for this position alone
 * @param wontFit one sentence on why it is not expected to be closed within its bounds
 * @param impact what the schedule was made for, empty where there is none: closing watches the
 *     price by it
 */
public record PlannedPosition(
    int number,
    int batch,
    Account account,
    Position position,
    Optional<Quote> arrival,
    Method method,
    BigDecimal risk,
    String why,
    Optional<Schedule> schedule,
    BigDecimal expectedCost,
    Duration expectedTime,
    int expectedRequests,
    Optional<String> wontFit,
    Optional<Impact> impact) {

  public PlannedPosition {
    if (expectedRequests < 0 || expectedTime.isNegative()) {
      throw new IllegalArgumentException(
          "expected requests and time must not be negative but were: "
              + expectedRequests
              + " and "
              + expectedTime);
    }
  }

  /** A position whose price nobody watches while it is closed. */
  public PlannedPosition(
      int number,
      int batch,
      Account account,
      Position position,
      Optional<Quote> arrival,
      Method method,
      BigDecimal risk,
      String why,
      Optional<Schedule> schedule,
      BigDecimal expectedCost,
      Duration expectedTime,
      int expectedRequests,
      Optional<String> wontFit) {
    this(
        number,
        batch,
        account,
        position,
        arrival,
        method,
        risk,
        why,
        schedule,
        expectedCost,
        expectedTime,
        expectedRequests,
        wontFit,
        Optional.empty());
  }

  /** A position that is closed at once and whose cost nobody estimated. */
  public PlannedPosition(
      int number,
      int batch,
      Account account,
      Position position,
      Optional<Quote> arrival,
      Method method,
      BigDecimal risk,
      String why) {
    this(
        number,
        batch,
        account,
        position,
        arrival,
        method,
        risk,
        why,
        Optional.empty(),
        BigDecimal.ZERO,
        Duration.ZERO,
        1,
        Optional.empty());
  }

  /** Returns the position behind that many others, in batches behind that many others. */
  public PlannedPosition behind(int positions, int batches) {
    return new PlannedPosition(
        number + positions,
        batch + batches,
        account,
        position,
        arrival,
        method,
        risk,
        why,
        schedule,
        expectedCost,
        expectedTime,
        expectedRequests,
        wontFit,
        impact);
  }

  /** Returns the position in another batch. */
  public PlannedPosition in(int otherBatch) {
    return behind(0, otherBatch - batch);
  }
}
