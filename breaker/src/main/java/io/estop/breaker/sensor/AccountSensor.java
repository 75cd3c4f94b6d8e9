package io.estop.breaker.sensor;

import static io.estop.model.breaker.Metric.CONCENTRATION;
import static io.estop.model.breaker.Metric.DAILY_LOSS;
import static io.estop.model.breaker.Metric.EXPOSURE;
import static io.estop.model.breaker.Metric.POSITION_VALUE;

import io.estop.model.breaker.Metric;
import io.estop.model.breaker.meter.DailyLoss;
import io.estop.model.breaker.meter.Holdings;
import io.estop.model.trading.Position;
import io.estop.venues.Answer;
import io.estop.venues.Partial;
import io.estop.venues.VenueReader;
import io.estop.venues.VenueReader.AccountState;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * An account as the venue shows it: its largest position, all of them, and the day's loss, open
 * losses included. Where a position cannot be read no figure is given that would be too small.
 */
public final class AccountSensor implements Sensor {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  private final VenueReader venue;
  private final String subject;
  private final DailyLoss loss = new DailyLoss(NEW_YORK, LocalTime.MIDNIGHT);

  public AccountSensor(VenueReader venue) {
    this.venue = venue;
    this.subject = Seen.subject(venue.account().toString());
  }

  @Override
  public String name() {
    return "account " + venue.account();
  }

  @Override
  public Set<Metric> metrics() {
    return Set.of(POSITION_VALUE, EXPOSURE, CONCENTRATION, DAILY_LOSS);
  }

  @Override
  public synchronized Look look(Instant now) {
    Seen seen = new Seen(now);
    Answer<Partial<List<Position>>> positions = venue.readablePositions();
    Answer<AccountState> state = venue.accountState();
    positions.failure().ifPresent(why -> seen.trouble("positions: " + why));
    state.failure().ifPresent(why -> seen.trouble("equity: " + why));
    positions.known().ifPresent(known -> measure(known, seen));
    state.known().ifPresent(known -> measure(known, seen, now));
    return seen.look();
  }

  private void measure(Partial<List<Position>> positions, Seen seen) {
    new TreeMap<>(positions.unreadable()).values().forEach(seen::trouble);
    Holdings holdings = Holdings.of(positions.value());
    if (positions.unreadable().isEmpty()) {
      seen.read(POSITION_VALUE, subject, holdings.largestValue());
      seen.read(EXPOSURE, subject, holdings.exposure());
      seen.read(CONCENTRATION, subject, holdings.concentration());
    }
  }

  private void measure(AccountState state, Seen seen, Instant now) {
    if (state.equity().signum() <= 0) {
      seen.trouble("equity of " + subject + " is " + state.equity().toPlainString());
      return;
    }
    // A venue without a day before says 0: then what was seen here is the base.
    state.equityBefore().ifPresent(base -> loss.startedWith(base, now));
    seen.read(DAILY_LOSS, subject, loss.observe(state.equity(), now));
  }
}
