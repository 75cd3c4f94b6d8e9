package io.estop.model.breaker;

import java.math.BigDecimal;
import java.util.Locale;

/** On which side of its level a reading is bad. */
public enum Comparison {
  ABOVE,
  BELOW;

  /**
   * Reads {@code above} or {@code below}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Comparison ofWord(String word) {
    return switch (word) {
      case "above" -> ABOVE;
      case "below" -> BELOW;
      default ->
          throw new IllegalArgumentException("comparison must be above or below but was: " + word);
    };
  }

  /** Returns whether a value reaches a level; the level itself does. */
  boolean reaches(BigDecimal value, BigDecimal level) {
    int order = value.compareTo(level);
    return this == ABOVE ? order >= 0 : order <= 0;
  }

  /** Returns the level that lies so far on the good side of another. */
  BigDecimal backFrom(BigDecimal level, BigDecimal distance) {
    return this == ABOVE ? level.subtract(distance) : level.add(distance);
  }

  /** Returns the name as files and people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
