package io.estop.gate.board;

import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the board and the flag both hold; merging it is commutative and idempotent.
 *
 * @param holds at most one per stop and scope
 * @param releases stops whose holds were released, for ever; in their order, the oldest first, cut
 *     to the newest {@value #MAX_RELEASES}
 * @param ended stops that have ended, the oldest first, cut to the newest {@value #MAX_ENDED}
 */
public record BoardContent(List<Hold> holds, Set<StopId> releases, List<StopId> ended) {
  /** How many releases the board remembers; the flag knows all, and the keeper says one again. */
  public static final int MAX_RELEASES = 250;

  /** How many ended stops the board remembers; older ones are refused by the flag alone. */
  public static final int MAX_ENDED = 250;

  private static final BoardContent NOTHING = new BoardContent(List.of(), Set.of(), List.of());

  public BoardContent {
    holds = List.copyOf(holds);
    List<StopId> newest = newest(new ArrayList<>(releases), MAX_RELEASES);
    releases = Collections.unmodifiableSet(new LinkedHashSet<>(newest));
    ended = List.copyOf(newest(ended, MAX_ENDED));
  }

  /** Returns the content of a board that holds nothing. */
  public static BoardContent nothing() {
    return NOTHING;
  }

  private static List<StopId> newest(List<StopId> stops, int most) {
    return stops.subList(Math.max(0, stops.size() - most), stops.size());
  }
}
