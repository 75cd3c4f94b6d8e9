package io.estop.model.configuration;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a value is written and within what it must lie.
 *
 * @param kind of value
 * @param low lowest whole number, or what a decimal must be above
 * @param high highest whole number, or what a decimal must be below
 * @param words that a list may hold
 */
record Form(Kind kind, BigDecimal low, BigDecimal high, List<String> words) {
  /** No number of ours is longer; a longer one may be meant to cost memory. */
  private static final int LONGEST = 40;

  enum Kind {
    FLAG,
    WHOLE,
    DECIMAL,
    LIST
  }

  static Form flag() {
    return new Form(Kind.FLAG, BigDecimal.ZERO, BigDecimal.ONE, List.of("true", "false"));
  }

  static Form whole(long least, long most) {
    return new Form(Kind.WHOLE, BigDecimal.valueOf(least), BigDecimal.valueOf(most), List.of());
  }

  static Form decimal(String above, String below) {
    return new Form(Kind.DECIMAL, new BigDecimal(above), new BigDecimal(below), List.of());
  }

  static Form listOf(String... words) {
    return new Form(Kind.LIST, BigDecimal.ZERO, BigDecimal.ZERO, List.of(words));
  }

  /** Returns what a value must be, as words after "must be". */
  String bound() {
    return switch (kind) {
      case FLAG -> "true or false";
      case WHOLE -> "a whole number from " + low.toPlainString() + " to " + high.toPlainString();
      case DECIMAL ->
          "a number above " + low.toPlainString() + " and below " + high.toPlainString();
      case LIST -> "a list of " + String.join(", ", words) + ", each once, or an empty one";
    };
  }

  /**
   * Returns the one way in which we write a value.
   *
   * @throws IllegalArgumentException where the text is no such value
   */
  String read(String text) {
    String stripped = text.strip();
    return switch (kind) {
      case FLAG -> word(stripped.toLowerCase(Locale.ROOT));
      case WHOLE, DECIMAL -> number(stripped);
      case LIST -> list(stripped);
    };
  }

  private String word(String text) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private String number(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(text);
    }
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > LONGEST || !isWithin(number)) {
      throw new IllegalArgumentException(text);
    }
    BigDecimal plain = number.stripTrailingZeros();
    if (kind == Kind.WHOLE && plain.scale() > 0) {
      throw new IllegalArgumentException(text);
    }
    return plain.toPlainString();
  }

  private boolean isWithin(BigDecimal number) {
    return kind == Kind.WHOLE
        ? number.compareTo(low) >= 0 && number.compareTo(high) <= 0
        : number.compareTo(low) > 0 && number.compareTo(high) < 0;
  }

  private String list(String text) {
    List<String> said = new ArrayList<>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .map(this::word)
        .forEach(said::add);
    if (said.stream().distinct().count() != said.size()) {
      throw new IllegalArgumentException(text);
    }
    return String.join(",", said);
  }
}
