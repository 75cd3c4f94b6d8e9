package io.estop.example;

import java.io.IOException;

/** Where orders go: {@link AlpacaOrderEntry}, or a test's own. Used by one thread at a time. */
public interface OrderEntry {

  /**
   * Sends a limit order to buy and returns the venue's id of it.
   *
   * @throws Refused when the venue says no
   * @throws IOException when it says nothing: the order may be there
   */
  String buy(String clientOrderId, Bid bid) throws IOException, InterruptedException;

  /** Cancels an order; one that has ended already is no failure. */
  void cancel(String venueOrderId) throws IOException, InterruptedException;

  /** What a venue says that does not take an order. */
  final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    public Refused(String why) {
      super(why);
    }
  }
}
