package io.estop.venues;

import io.estop.model.trading.Instrument;
import io.estop.model.trading.Side;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/**
 * An order as the venue shows it; the names are FIX's.
 *
 * @param orderId the venue's id
 * @param clientOrderId the id that the sender gave
 * @param instrument what it trades
 * @param side buy or sell
 * @param quantity ordered
 * @param cumulativeQuantity filled so far
 * @param averagePrice of the fills, empty before the first
 * @param status where it is
 * @param submittedAt when the venue took it
 * @param type how it is triggered
 */
public record VenueOrder(
    String orderId,
    String clientOrderId,
    Instrument instrument,
    Side side,
    BigDecimal quantity,
    BigDecimal cumulativeQuantity,
    Optional<BigDecimal> averagePrice,
    OrderStatus status,
    Instant submittedAt,
    OrderType type) {

  /** An order whose type does not matter. */
  public VenueOrder(
      String orderId,
      String clientOrderId,
      Instrument instrument,
      Side side,
      BigDecimal quantity,
      BigDecimal cumulativeQuantity,
      Optional<BigDecimal> averagePrice,
      OrderStatus status,
      Instant submittedAt) {
    this(
        orderId,
        clientOrderId,
        instrument,
        side,
        quantity,
        cumulativeQuantity,
        averagePrice,
        status,
        submittedAt,
        OrderType.OTHER);
  }

  /** Returns what may still fill: nothing once the state is final. */
  public BigDecimal leavesQuantity() {
    return status.isFinal() ? BigDecimal.ZERO : quantity.subtract(cumulativeQuantity);
  }
}
