package io.estop.model;

import java.util.regex.Pattern;

/**
 * Names one emergency stop. The presser makes it, so that pressing twice with the same id is one
 * stop.
 *
 * @param value 1 to 64 of letters, digits, dot, underscore and hyphen
 */
public record StopId(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  public StopId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "stop id must be 1 to 64 of letters, digits, '.', '_' and '-' but was: " + value);
    }
  }

  /** Returns at most so many characters of a text, those that no id may have replaced by dots. */
  public static String readable(String text, int most) {
    String plain = text.replaceAll("[^A-Za-z0-9._-]", ".");
    return plain.substring(0, Math.min(most, plain.length()));
  }

  /** Returns the id that {@link #toString} wrote. */
  public static StopId parse(String text) {
    return new StopId(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
