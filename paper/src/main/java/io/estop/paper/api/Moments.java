package io.estop.paper.api;

import io.estop.model.trading.TradingCalendar;
import io.estop.paper.exchange.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads and writes the times of a request. */
final class Moments {
  private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ISO_OFFSET_DATE_TIME;

  private Moments() {}

  /** Returns the moment of an ISO time or date, or null for none; a bare date means New York. */
  static @Nullable Instant parse(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(TradingCalendar.NEW_YORK).toInstant()
          : OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
    } catch (DateTimeParseException unreadable) {
      throw Refusal.invalid("invalid time: " + text);
    }
  }

  /** Returns the time as New York writes it, as Alpaca's clock does. */
  static String newYork(Instant at) {
    return WRITTEN.format(at.atZone(TradingCalendar.NEW_YORK));
  }
}
