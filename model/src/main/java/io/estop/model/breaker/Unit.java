package io.estop.model.breaker;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a metric is counted in. */
public enum Unit {
  /** Of an index. */
  POINTS,
  /** Parts of a hundred. */
  PERCENT,
  /** Times what is normal, or a share: 1 is normal, or all. */
  RATIO,
  /** Standard deviations of what is normal. */
  SIGMAS,
  MILLISECONDS,
  SECONDS,
  COUNT,
  /** Money, in the account's currency. */
  CURRENCY;

  /**
   * Reads a unit as {@link #word()} writes it.
   *
   * @throws IllegalArgumentException naming what was given and what there is
   */
  public static Unit ofWord(String word) {
    return Arrays.stream(values())
        .filter(unit -> unit.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unit must be one of "
                        + Arrays.stream(values()).map(Unit::word).collect(Collectors.joining(", "))
                        + " but was: "
                        + word));
  }

  /** Returns the name as files and people write it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
