package io.estop.model.trading;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;

/** The regular US session, 9:30 to 16:00 in New York, without weekends and exchange holidays. */
public final class TradingCalendar {
  public static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  public static final LocalTime OPEN = LocalTime.of(9, 30);
  public static final LocalTime CLOSE = LocalTime.of(16, 0);

  /** Of the year that was asked for last: of thousands of days asked for nearly all are in one. */
  private static volatile Holidays last = Holidays.of(2000);

  private TradingCalendar() {}

  private record Holidays(int year, Set<LocalDate> days) {
    static Holidays of(int year) {
      return new Holidays(year, holidays(year));
    }
  }

  /** Returns whether the session is open at that moment. */
  public static boolean isOpen(Instant at) {
    var local = at.atZone(NEW_YORK);
    LocalTime time = local.toLocalTime();
    return isTradingDay(local.toLocalDate()) && !time.isBefore(OPEN) && time.isBefore(CLOSE);
  }

  /** Returns whether the exchange opens on that day at all. */
  public static boolean isTradingDay(LocalDate day) {
    boolean weekend =
        day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    return !weekend && !in(day.getYear()).days().contains(day);
  }

  /** Returns the first opening after that moment. */
  public static Instant nextOpen(Instant after) {
    return next(after, OPEN);
  }

  /** Returns the first close after that moment. */
  public static Instant nextClose(Instant after) {
    return next(after, CLOSE);
  }

  /** Returns ten o'clock in New York on the last trading day up to that moment's day. */
  public static Instant openSessionNear(Instant at) {
    LocalDate day = at.atZone(NEW_YORK).toLocalDate();
    while (!isTradingDay(day)) {
      day = day.minusDays(1);
    }
    return day.atTime(10, 0).atZone(NEW_YORK).toInstant();
  }

  private static Instant next(Instant after, LocalTime time) {
    LocalDate day = after.atZone(NEW_YORK).toLocalDate();
    Instant moment = day.atTime(time).atZone(NEW_YORK).toInstant();
    while (!isTradingDay(day) || !moment.isAfter(after)) {
      day = day.plusDays(1);
      moment = day.atTime(time).atZone(NEW_YORK).toInstant();
    }
    return moment;
  }

  private static Holidays in(int year) {
    Holidays known = last;
    if (known.year() != year) {
      known = Holidays.of(year);
      last = known;
    }
    return known;
  }

  private static Set<LocalDate> holidays(int year) {
    return Set.of(
        observed(LocalDate.of(year, Month.JANUARY, 1)),
        nth(year, Month.JANUARY, 3, DayOfWeek.MONDAY),
        nth(year, Month.FEBRUARY, 3, DayOfWeek.MONDAY),
        easter(year).minusDays(2),
        LocalDate.of(year, Month.MAY, 1).with(TemporalAdjusters.lastInMonth(DayOfWeek.MONDAY)),
        observed(LocalDate.of(year, Month.JUNE, 19)),
        observed(LocalDate.of(year, Month.JULY, 4)),
        nth(year, Month.SEPTEMBER, 1, DayOfWeek.MONDAY),
        nth(year, Month.NOVEMBER, 4, DayOfWeek.THURSDAY),
        observed(LocalDate.of(year, Month.DECEMBER, 25)));
  }

  private static LocalDate nth(int year, Month month, int ordinal, DayOfWeek weekday) {
    return LocalDate.of(year, month, 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, weekday));
  }

  private static LocalDate observed(LocalDate day) {
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> day.minusDays(1);
      case SUNDAY -> day.plusDays(1);
      default -> day;
    };
  }

  /** The Gregorian computus (Butcher). */
  private static LocalDate easter(int year) {
    int a = year % 19;
    int b = year / 100;
    int c = year % 100;
    int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
    int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    return LocalDate.of(year, f / 31, f % 31 + 1);
  }
}
