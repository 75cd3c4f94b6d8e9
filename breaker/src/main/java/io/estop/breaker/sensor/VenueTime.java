package io.estop.breaker.sensor;

import io.estop.model.trading.AssetClass;
import io.estop.venues.Answer;
import io.estop.venues.MarketClock;
import io.estop.venues.VenueReader;
import java.time.Duration;
import java.time.Instant;

/**
 * A venue's clock, asked once in {@value #SECONDS} seconds: its time may differ from ours, and its
 * session says when silence is no finding. Confined to one thread.
 */
final class VenueTime {
  private static final long SECONDS = 15;

  private final VenueReader venue;
  private Instant askedAt = Instant.MIN;
  private Instant openSince = Instant.MAX;
  private boolean wasClosed;
  private Answer<Known> answer = new Answer.Missing<>("never asked");

  VenueTime(VenueReader venue) {
    this.venue = venue;
  }

  /**
   * What is known of the venue's clock.
   *
   * @param ahead of ours
   * @param isOpen whether shares and options trade
   * @param seenOpen by the venue's time, since when; far ahead where it is not open
   */
  record Known(Duration ahead, boolean isOpen, Instant seenOpen) {

    Instant venueTime(Instant ours) {
      return ours.plus(ahead);
    }

    Instant ourTime(Instant venues) {
      return venues.minus(ahead);
    }

    /** Returns since when it is known that such instruments trade, by the venue's time. */
    Instant openSince(AssetClass assetClass) {
      return assetClass == AssetClass.CRYPTO ? Instant.MIN : seenOpen;
    }

    boolean trades(AssetClass assetClass) {
      return isOpen || assetClass == AssetClass.CRYPTO;
    }
  }

  Answer<Known> at(Instant now) {
    boolean fresh =
        answer.known().isPresent()
            && !now.isBefore(askedAt)
            && now.isBefore(askedAt.plusSeconds(SECONDS));
    if (!fresh) {
      askedAt = now;
      answer = venue.clock().map(clock -> known(clock, now));
    }
    return answer;
  }

  private Known known(MarketClock clock, Instant now) {
    if (!clock.isOpen()) {
      openSince = Instant.MAX;
      wasClosed = true;
    } else if (openSince.equals(Instant.MAX)) {
      // Open at the first look: for how long is not known, so every age counts.
      openSince = wasClosed ? clock.now() : Instant.MIN;
    }
    return new Known(Duration.between(now, clock.now()), clock.isOpen(), openSince);
  }
}
