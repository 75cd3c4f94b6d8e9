package io.estop.gate;

import io.estop.model.hold.Hold;

/**
 * Hears of holds, on the gate's listening thread, one call after another and in the order in which
 * the gate took them over; never on a thread that trades, reads or acknowledges. Orders are denied
 * already when it is called, and a gate does not wait for it to acknowledge. What it throws is
 * logged and counted and stops nothing. Which orders pass is for {@link TradingGate#enter} alone to
 * say: a gate also denies when its state is unknown, stale or unconfirmed, of which no listener is
 * told.
 */
public interface GateListener {

  /** A hold came, or became stricter: pause what it covers. */
  default void onPause(Hold hold) {}

  /** A hold became looser, or was released and now says LIVE. */
  default void onResume(Hold hold) {}
}
