package io.estop.starter.problem;

import io.estop.model.Scope;
import io.estop.model.StopId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads values of requests; a bad one becomes a problem that names it. */
public final class Values {
  private Values() {}

  /** Returns the scope, or refuses with 422. */
  public static Scope scope(@Nullable String text) {
    return parsed("scope", text, Scope::parse);
  }

  /** Returns the stop id, or refuses with 422. */
  public static StopId stopId(@Nullable String text) {
    return parsed("stopId", text, StopId::parse);
  }

  /** Returns the text, which must be there and not longer than that, or refuses with 422. */
  public static String text(String field, @Nullable String text, int longest) {
    if (text == null || text.isBlank() || text.length() > longest) {
      throw Problem.value(
          field
              + " must be 1 to "
              + longest
              + " characters but had "
              + (text == null ? 0 : text.length()));
    }
    return text;
  }

  private static <T> T parsed(String field, @Nullable String text, Function<String, T> parse) {
    if (text == null || text.isBlank()) {
      throw Problem.value(field + " is missing");
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException malformed) {
      throw Problem.value(String.valueOf(malformed.getMessage()));
    }
  }
}
