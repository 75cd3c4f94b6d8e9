package io.estop.cli.breakglass;

import io.estop.model.trading.Account;
import io.estop.venues.Venue;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;

/**
 * An account that break-glass may touch.
 *
 * @param account the venue and the account's number there
 * @param requestTimeout longest that the venue may hold a request
 * @param opener connects to it
 */
record GlassVenue(Account account, Duration requestTimeout, Function<Clock, Venue> opener) {
  Venue open() {
    return opener.apply(Clock.systemUTC());
  }
}
