package io.estop.breaker.sensor;

import io.estop.model.trading.Instrument;
import io.estop.venues.VenueReader;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** All that looks at one account, each through the reader that counts how the venue answers. */
public final class VenueSensors {
  private static final Duration ORDERS_OVER = Duration.ofMinutes(5);
  private static final Duration ERRORS_OVER = Duration.ofMinutes(1);

  private VenueSensors() {}

  /**
   * Returns the sensors of an account: market, volume, account, orders and API.
   *
   * @param venue a reader that asks sparingly, beside the one that closes
   * @param watched instruments whose market is watched; empty: what is held
   */
  public static List<Sensor> of(
      VenueReader venue, Collection<Instrument> watched, MarketWindows windows, Clock clock) {
    ApiSensor api = new ApiSensor(venue, ERRORS_OVER, clock, System::nanoTime);
    VenueReader counted = api.reader();
    Instruments instruments =
        watched.isEmpty() ? Instruments.heldBy(counted) : Instruments.of(watched);
    Prices prices = new Prices();
    return List.of(
        new MarketSensor(counted, instruments, windows, prices),
        new VolumeSensor(counted, instruments),
        new AccountSensor(counted),
        new OrderSensor(counted, prices, ORDERS_OVER),
        api);
  }
}
