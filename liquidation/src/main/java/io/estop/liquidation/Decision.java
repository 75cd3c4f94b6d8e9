package io.estop.liquidation;

import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Quote;
import io.estop.venues.NewOrder.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What to do next about one position. */
sealed interface Decision {

  /**
   * Send one order.
   *
   * @param quantity of it
   * @param limitPrice of it
   * @param timeInForce of it
   * @param slice which part of its schedule it belongs to, from 1
   * @param quote against which it was priced
   * @param arrival quote from which slippage counts
   */
  record Send(
      BigDecimal quantity,
      BigDecimal limitPrice,
      TimeInForce timeInForce,
      int slice,
      Quote quote,
      Quote arrival)
      implements Decision {}

  /** Nothing more is to be done; {@code left} is what the venue shows, absolute. */
  record Resolve(PositionStatus status, BigDecimal left, String detail) implements Decision {}

  /**
   * Nothing can be done now.
   *
   * @param reason why not
   * @param detail what a person should know
   * @param useless whether another round soon would not help either
   * @param until when to look again, where that is known
   */
  record Wait(ResidualReason reason, String detail, boolean useless, Optional<Instant> until)
      implements Decision {

    Wait(ResidualReason reason, String detail, boolean useless) {
      this(reason, detail, useless, Optional.empty());
    }
  }
}
