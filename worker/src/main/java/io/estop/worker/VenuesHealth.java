package io.estop.worker;

import io.estop.liquidation.Venues;
import io.estop.venues.EnvironmentCheck;
import io.estop.venues.Venue;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Says of each venue whether it answers and is the account that was configured. */
@Component("venuesHealthIndicator")
class VenuesHealth implements HealthIndicator {
  private final Venues venues;

  VenuesHealth(Venues venues) {
    this.venues = venues;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    for (Venue venue : venues.all()) {
      EnvironmentCheck check = EnvironmentCheck.of(venue);
      health.withDetail(venue.account().toString(), check.toString());
      if (!(check instanceof EnvironmentCheck.Same)) {
        health.down();
      }
    }
    return health.build();
  }
}
