package io.estop.venues.alpaca;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Strict access to the fields of one JSON object: what is missing or absurd fails by its name. */
record Fields(JsonNode node, String what) {

  private static final int LONGEST_TEXT = 128;
  private static final int LONGEST_NUMBER = 40;
  private static final int MOST_DECIMALS = 20;

  Fields {
    if (!node.isObject()) {
      throw new MalformedAnswerException(what + " must be an object but was: " + shown(node));
    }
  }

  /** Returns a text that is not blank and of at most 128 characters. */
  String text(String field) {
    JsonNode value = node.path(field);
    if (!value.isString() || value.asString().isBlank() || tooLong(value, LONGEST_TEXT)) {
      throw absurd(field, "a text of 1 to " + LONGEST_TEXT + " characters");
    }
    return value.asString();
  }

  /** Returns an exact number, written as number or as text. */
  BigDecimal decimal(String field) {
    return optionalDecimal(field).orElseThrow(() -> absurd(field, "a number"));
  }

  /** Returns an exact number of at least 0. */
  BigDecimal notNegative(String field) {
    BigDecimal value = decimal(field);
    if (value.signum() < 0) {
      throw absurd(field, "a number of at least 0");
    }
    return value;
  }

  /** Returns an exact number, empty when the field is missing or null. */
  Optional<BigDecimal> optionalDecimal(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    // Decimals are read exactly; what cannot be is a double: NaN, or an infinity.
    if (value.isDouble()) {
      throw absurd(field, "a number");
    }
    BigDecimal number = value.isNumber() ? value.decimalValue() : parsed(field, value);
    if (number.precision() > LONGEST_NUMBER || Math.abs(number.scale()) > MOST_DECIMALS) {
      throw absurd(field, "a number of at most 40 digits, 20 of them decimals");
    }
    return Optional.of(number);
  }

  /** Returns a moment, written with its offset. */
  Instant instant(String field) {
    String text = text(field);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException notRfc3339) {
      throw absurd(field, "a time as in RFC 3339");
    }
  }

  boolean bool(String field) {
    JsonNode value = node.path(field);
    if (!value.isBoolean()) {
      throw absurd(field, "true or false");
    }
    return value.booleanValue();
  }

  MalformedAnswerException absurd(String field, String expected) {
    return new MalformedAnswerException(
        what + ": " + field + " must be " + expected + " but was: " + shown(node.path(field)));
  }

  static String shown(JsonNode value) {
    if (value.isMissingNode()) {
      return "missing";
    }
    String text = value.toString();
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "…";
  }

  private BigDecimal parsed(String field, JsonNode value) {
    if (!value.isString() || tooLong(value, LONGEST_NUMBER)) {
      throw absurd(field, "a number");
    }
    try {
      return new BigDecimal(value.asString());
    } catch (NumberFormatException notANumber) {
      throw absurd(field, "a number");
    }
  }

  private static boolean tooLong(JsonNode value, int longest) {
    return value.asString().length() > longest;
  }
}
