package io.estop.gate.board;

import io.estop.model.hold.Hold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds as sorted lines, at most one for a stop and scope. Lines that were read before are known
 * again by their text, so that reading a board of thousands costs what is new in it.
 */
final class HoldLines {
  private final Map<String, Hold> known;
  private final Map<String, Hold> read;
  private final List<Hold> holds = new ArrayList<>();
  private String last = "";

  /**
   * @param known by line, of a board that was read before; not changed
   * @param read takes every line that is read
   */
  HoldLines(Map<String, Hold> known, Map<String, Hold> read) {
    this.known = known;
    this.read = read;
  }

  static boolean isOne(String line) {
    return line.startsWith(HoldLine.WORD + "\t");
  }

  /**
   * Reads one more.
   *
   * @throws IllegalArgumentException where it is not in its one form or not in its place
   */
  void add(String line) {
    String key = HoldLine.key(line);
    if (key.compareTo(last) <= 0) {
      throw new IllegalArgumentException(
          "holds must be sorted, one for a stop and scope, but after " + last + " was: " + line);
    }
    last = key;
    Hold before = known.get(line);
    Hold hold = before == null ? HoldLine.parse(line) : before;
    read.put(line, hold);
    holds.add(hold);
  }

  List<Hold> holds() {
    return holds;
  }
}
