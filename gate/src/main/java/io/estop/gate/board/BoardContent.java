package io.estop.gate.board;

import io.estop.model.StopId;
import io.estop.model.hold.Hold;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the board and the flag both hold; merging it is commutative and idempotent.
 *
 * @param holds at most one per stop and scope
 * @param releases stops whose holds were released, for ever
 * @param ended stops that have ended, the oldest first, cut to the newest {@value #MAX_ENDED}
 */
public record BoardContent(List<Hold> holds, Set<StopId> releases, List<StopId> ended) {
  /** How many ended stops the board remembers; older ones are refused by the flag alone. */
  public static final int MAX_ENDED = 1_000;

  private static final BoardContent NOTHING = new BoardContent(List.of(), Set.of(), List.of());

  public BoardContent {
    holds = List.copyOf(holds);
    releases = Collections.unmodifiableSet(new LinkedHashSet<>(releases));
    ended = List.copyOf(ended.subList(Math.max(0, ended.size() - MAX_ENDED), ended.size()));
  }

  /** Returns the content of a board that holds nothing. */
  public static BoardContent nothing() {
    return NOTHING;
  }
}
