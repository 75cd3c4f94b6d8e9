package io.estop.model.deadman;

import io.estop.model.trading.TradingCalendar;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When a dead man's switch is armed. The text form is {@code always}, {@code us-equities} (the
 * regular session with its holidays; days that close early count whole) or days, times and a zone,
 * as in {@code MON-FRI 08:00-17:30 Europe/London}; {@link #parse} undoes {@link #toString}.
 */
public final class ArmedHours {
  private static final String ALWAYS = "always";
  private static final String US_EQUITIES = "us-equities";
  private static final int ABBREVIATION = 3;
  private static final Pattern WEEKLY =
      Pattern.compile(
          "([A-Z]{3})-([A-Z]{3}) ([0-2][0-9]:[0-5][0-9])-([0-2][0-9]:[0-5][0-9]) ([A-Za-z0-9/_+-]+)");

  private final String text;
  private final ZoneId zone;
  private final Days days;
  private final Optional<LocalTime> open;
  private final Optional<LocalTime> close;

  private interface Days {
    boolean include(LocalDate day);
  }

  private ArmedHours(
      String text, ZoneId zone, Days days, Optional<LocalTime> open, Optional<LocalTime> close) {
    this.text = text;
    this.zone = zone;
    this.days = days;
    this.open = open;
    this.close = close;
  }

  /**
   * Returns the hours that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException naming the text and the expected forms
   */
  public static ArmedHours parse(String text) {
    if (text.equals(ALWAYS)) {
      return new ArmedHours(text, ZoneOffset.UTC, day -> true, Optional.empty(), Optional.empty());
    }
    if (text.equals(US_EQUITIES)) {
      return new ArmedHours(
          text,
          TradingCalendar.NEW_YORK,
          TradingCalendar::isTradingDay,
          Optional.of(TradingCalendar.OPEN),
          Optional.of(TradingCalendar.CLOSE));
    }
    Matcher weekly = WEEKLY.matcher(text);
    if (!weekly.matches()) {
      throw malformed(text, null);
    }
    try {
      return weekly(text, weekly);
    } catch (DateTimeException | IllegalArgumentException unknown) {
      throw malformed(text, unknown);
    }
  }

  private static ArmedHours weekly(String text, Matcher form) {
    DayOfWeek first = day(form.group(1));
    DayOfWeek last = day(form.group(2));
    LocalTime open = LocalTime.parse(form.group(3));
    LocalTime close = LocalTime.parse(form.group(4));
    if (!open.isBefore(close)) {
      throw new IllegalArgumentException("it must open before it closes");
    }
    int length = Math.floorMod(last.getValue() - first.getValue(), DayOfWeek.values().length);
    Days days =
        day ->
            Math.floorMod(
                    day.getDayOfWeek().getValue() - first.getValue(), DayOfWeek.values().length)
                <= length;
    return new ArmedHours(
        text, ZoneId.of(form.group(5)), days, Optional.of(open), Optional.of(close));
  }

  private static DayOfWeek day(String abbreviation) {
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.name().substring(0, ABBREVIATION).equals(abbreviation)) {
        return day;
      }
    }
    throw new IllegalArgumentException("no day is called " + abbreviation);
  }

  private static IllegalArgumentException malformed(String text, @Nullable RuntimeException why) {
    String more = why == null ? "" : " (" + why.getMessage() + ")";
    return new IllegalArgumentException(
        "hours must be 'always', 'us-equities' or like 'MON-FRI 08:00-17:30 Europe/London' but"
            + " were: "
            + text
            + more);
  }

  /** Returns the day, where these hours are, of that moment. */
  LocalDate dayOf(Instant moment) {
    return moment.atZone(zone).toLocalDate();
  }

  /** Returns the armed hours of a day, empty where it has none. */
  Optional<Span> on(LocalDate day) {
    if (!days.include(day)) {
      return Optional.empty();
    }
    Instant from = at(day, open.orElse(LocalTime.MIDNIGHT));
    Instant to = close.map(time -> at(day, time)).orElseGet(() -> start(day.plusDays(1)));
    return Optional.of(new Span(from, to));
  }

  private Instant start(LocalDate day) {
    return day.atStartOfDay(zone).toInstant();
  }

  private Instant at(LocalDate day, LocalTime time) {
    return day.atTime(time).atZone(zone).toInstant();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArmedHours hours && hours.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
