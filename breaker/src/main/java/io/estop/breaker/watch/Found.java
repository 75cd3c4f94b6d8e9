package io.estop.breaker.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * What a look found.
 *
 * @param state WATCHING, TRIPPED, BLIND, or OBSERVING where rules may trip nothing
 * @param why the latest finding, one sentence
 * @param trips to be pressed
 * @param lines one for each rule and subject that is not calm, then how many are
 * @param warnings that people are to be told now
 */
public record Found(
    String state, String why, List<String> trips, List<String> lines, List<Warning> warnings) {

  /**
   * A warning.
   *
   * @param event which one, unique in its scope
   * @param text one sentence
   */
  public record Warning(String event, String text) {}

  /** Returns the same with more that people are to be told. */
  Found telling(List<Warning> more) {
    List<Warning> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new Found(state, why, trips, lines, List.copyOf(all));
  }
}
