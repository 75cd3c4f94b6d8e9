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
import io.estop.venues.Transfer;
import io.estop.venues.VenueReader;
import io.estop.venues.VenueReader.AccountState;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * An account as the venue shows it: its largest position, all of them, and the day's loss, open
 * losses included and what people moved left out. Where a position cannot be read no figure is
 * given that would be too small.
 */
public final class AccountSensor implements Sensor {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private final VenueReader venue;
  private final String subject;
  private final VenueTime time;
  private final DailyLoss loss = new DailyLoss(NEW_YORK, LocalTime.MIDNIGHT);

  public AccountSensor(VenueReader venue) {
    this.venue = venue;
    this.time = new VenueTime(venue);
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
    Answer<BigDecimal> base = base(state, now);
    if (base instanceof Answer.Missing<BigDecimal> missing && missing.wasAsked()) {
      seen.trouble("money that was moved: " + missing.why());
      return;
    }
    base.known().ifPresent(known -> loss.startedWith(known, now));
    seen.read(DAILY_LOSS, subject, loss.observe(state.equity(), now));
  }

  /**
   * The equity that the day started with, and what people moved since. Where the venue tells
   * neither, what was seen here is the base.
   */
  private Answer<BigDecimal> base(AccountState state, Instant now) {
    Optional<BigDecimal> before = state.equityBefore().filter(equity -> equity.signum() > 0);
    if (before.isEmpty()) {
      return new Answer.Missing<>("the venue knows no day before", false);
    }
    Instant venueNow = time.at(now).known().map(clock -> clock.venueTime(now)).orElse(now);
    Answer<List<Transfer>> moved = venue.transfersSince(dayAfterTheLast(venueNow));
    return moved instanceof Answer.Missing<List<Transfer>> missing && !missing.wasAsked()
        ? new Answer.Known<>(before.get())
        : moved.map(
            all -> all.stream().map(Transfer::amount).reduce(before.get(), BigDecimal::add));
  }

  // The weekend belongs to Monday.
  private static LocalDate dayAfterTheLast(Instant now) {
    LocalDate day = now.atZone(NEW_YORK).toLocalDate();
    while (WEEKEND.contains(day.minusDays(1).getDayOfWeek())) {
      day = day.minusDays(1);
    }
    return day;
  }
}
