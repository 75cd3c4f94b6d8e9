package io.estop.liquidation;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of account locks.
 *
 * @param changed accounts that were locked or unlocked
 * @param failed accounts for which it did not work, each with why
 */
public record LockResult(List<String> changed, List<String> failed) {

  /** Returns what an unlocking did as one sentence; empty when there was nothing to do. */
  public String text() {
    return Stream.of(
            changed.isEmpty() ? "" : "unlocked at the venue: " + String.join(", ", changed),
            failed.isEmpty() ? "" : "still locked: " + String.join(", ", failed))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining("; "));
  }
}
