package io.estop.gate;

import io.estop.gate.board.Limits;
import io.estop.model.Scope;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One hold, with its caps computed beforehand. The caps are null where no limits are known. */
record Held(
    Scope scope, Mode mode, @Nullable BigDecimal orderCap, @Nullable BigDecimal positionCap) {

  static Held of(Hold hold, @Nullable Limits limits) {
    if (limits == null) {
      return new Held(hold.scope(), hold.mode(), null, null);
    }
    return new Held(
        hold.scope(),
        hold.mode(),
        hold.factor().multiply(limits.maxOrderQuantity()),
        hold.factor().multiply(limits.maxPositionQuantity()));
  }

  /** Returns whether the order is over a cap; a smaller position is never over one. */
  boolean isExceededBy(OrderRequest order) {
    return orderCap == null
        || positionCap == null
        || order.quantity.compareTo(orderCap) > 0
        || (!order.reduces && order.positionAfter.compareTo(positionCap) > 0);
  }

  boolean hasCaps() {
    return orderCap != null;
  }
}
