package io.estop.venues.fix;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Optional;
import quickfix.FieldMap;
import quickfix.FieldNotFound;
import quickfix.Group;
import quickfix.Message;

/**
 * The fields of a message or of one entry of a group, each checked when it is read.
 *
 * @param map where they stand
 * @param what names the message in errors
 */
record Fields(FieldMap map, String what) {

  private static final int LONGEST_TEXT = 300;
  private static final int MOST_DIGITS = 30;

  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuuMMdd-HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter();

  static Fields of(Message message) {
    return new Fields(message, "message " + type(message));
  }

  static Fields header(Message message) {
    return new Fields(message.getHeader(), "header of message " + type(message));
  }

  static String type(Message message) {
    return new Fields(message.getHeader(), "header").optional(Tag.MSG_TYPE).orElse("");
  }

  /** Returns the field's text, empty where the message lacks it. */
  Optional<String> optional(int tag) {
    try {
      return map.isSetField(tag) ? Optional.of(map.getString(tag)) : Optional.empty();
    } catch (FieldNotFound goneMeanwhile) {
      throw lacks(tag);
    }
  }

  String text(int tag) {
    return optional(tag).filter(text -> !text.isBlank()).orElseThrow(() -> lacks(tag));
  }

  /** Returns the field where it is this text. */
  boolean is(int tag, String text) {
    return optional(tag).filter(text::equals).isPresent();
  }

  Optional<BigDecimal> optionalDecimal(int tag) {
    return optional(tag).map(text -> decimal(tag, text));
  }

  BigDecimal decimal(int tag) {
    return decimal(tag, text(tag));
  }

  BigDecimal notNegative(int tag) {
    BigDecimal number = decimal(tag);
    if (number.signum() < 0) {
      throw absurd(tag, "0 or more");
    }
    return number;
  }

  Optional<Integer> optionalCount(int tag) {
    return optional(tag).map(text -> count(tag, text));
  }

  Optional<Instant> optionalInstant(int tag) {
    return optional(tag).map(text -> instant(tag, text));
  }

  /** Returns the entries of a repeating group. */
  List<Fields> group(int tag) {
    List<Group> entries = map.getGroups(tag);
    int told = optionalCount(tag).orElse(0);
    if (told != entries.size()) {
      throw absurd(tag, "the number of entries, " + entries.size() + ",");
    }
    return entries.stream().map(entry -> new Fields(entry, what + ", group " + tag)).toList();
  }

  /** Returns the venue's own words, one line of at most 300 characters. */
  String words() {
    String line = optional(Tag.TEXT).orElse("").replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT) + "…";
  }

  MalformedMessageException absurd(int tag, String expected) {
    return new MalformedMessageException(
        what + ": field " + tag + " must be " + expected + " but was: " + optional(tag).orElse(""));
  }

  private MalformedMessageException lacks(int tag) {
    return new MalformedMessageException(what + " lacks field " + tag);
  }

  // An exponent would make a number of gigabytes out of a few characters.
  private BigDecimal decimal(int tag, String text) {
    if (text.length() > MOST_DIGITS || !text.matches("-?\\d*\\.?\\d+|-?\\d+\\.")) {
      throw absurd(tag, "a number of at most " + MOST_DIGITS + " characters");
    }
    return new BigDecimal(text);
  }

  private int count(int tag, String text) {
    if (!text.matches("\\d{1,9}")) {
      throw absurd(tag, "0 to 999999999");
    }
    return Integer.parseInt(text);
  }

  private Instant instant(int tag, String text) {
    try {
      return LocalDateTime.parse(text, TIMESTAMP).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException notATime) {
      throw absurd(tag, "a UTC time as in 20261122-14:30:00.000");
    }
  }
}
