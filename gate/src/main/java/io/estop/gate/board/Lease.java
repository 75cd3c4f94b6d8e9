package io.estop.gate.board;

import io.estop.model.hold.BoardVersion;
import org.jspecify.annotations.Nullable;

/**
 * The keeper's word that board and flag agreed (rules R1, R3). All times are Redis TIME.
 *
 * @param run Redis process it was written under
 * @param version of the board it names
 * @param sum of the board it names
 * @param readAtMillis before the keeper began to read the flag (rules R1, R9)
 * @param endsAtMillis when it no longer counts
 */
public record Lease(
    String run, BoardVersion version, String sum, long readAtMillis, long endsAtMillis) {
  private static final int FIELDS = 6;

  /** Returns the lease that a script wrote; null where there is none or it cannot be read. */
  static @Nullable Lease parse(String text) {
    String[] fields = text.split("\t", -1);
    if (fields.length != FIELDS) {
      return null;
    }
    try {
      return new Lease(
          fields[0],
          new BoardVersion(Head.number(fields[1]), Head.number(fields[2])),
          fields[3],
          Head.number(fields[4]),
          Head.number(fields[5]));
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
