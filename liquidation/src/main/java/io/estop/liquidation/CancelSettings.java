package io.estop.liquidation;

import java.util.List;

/**
 * Which orders a stop leaves where they are, and what it leaves locked.
 *
 * @param keepProtective whether orders that wait for a trigger and only reduce a position stay
 *     until it is closed
 * @param brokerPrefixes how client order ids begin that the broker gives its own liquidation
 * @param lockAccounts whether an account that is flat is locked at its venue
 */
public record CancelSettings(
    boolean keepProtective, List<String> brokerPrefixes, boolean lockAccounts) {

  public CancelSettings {
    brokerPrefixes = List.copyOf(brokerPrefixes);
    if (brokerPrefixes.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "a broker's order prefix must not be blank: it would leave every order");
    }
  }

  /** Returns the defaults: what guards stays, no order is known as the broker's, flat is locked. */
  public static CancelSettings standard() {
    return new CancelSettings(true, List.of(), true);
  }
}
