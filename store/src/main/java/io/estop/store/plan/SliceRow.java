package io.estop.store.plan;

import io.estop.model.liquidation.ClientOrderId;
import io.estop.model.trading.Account;
import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * One order of a stop.
 *
 * @param id its client order id
 * @param account where
 * @param instrument what
 * @param side closing side
 * @param quantity ordered
 * @param limitPrice its limit
 * @param timeInForce DAY, GTC or IOC
 * @param intendedAt when it was written
 * @param sendBy after which no byte leaves
 * @param state what is known of it
 * @param orderId the venue's id, once known
 * @param filledQuantity so far
 * @param averagePrice of the fills
 * @param detail the venue's words on it
 * @param sequence which order of its position it is, from 1
 * @param quoteBid the bid against which it was priced, if there was one
 * @param quoteAsk the ask against which it was priced, if there was one
 */
public record SliceRow(
    ClientOrderId id,
    Account account,
    Instrument instrument,
    Side side,
    BigDecimal quantity,
    BigDecimal limitPrice,
    String timeInForce,
    Instant intendedAt,
    Instant sendBy,
    SliceState state,
    Optional<String> orderId,
    BigDecimal filledQuantity,
    Optional<BigDecimal> averagePrice,
    String detail,
    int sequence,
    Optional<BigDecimal> quoteBid,
    Optional<BigDecimal> quoteAsk) {

  /** Returns what may still fill. */
  public BigDecimal leavesQuantity() {
    return state.isOver() ? BigDecimal.ZERO : quantity.subtract(filledQuantity);
  }

  /** Returns this order over less. */
  public SliceRow of(BigDecimal less) {
    return new SliceRow(
        id,
        account,
        instrument,
        side,
        less,
        limitPrice,
        timeInForce,
        intendedAt,
        sendBy,
        state,
        orderId,
        filledQuantity,
        averagePrice,
        detail,
        sequence,
        quoteBid,
        quoteAsk);
  }

  /** Returns this order as it is known now. */
  public SliceRow known(
      SliceState newState,
      Optional<String> newOrderId,
      BigDecimal filled,
      Optional<BigDecimal> average,
      String newDetail) {
    return new SliceRow(
        id,
        account,
        instrument,
        side,
        quantity,
        limitPrice,
        timeInForce,
        intendedAt,
        sendBy,
        newState,
        newOrderId.or(() -> orderId),
        filled,
        average,
        newDetail,
        sequence,
        quoteBid,
        quoteAsk);
  }

  /** Returns this order as before, with why nothing new is known. */
  public SliceRow unsure(String why) {
    return in(state, why);
  }

  /** Returns this order with another state. */
  public SliceRow in(SliceState newState, String newDetail) {
    return known(newState, orderId, filledQuantity, averagePrice, newDetail);
  }
}
