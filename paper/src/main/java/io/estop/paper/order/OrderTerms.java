package io.estop.paper.order;

import io.estop.paper.market.Instrument;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an accepted order asks for: checked, and never changed again. */
public record OrderTerms(
    Instrument instrument,
    Side side,
    OrderType type,
    TimeInForce timeInForce,
    BigDecimal qty,
    @Nullable BigDecimal notional,
    @Nullable BigDecimal limitPrice,
    @Nullable BigDecimal stopPrice,
    @Nullable PositionIntent intent,
    String clientOrderId,
    boolean extendedHours,
    @Nullable Instant expiresAt) {

  /** Returns the smallest part that may fill: whole orders fill in whole shares or contracts. */
  public BigDecimal unit() {
    boolean whole = qty.stripTrailingZeros().scale() <= 0;
    return whole ? instrument.makerLot() : instrument.lot();
  }

  /** Returns whether the order may only trade at once, or not at all. */
  public boolean immediate() {
    return timeInForce == TimeInForce.IOC || timeInForce == TimeInForce.FOK;
  }

  /** Returns whether it waits for a stop price first. */
  public boolean hasStop() {
    return stopPrice != null;
  }

  /** Returns whether the intent forbids opening. */
  public boolean mustClose() {
    return intent == PositionIntent.BUY_TO_CLOSE || intent == PositionIntent.SELL_TO_CLOSE;
  }

  /** Returns whether the intent forbids closing. */
  public boolean mustOpen() {
    return intent == PositionIntent.BUY_TO_OPEN || intent == PositionIntent.SELL_TO_OPEN;
  }
}
