package io.estop.liquidation;

import io.estop.model.liquidation.PositionStatus;
import io.estop.model.liquidation.ResidualReason;
import io.estop.model.trading.Quote;
import java.math.BigDecimal;

/** What to do next about one position. */
sealed interface Decision {

  /** Send one order of that quantity at that limit; slippage counts from the arrival quote. */
  record Send(BigDecimal quantity, BigDecimal limitPrice, Quote arrival) implements Decision {}

  /** Nothing more is to be done; {@code left} is what the venue shows, absolute. */
  record Resolve(PositionStatus status, BigDecimal left, String detail) implements Decision {}

  /** Nothing can be done now; {@code useless} when another round soon would not help either. */
  record Wait(ResidualReason reason, String detail, boolean useless) implements Decision {}
}
