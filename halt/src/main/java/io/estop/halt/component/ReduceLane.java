package io.estop.halt.component;

import io.estop.gate.board.Acknowledgement;
import io.estop.gate.board.Answer;
import io.estop.gate.board.Board;
import io.estop.gate.board.ComponentReport;
import io.estop.store.component.Component;
import io.estop.store.component.Components;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The orders that gates let through their reduce lane, as they say themselves. Thread-safe; whoever
 * asks does not wait for PostgreSQL.
 */
public final class ReduceLane {
  /** Between two looks at who is registered. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  private final Board board;
  private final Components components;
  private final Duration callBound;
  // Written by the loop that looks, read by whoever cancels.
  private volatile List<String> names = List.of();

  /**
   * @param callBound how long the board may take to answer
   */
  public ReduceLane(Board board, Components components, Duration callBound) {
    this.board = board;
    this.components = components;
    this.callBound = callBound;
  }

  /** Looks who is registered; called by a loop. Throws what the database throws. */
  public void refresh() {
    names = components.all().stream().map(Component::name).toList();
  }

  /**
   * Returns the client order ids that acknowledgements list; empty when Redis is silent, since an
   * order that is not known to reduce is cancelled.
   */
  public Set<String> admitted() {
    if (board.acknowledgements(names, callBound)
        instanceof Answer.Done<List<ComponentReport>> done) {
      return done.value().stream()
          .map(ComponentReport::instances)
          .flatMap(Collection::stream)
          .map(Acknowledgement::lane)
          .flatMap(Collection::stream)
          .collect(Collectors.toUnmodifiableSet());
    }
    return Set.of();
  }
}
