package io.estop.gate.board;

import io.estop.model.Action;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import io.estop.model.hold.Mode;
import java.math.BigDecimal;

/**
 * One hold as a line. Factor and moment have one form each, so that they order by their bytes:
 * {@code 1} or {@code 0.} and digits without trailing zeros; a moment is a {@link Moment}.
 */
final class HoldLine {
  static final String WORD = "hold";
  private static final int FIELDS = 8;

  private HoldLine() {}

  static String of(Hold hold) {
    return String.join(
        "\t",
        WORD,
        hold.stopId().toString(),
        hold.scope().toString(),
        Long.toString(hold.revision()),
        hold.mode().name(),
        factor(hold.factor()),
        hold.action().name(),
        Moment.text(hold.heldAt()));
  }

  /**
   * Returns the hold of a line that {@link #of} wrote.
   *
   * @throws IllegalArgumentException where the line is not exactly what {@code of} writes
   */
  static Hold parse(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != FIELDS || !fields[0].equals(WORD)) {
      throw malformed(line);
    }
    Hold hold =
        new Hold(
            StopId.parse(fields[1]),
            Scope.parse(fields[2]),
            Mode.valueOf(fields[4]),
            new BigDecimal(fields[5]),
            Action.valueOf(fields[6]),
            Long.parseLong(fields[3]),
            Moment.parse(fields[7]));
    if (!of(hold).equals(line)) {
      throw malformed(line);
    }
    return hold;
  }

  /** Returns stop and scope, by which lines are sorted. */
  static String key(String line) {
    int scope = line.indexOf('\t', WORD.length() + 1);
    int end = scope < 0 ? -1 : line.indexOf('\t', scope + 1);
    if (end < 0) {
      throw malformed(line);
    }
    return line.substring(WORD.length() + 1, end);
  }

  private static String factor(BigDecimal factor) {
    return factor.stripTrailingZeros().toPlainString();
  }

  private static IllegalArgumentException malformed(String line) {
    return new IllegalArgumentException(
        "hold must be 8 fields stop, scope, revision, mode, factor, action, moment but was: "
            + line);
  }
}
