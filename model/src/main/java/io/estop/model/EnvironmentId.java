package io.estop.model;

import java.util.regex.Pattern;

/**
 * Names one deployment (demo, staging, prod). It stands in Redis keys, in PostgreSQL, in the
 * Temporal namespace and in each venue's configuration; any mismatch refuses to start.
 *
 * @param value a lower-case letter, then up to 31 of lower-case letters, digits and hyphens
 */
public record EnvironmentId(String value) {
  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  public EnvironmentId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "environment must be a lower-case letter and up to 31 of a-z, 0-9 and '-' but was: "
              + value);
    }
  }

  /** Returns the environment that {@link #toString} wrote. */
  public static EnvironmentId parse(String text) {
    return new EnvironmentId(text);
  }

  @Override
  public String toString() {
    return value;
  }
}
