package io.estop.cli.breaker;

import io.estop.cli.breaker.History.Observation;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Leaves out the fewest rows that stand out of order: a clock that jumped for some rows must not
 * make all that follow old. The longest strictly rising sequence (Schensted 1961), by patience
 * sorting.
 */
final class InOrder {
  private InOrder() {}

  /** Returns the rows whose times rise; of two of the same time the first. */
  static List<Observation> of(List<Observation> rows) {
    int[] ends = new int[rows.size()];
    int[] before = new int[rows.size()];
    int length = 0;
    for (int row = 0; row < rows.size(); row++) {
      int place = place(rows, ends, length, rows.get(row).at());
      before[row] = place == 0 ? -1 : ends[place - 1];
      boolean isSameTime = place < length && rows.get(ends[place]).at().equals(rows.get(row).at());
      if (!isSameTime) {
        ends[place] = row;
      }
      length = Math.max(length, place + 1);
    }
    Deque<Observation> kept = new ArrayDeque<>(length);
    for (int row = length == 0 ? -1 : ends[length - 1]; row >= 0; row = before[row]) {
      kept.addFirst(rows.get(row));
    }
    return List.copyOf(kept);
  }

  /** Returns the first place whose sequence ends at that time or later. */
  private static int place(List<Observation> rows, int[] ends, int length, Instant at) {
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (rows.get(ends[middle]).at().isBefore(at)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
