package io.estop.gate;

import io.estop.gate.board.BoardState;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a gate has seen: each hold until a board names its release (rule R5). Feed's lock guards.
 */
final class GateMemory {
  private Map<String, Hold> holds = Map.of();
  private BoardVersion highest = new BoardVersion(0, 0);
  private @Nullable BoardState accepted;

  /** Returns whether a board is older than one that was seen. */
  boolean hasSeenMoreThan(BoardState board) {
    return board.version().compareTo(highest) < 0;
  }

  /** Takes over a board that was polled: later revisions and releases count. */
  void accept(BoardState board) {
    Map<String, Hold> next = new TreeMap<>(holds);
    next.values().removeIf(hold -> board.released(hold.stopId()));
    board.holds().forEach(hold -> next.merge(key(hold), hold, Hold::merge));
    accepted = board;
    keep(board, next);
  }

  /** Takes from a board what tightens, and nothing that loosens (rule R8). */
  void tighten(BoardState board) {
    Map<String, Hold> next = new TreeMap<>(holds);
    for (Hold hold : board.holds()) {
      if (accepted == null || !accepted.released(hold.stopId())) {
        next.merge(key(hold), hold, GateMemory::tighter);
      }
    }
    keep(board, next);
  }

  Map<String, Hold> holdsByKey() {
    return holds;
  }

  Collection<Hold> holds() {
    return holds.values();
  }

  BoardVersion highest() {
    return highest;
  }

  @Nullable BoardState accepted() {
    return accepted;
  }

  /** Returns whether the first hold allows less than the second, or its stop goes further. */
  static boolean isStricter(Hold first, Hold second) {
    int byMode = first.mode().compareTo(second.mode());
    if (byMode != 0) {
      return byMode > 0;
    }
    return first.factor().compareTo(second.factor()) < 0
        || first.action().compareTo(second.action()) > 0;
  }

  private static Hold tighter(Hold known, Hold published) {
    Hold merged = known.merge(published);
    return isStricter(known, merged) ? known : merged;
  }

  private static String key(Hold hold) {
    return hold.stopId() + "\t" + hold.scope();
  }

  private void keep(BoardState board, Map<String, Hold> next) {
    highest = hasSeenMoreThan(board) ? highest : board.version();
    holds = Collections.unmodifiableMap(next);
  }
}
