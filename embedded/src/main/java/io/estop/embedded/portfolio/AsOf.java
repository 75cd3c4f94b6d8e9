package io.estop.embedded.portfolio;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The market's day, and its moment where somebody set it.
 *
 * @param moment the start of the market clock, null for an open session near now
 * @param day the day in New York, by which options expire
 */
public record AsOf(@Nullable Instant moment, LocalDate day) {

  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  // Inside the session also on the days that close early.
  private static final LocalTime MID_SESSION = LocalTime.of(11, 0);

  /** Returns today, the moment left to the venue. */
  public static AsOf today(Clock clock) {
    return new AsOf(null, LocalDate.ofInstant(clock.instant(), NEW_YORK));
  }

  /** Reads an ISO instant, or an ISO date, which means 11:00 in New York. */
  public static AsOf parse(String text) {
    try {
      return text.contains("T") ? at(Instant.parse(text)) : at(midSession(LocalDate.parse(text)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "as-of must be a date like 2015-12-24 or an instant like 2015-12-24T16:00:00Z but was: "
              + text,
          e);
    }
  }

  private static AsOf at(Instant moment) {
    return new AsOf(moment, LocalDate.ofInstant(moment, NEW_YORK));
  }

  private static Instant midSession(LocalDate day) {
    return day.atTime(MID_SESSION).atZone(NEW_YORK).toInstant();
  }
}
