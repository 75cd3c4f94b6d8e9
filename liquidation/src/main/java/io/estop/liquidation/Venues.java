package io.estop.liquidation;

import io.estop.model.Scope;
import io.estop.model.trading.Account;
import io.estop.venues.ScopeCover;
import io.estop.venues.Venue;
import java.util.List;

/** The configured venues. */
public final class Venues implements AutoCloseable {
  private final List<Venue> venues;

  public Venues(List<? extends Venue> venues) {
    this.venues = List.copyOf(venues);
  }

  /** Returns every venue. */
  public List<Venue> all() {
    return venues;
  }

  /** Returns the venues that a scope touches. */
  public List<Venue> touchedBy(Scope scope) {
    return venues.stream().filter(venue -> ScopeCover.touches(scope, venue)).toList();
  }

  /**
   * Returns the venue of an account.
   *
   * @throws IllegalStateException if none is configured
   */
  public Venue of(Account account) {
    return venues.stream()
        .filter(venue -> venue.account().equals(account))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no venue is configured for account " + account + ": add it to estop.venues"));
  }

  /**
   * Returns the venue with that name.
   *
   * @throws IllegalStateException if none is configured
   */
  public Venue named(String name) {
    return venues.stream()
        .filter(venue -> venue.account().venue().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no venue '" + name + "' is configured: estop.venues"));
  }

  /** Ends every connection. */
  @Override
  public void close() {
    venues.forEach(Venue::close);
  }
}
