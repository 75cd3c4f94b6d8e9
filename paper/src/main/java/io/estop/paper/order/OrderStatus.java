package io.estop.paper.order;

import java.util.Locale;

/** Where an order is in its life. */
public enum OrderStatus {
  PENDING_NEW(true),
  ACCEPTED(true),
  NEW(true),
  PARTIALLY_FILLED(true),
  FILLED(false),
  CANCELED(false),
  EXPIRED(false),
  REJECTED(false),
  REPLACED(false);

  private final boolean open;

  OrderStatus(boolean open) {
    this.open = open;
  }

  /** Returns whether an order in this state can still fill. */
  public boolean isOpen() {
    return open;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
