package io.estop.venues;

/** State of an order at the venue, FIX tag 39. */
public enum OrderStatus {
  PENDING_NEW,
  NEW,
  PARTIALLY_FILLED,
  PENDING_CANCEL,
  PENDING_REPLACE,
  FILLED,
  CANCELED,
  REPLACED,
  REJECTED,
  EXPIRED;

  /** Returns whether the order can never fill again. */
  public boolean isFinal() {
    return switch (this) {
      case FILLED, CANCELED, REPLACED, REJECTED, EXPIRED -> true;
      case PENDING_NEW, NEW, PARTIALLY_FILLED, PENDING_CANCEL, PENDING_REPLACE -> false;
    };
  }
}
