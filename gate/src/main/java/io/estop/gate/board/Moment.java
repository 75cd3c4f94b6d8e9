package io.estop.gate.board;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * A moment as text: UTC with six digits of a second (what PostgreSQL keeps; more is cut off), so
 * that moments order by their bytes. By hand, since the first press of a process formats one cold
 * and a {@code DateTimeFormatter} then takes a good part of the way to the gates.
 */
final class Moment {
  private static final String FORM = "0000-00-00T00:00:00.000000Z";
  private static final int NANOS_IN_MICRO = 1_000;
  private static final int LAST_YEAR = 9_999;

  private Moment() {}

  /**
   * Returns the text of a moment.
   *
   * @throws IllegalArgumentException outside the years 0 to 9999
   */
  static String text(Instant moment) {
    LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    if (utc.getYear() < 0 || utc.getYear() > LAST_YEAR) {
      throw new IllegalArgumentException("year must be 0 to 9999 but was: " + utc.getYear());
    }
    char[] text = FORM.toCharArray();
    put(text, 0, 4, utc.getYear());
    put(text, 5, 2, utc.getMonthValue());
    put(text, 8, 2, utc.getDayOfMonth());
    put(text, 11, 2, utc.getHour());
    put(text, 14, 2, utc.getMinute());
    put(text, 17, 2, utc.getSecond());
    put(text, 20, 6, utc.getNano() / NANOS_IN_MICRO);
    return new String(text);
  }

  /**
   * Returns the moment of a text that {@link #text} wrote.
   *
   * @throws IllegalArgumentException where the text has another form
   * @throws java.time.DateTimeException where there is no such moment
   */
  static Instant parse(String text) {
    if (!isOfForm(text)) {
      throw new IllegalArgumentException("moment must look like " + FORM + " but was: " + text);
    }
    return LocalDateTime.of(
            LocalDate.of(number(text, 0, 4), number(text, 5, 2), number(text, 8, 2)),
            LocalTime.of(
                number(text, 11, 2),
                number(text, 14, 2),
                number(text, 17, 2),
                number(text, 20, 6) * NANOS_IN_MICRO))
        .toInstant(ZoneOffset.UTC);
  }

  private static boolean isOfForm(String text) {
    if (text.length() != FORM.length()) {
      return false;
    }
    for (int i = 0; i < FORM.length(); i++) {
      char form = FORM.charAt(i);
      char is = text.charAt(i);
      if (form == '0' ? is < '0' || is > '9' : is != form) {
        return false;
      }
    }
    return true;
  }

  private static void put(char[] text, int from, int digits, int number) {
    int left = number;
    for (int i = from + digits - 1; i >= from; i--) {
      text[i] = (char) ('0' + left % 10);
      left /= 10;
    }
  }

  private static int number(String text, int from, int digits) {
    int number = 0;
    for (int i = from; i < from + digits; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }
}
