package io.estop.gate;

import io.estop.gate.board.Limits;
import io.estop.model.Scope;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One hold, with its caps computed beforehand. The caps are null where no limits are known. */
record Held(Hold hold, @Nullable BigDecimal orderCap, @Nullable BigDecimal positionCap) {

  static Held of(Hold hold, @Nullable Limits limits) {
    if (limits == null || hold.mode() != Mode.REDUCED) {
      return new Held(hold, null, null);
    }
    return new Held(
        hold,
        hold.factor().multiply(limits.maxOrderQuantity()),
        hold.factor().multiply(limits.maxPositionQuantity()));
  }

  Scope scope() {
    return hold.scope();
  }

  Mode mode() {
    return hold.mode();
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
