package io.estop.model.hold;

import java.util.Comparator;

/**
 * Version of the board: rises with every change, also across a lost Redis.
 *
 * @param incarnation which Redis data set, numbered by PostgreSQL; 0 before a keeper knew it
 * @param epoch changes within the incarnation
 */
public record BoardVersion(long incarnation, long epoch) implements Comparable<BoardVersion> {
  private static final Comparator<BoardVersion> ORDER =
      Comparator.comparingLong(BoardVersion::incarnation).thenComparingLong(BoardVersion::epoch);

  public BoardVersion {
    if (incarnation < 0 || epoch < 0) {
      throw new IllegalArgumentException(
          "incarnation and epoch must not be negative but were: " + incarnation + "." + epoch);
    }
  }

  /**
   * Returns the version that {@link #toString} wrote.
   *
   * @throws IllegalArgumentException naming the text and the expected form
   */
  public static BoardVersion parse(String text) {
    int dot = text.indexOf('.');
    try {
      return new BoardVersion(
          Long.parseLong(text.substring(0, Math.max(dot, 0))),
          Long.parseLong(text.substring(dot + 1)));
    } catch (NumberFormatException notANumber) {
      throw new IllegalArgumentException(
          "board version must be 'incarnation.epoch' but was: " + text, notANumber);
    }
  }

  @Override
  public int compareTo(BoardVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return incarnation + "." + epoch;
  }
}
