package io.estop.cli.breakglass;

import io.estop.model.trading.Account;
import io.estop.venues.Venue;
import java.time.Clock;
import java.util.function.Function;

/**
 * An account that break-glass may touch.
 *
 * @param account the venue and the account's number there
 * @param opener connects to it
 */
record GlassVenue(Account account, Function<Clock, Venue> opener) {
  Venue open() {
    return opener.apply(Clock.systemUTC());
  }
}
