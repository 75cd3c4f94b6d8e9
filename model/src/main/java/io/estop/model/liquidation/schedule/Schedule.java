package io.estop.model.liquidation.schedule;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When how much of a position is due.
 *
 * @param tranches from 1 to {@value #MOST_TRANCHES}, each due after the one before
 */
public record Schedule(List<Tranche> tranches) {
  /** A row keeps a schedule as text; nobody plans more parts than this. */
  public static final int MOST_TRANCHES = 50;

  private static final String SEPARATOR = ";";

  public Schedule {
    tranches = List.copyOf(tranches);
    if (tranches.isEmpty() || tranches.size() > MOST_TRANCHES) {
      throw new IllegalArgumentException(
          "a schedule has from 1 to " + MOST_TRANCHES + " tranches but had: " + tranches.size());
    }
    for (int i = 1; i < tranches.size(); i++) {
      if (tranches.get(i).at().compareTo(tranches.get(i - 1).at()) <= 0) {
        throw new IllegalArgumentException(
            "a tranche is due after the one before but was: "
                + tranches.get(i - 1)
                + " then "
                + tranches.get(i));
      }
    }
  }

  /** Returns the sum of all tranches. */
  public BigDecimal total() {
    return due(end());
  }

  /** Returns what is due up to that time after the start, all tranches until then together. */
  public BigDecimal due(Duration elapsed) {
    return tranches.stream()
        .filter(tranche -> tranche.at().compareTo(elapsed) <= 0)
        .map(Tranche::quantity)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Returns when the first tranche after that time is due; empty when none is left. */
  public Optional<Duration> next(Duration elapsed) {
    return tranches.stream().map(Tranche::at).filter(at -> at.compareTo(elapsed) > 0).findFirst();
  }

  /** Returns when the last tranche is due. */
  public Duration end() {
    return tranches.get(tranches.size() - 1).at();
  }

  /** Returns it as text, {@code 0s:300;12.5s:200}; {@link #parse} undoes it. */
  @Override
  public String toString() {
    return tranches.stream().map(Tranche::toString).collect(Collectors.joining(SEPARATOR));
  }

  /**
   * Returns the schedule of that text.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static Schedule parse(String text) {
    return new Schedule(Stream.of(text.split(SEPARATOR, -1)).map(Tranche::parse).toList());
  }
}
