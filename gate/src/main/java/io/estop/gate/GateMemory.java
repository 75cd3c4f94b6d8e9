package io.estop.gate;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.BoardChange;
import io.estop.gate.board.BoardState;
import io.estop.model.Scope;
import io.estop.model.StopId;
import io.estop.model.hold.BoardVersion;
import io.estop.model.hold.Hold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a gate has seen: each hold until a board names the release of that hold (rule R5). Feed's
 * lock guards. A message costs what is in the message, however many holds there are.
 */
final class GateMemory {
  private final Map<Key, Hold> holds = new HashMap<>();
  // Those that the accepted board does not have exactly so, the newest last.
  private final Map<Key, Hold> beyondBoard = new LinkedHashMap<>();
  private BoardVersion highest = new BoardVersion(0, 0);
  private @Nullable BoardState accepted;
  private long changes;

  private record Key(StopId stopId, Scope scope) {
    static Key of(Hold hold) {
      return new Key(hold.stopId(), hold.scope());
    }
  }

  /**
   * How one hold moved.
   *
   * @param before null where it came
   * @param now null where it was released
   */
  record Move(@Nullable Hold before, @Nullable Hold now) {}

  /** Returns whether a board is older than one that was seen. */
  boolean hasSeenMoreThan(BoardState board) {
    return board.version().compareTo(highest) < 0;
  }

  /** Takes over a board that was polled: later revisions and releases count. */
  List<Move> accept(BoardState board) {
    if (board == accepted) {
      return List.of();
    }
    List<Move> moves = new ArrayList<>();
    for (Hold hold : List.copyOf(holds.values())) {
      if (board.released(hold.stopId())) {
        holds.remove(Key.of(hold));
        moves.add(new Move(hold, null));
      }
    }
    Map<Key, Hold> missing = new HashMap<>(holds);
    beyondBoard.clear();
    for (Hold hold : board.holds()) {
      Key key = Key.of(hold);
      missing.remove(key);
      Hold merged = put(key, mergedWith(key, hold), moves);
      if (!merged.equals(hold)) {
        beyondBoard.put(key, merged);
      }
    }
    beyondBoard.putAll(missing);
    accepted = board;
    saw(board.version(), moves);
    return moves;
  }

  /** Takes from a change what tightens, and nothing that loosens (rule R8). */
  List<Move> tighten(BoardChange change) {
    return tighten(change.version(), change.holds());
  }

  /** The same from a board that is older than one seen. */
  List<Move> tighten(BoardState regressed) {
    return tighten(regressed.version(), regressed.holds());
  }

  private List<Move> tighten(BoardVersion version, List<Hold> published) {
    List<Move> moves = new ArrayList<>();
    for (Hold hold : published) {
      if (accepted == null || !accepted.released(hold.stopId())) {
        Key key = Key.of(hold);
        Hold known = holds.get(key);
        Hold next = known == null ? hold : tighter(known, hold);
        if (!next.equals(known)) {
          beyondBoard.remove(key);
          beyondBoard.put(key, put(key, next, moves));
        }
      }
    }
    saw(version, moves);
    return moves;
  }

  private Hold mergedWith(Key key, Hold hold) {
    Hold known = holds.get(key);
    return known == null || known.equals(hold) ? hold : known.merge(hold);
  }

  private Hold put(Key key, Hold next, List<Move> moves) {
    Hold before = holds.put(key, next);
    if (!next.equals(before)) {
      moves.add(new Move(before, next));
    }
    return next;
  }

  private void saw(BoardVersion version, List<Move> moves) {
    if (version.compareTo(highest) > 0) {
      highest = version;
      changes++;
    } else if (!moves.isEmpty()) {
      changes++;
    }
  }

  Collection<Hold> holds() {
    return holds.values();
  }

  /** Returns the newest of the holds that the accepted board does not have exactly so. */
  List<Hold> holdsBeyondBoard() {
    List<Hold> all = new ArrayList<>(beyondBoard.values());
    return all.subList(Math.max(0, all.size() - Acknowledgement.MAX_HOLDS), all.size());
  }

  BoardVersion highest() {
    return highest;
  }

  /** Returns a number that rises whenever holds or the highest version change. */
  long changes() {
    return changes;
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
}
