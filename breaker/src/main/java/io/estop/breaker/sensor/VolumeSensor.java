package io.estop.breaker.sensor;

import static io.estop.model.breaker.Metric.VOLUME;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.meter.DayVolume;
import io.estop.model.trading.AssetClass;
import io.estop.model.trading.DailyBar;
import io.estop.model.trading.Instrument;
import io.estop.venues.Answer;
import io.estop.venues.Statistics;
import io.estop.venues.VenueReader;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is traded today against a usual day, by symbol of shares and coins, asked once in {@value
 * #SECONDS} seconds since it costs requests that cancels have first claim to. Outside its session a
 * share is at rest.
 */
public final class VolumeSensor implements Sensor {
  private static final long SECONDS = 30;
  private static final Duration WITHIN = Duration.ofSeconds(3);

  private final VenueReader venue;
  private final Instruments instruments;
  private final VenueTime time;
  private Instant asked = Instant.MIN;

  public VolumeSensor(VenueReader venue, Instruments instruments) {
    this.venue = venue;
    this.instruments = instruments;
    this.time = new VenueTime(venue);
  }

  @Override
  public String name() {
    return "volume of " + venue.account();
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(VOLUME);
  }

  @Override
  public synchronized Look look(Instant now) {
    Seen seen = new Seen(now);
    if (!now.isBefore(asked) && now.isBefore(asked.plusSeconds(SECONDS))) {
      return seen.look();
    }
    Answer<VenueTime.Known> clock = time.at(now);
    Answer<List<Instrument>> watched = instruments.now();
    clock.failure().ifPresent(why -> seen.trouble("market clock: " + why));
    watched.failure().ifPresent(why -> seen.trouble("positions: " + why));
    if (clock.known().isPresent() && watched.known().isPresent()) {
      asked = now;
      measure(watched.known().get(), clock.known().get(), seen, now);
    }
    return seen.look();
  }

  private void measure(List<Instrument> watched, VenueTime.Known clock, Seen seen, Instant now) {
    List<Instrument> all =
        watched.stream()
            .filter(one -> one.assetClass() != AssetClass.US_OPTION)
            .distinct()
            .toList();
    List<Instrument> trading = all.stream().filter(one -> clock.trades(one.assetClass())).toList();
    all.stream()
        .filter(one -> !trading.contains(one))
        .forEach(one -> seen.read(VOLUME, Seen.subject(one.symbol()), BigDecimal.ONE));
    if (trading.isEmpty()) {
      return;
    }
    Instant venueNow = clock.venueTime(now);
    Statistics statistics = venue.statistics(trading, venueNow, WITHIN);
    statistics.missing().forEach(seen::trouble);
    for (Instrument one : trading) {
      List<DailyBar> days = statistics.days().getOrDefault(one.symbol(), List.of());
      if (days.isEmpty()) {
        seen.trouble("the venue tells no volume of " + one.symbol());
      }
      seen.read(
          VOLUME, Seen.subject(one.symbol()), DayVolume.ratio(days, one.assetClass(), venueNow));
    }
  }
}
