package io.estop.venues.alpaca;

import io.estop.venues.RequestBudget;
import io.estop.venues.Venue;
import java.time.Clock;
import java.util.function.LongSupplier;

/** Opens a venue whose quota counts minutes by a clock of the test. */
public final class QuickBudget {
  private QuickBudget() {}

  public static <C extends Clock & LongSupplier> Venue venue(AlpacaSettings settings, C clock) {
    return new AlpacaVenue(settings, clock, new RequestBudget(settings.requestsPerMinute(), clock));
  }
}
