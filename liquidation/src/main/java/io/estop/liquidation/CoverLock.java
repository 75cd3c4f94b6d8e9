package io.estop.liquidation;

import io.estop.model.liquidation.options.Cover.Release;
import io.estop.store.plan.PositionRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at cover once more where intents are written, one account at a time: another stop, another
 * batch or a double of this worker may have ordered since the venue was read.
 */
final class CoverLock {
  private final EngineParts parts;

  CoverLock(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Returns the positions whose order might now uncover a short option; their decision is changed
   * to wait. To be called in the transaction that writes the intents, before anything else in it.
   */
  Set<Integer> uncovering(WaveBook.Page page) {
    Set<Integer> waiting = new HashSet<>();
    page.covers().stream()
        // Always in the same order: no two ever wait for each other.
        .sorted(Comparator.comparing(book -> book.account().toString()))
        .forEach(book -> waiting.addAll(uncovering(page, book)));
    return waiting;
  }

  private Set<Integer> uncovering(WaveBook.Page page, CoverBook decided) {
    List<PositionRow> asked =
        page.rows().stream()
            .filter(row -> row.account().equals(decided.account()))
            .filter(row -> page.decisions().get(row.number()) instanceof Decision.Send)
            .filter(decided::isAsked)
            .toList();
    if (asked.isEmpty()) {
      return Set.of();
    }
    Set<String> symbols =
        asked.stream().flatMap(row -> decided.symbols(row).stream()).collect(Collectors.toSet());
    Instant since = decided.readAt().minus(parts.settings().work().readLag());
    CoverBook now =
        decided.with(parts.slices().coverOnceOthersAreDone(decided.account(), symbols, since));
    Set<Integer> waiting = new HashSet<>();
    for (PositionRow row : asked) {
      if (page.decisions().get(row.number()) instanceof Decision.Send send) {
        Release release = now.release(row, send.quantity());
        if (release.quantity().compareTo(send.quantity()) < 0) {
          page.decisions().put(row.number(), Decider.covers(release));
          waiting.add(row.number());
        } else {
          now.ordered(row, send.quantity());
        }
      }
    }
    return waiting;
  }
}
