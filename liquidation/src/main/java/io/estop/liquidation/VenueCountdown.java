package io.estop.liquidation;

import io.estop.model.Scope;
import io.estop.model.ScopeKind;
import io.estop.model.deadman.Span;
import io.estop.model.trading.Account;
import io.estop.store.alarm.AlarmKind;
import io.estop.store.alarm.Alarms;
import io.estop.store.ledger.Ledger;
import io.estop.store.ledger.LedgerEntry;
import io.estop.store.maintenance.Windows;
import io.estop.venues.Venue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one venue's own countdown armed: where nobody of us is left to renew it, the venue cancels
 * every working order of the account. Disarmed inside approved maintenance windows alone, never by
 * an end of this process. Several processes may keep one countdown: each asks for the same.
 *
 * <p>{@link #look} belongs to one thread, {@link #keep} to another: whoever asks the venue waits
 * for no database.
 */
public final class VenueCountdown {
  /** Between two calls of {@link #look}, and of {@link #keep}. */
  public static final Duration PAUSE = Duration.ofSeconds(2);

  static final String ARM = "ARM";
  static final String DISARM = "DISARM";

  private static final Logger log = LoggerFactory.getLogger(VenueCountdown.class);

  /** Renewed so often in its time: the loss of two renewals in a row cancels nothing. */
  private static final int RENEWALS = 3;

  private static final Duration LEAST_ALARM = Duration.ofSeconds(10);

  private final Venue venue;
  private final Duration time;
  private final Records records;
  private final Supplier<Instant> now;
  private final LongSupplier nanos;

  // Written by the thread that looks, read by the one that keeps.
  private volatile @Nullable Sight sight;
  // Written by the thread that keeps, before its first time by the one that looks, read by that.
  private volatile State state = new State(Optional.empty(), 0, "it was not asked yet");
  // Of the thread that looks alone.
  private Optional<Duration> recorded = Optional.empty();
  private boolean mayStand = true;
  private long mayStandSince;

  /** Where it reads windows and writes what changes. */
  public record Records(Windows windows, Ledger ledger, Alarms alarms) {}

  /** When maintenance is, as read at that moment. */
  private record Sight(List<Span> pauses, Instant now, long nanos) {
    boolean isPaused(long later) {
      Instant moment = now.plusNanos(later - nanos);
      return pauses.stream().anyMatch(span -> span.contains(moment));
    }
  }

  /**
   * What became of the countdown.
   *
   * @param held what the venue took last, empty where the latest request failed
   * @param takenNanos when the latest request that the venue took began
   * @param why the latest failure, empty where there is none
   */
  private record State(Optional<Duration> held, long takenNanos, String why) {}

  /**
   * @param venue one that has a countdown
   * @param now the time on which clocks agree; may throw what PostgreSQL throws
   * @param nanos a count that never steps, as {@link System#nanoTime}
   * @throws IllegalArgumentException if the venue has none
   */
  public VenueCountdown(Venue venue, Records records, Supplier<Instant> now, LongSupplier nanos) {
    this.venue = venue;
    this.time =
        venue
            .countdown()
            .orElseThrow(() -> new IllegalArgumentException("no countdown at " + venue.account()));
    this.records = records;
    this.now = now;
    this.nanos = nanos;
  }

  /** Returns whose orders it cancels. */
  public Account account() {
    return venue.account();
  }

  /**
   * Reads when maintenance is, records what {@link #keep} changed and raises or clears the alarm.
   * Throws what PostgreSQL throws while it is not there: then the windows read last count on.
   */
  public void look() {
    Instant moment = now.get();
    long counted = nanos.getAsLong();
    List<Span> pauses =
        scopes().flatMap(scope -> records.windows().pauses(scope, moment).stream()).toList();
    if (sight == null) {
      state = new State(Optional.empty(), counted, state.why());
      mayStandSince = counted;
    }
    sight = new Sight(pauses, moment, counted);
    State seen = state;
    record(seen);
    alarm(seen, counted);
  }

  private Stream<Scope> scopes() {
    return Stream.of(
        new Scope(ScopeKind.VENUE, account().venue()),
        new Scope(ScopeKind.ACCOUNT, account().toString()));
  }

  /**
   * Asks the venue where it is time to: at a third of the countdown, at once where maintenance
   * begins or ends, and again after each failure. Asks nothing before windows were read once.
   */
  public void keep() {
    Sight seen = sight;
    if (seen == null) {
      return;
    }
    long begun = nanos.getAsLong();
    Duration wanted = seen.isPaused(begun) ? Duration.ZERO : time;
    State before = state;
    boolean isHeld = before.held().equals(Optional.of(wanted));
    if (isHeld && begun - before.takenNanos() < time.toNanos() / RENEWALS) {
      return;
    }
    state =
        venue
            .cancelAllAfter(wanted)
            .failure()
            .map(why -> new State(Optional.empty(), before.takenNanos(), why))
            .orElseGet(() -> new State(Optional.of(wanted), begun, ""));
  }

  private void record(State seen) {
    if (seen.held().isEmpty() || seen.held().equals(recorded)) {
      return;
    }
    long seconds = seen.held().get().toSeconds();
    boolean isNews =
        records
            .ledger()
            .appendChange(
                new LedgerEntry(
                    "worker",
                    seconds == 0 ? DISARM : ARM,
                    "venue-countdown/" + account(),
                    Map.of("seconds", seconds)),
                List.of(ARM, DISARM));
    recorded = seen.held();
    if (isNews) {
      log.info("countdown of {}: {} s, 0 is disarmed", account(), seconds);
    }
  }

  private void alarm(State seen, long counted) {
    if (counted - seen.takenNanos() > time.toNanos()) {
      mayStand = true;
      mayStandSince = counted;
      String text = text(seen);
      if (records.alarms().raise("worker", AlarmKind.COUNTDOWN_SILENT, subject(), text)) {
        log.warn("{} {}: {}", AlarmKind.COUNTDOWN_SILENT, subject(), text);
      }
    } else if (mayStand
        && seen.held().isPresent()
        && counted - mayStandSince >= LEAST_ALARM.toNanos()) {
      // Once: where another process cannot reach the venue, its alarm is not this one's to clear.
      records.alarms().clear("worker", AlarmKind.COUNTDOWN_SILENT, subject(), Duration.ZERO);
      mayStand = false;
    }
  }

  private String subject() {
    return account().toString();
  }

  private String text(State seen) {
    return "the venue has not taken its countdown for more than "
        + time.toSeconds()
        + " s and may have cancelled every working order: "
        + (seen.why().isEmpty() ? "this process did not ask in time" : seen.why());
  }
}
